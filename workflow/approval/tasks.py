"""Tasks of the worker; each asks for now and calls one function."""

from django.utils import timezone
from django_q.tasks import async_task

from sections.base.models import BasePage
from sections.media import renditions
from workflow.agencies.models import Agency

from . import schedule, watch
from .emergencies import settling


def run_schedule() -> int:
    """Publish, take down and change what the board approved for this minute."""
    return schedule.run_due(timezone.now())


def settle_emergencies() -> int:
    """Withdraw emergency publishings that nobody approved in time; remind of the others."""
    return settling.settle_due(timezone.now())


def watch_public() -> int:
    """Compare what every agency shows with what was approved: a task for each; how many."""
    watch.watch_guards()
    return _for_each_agency("workflow.approval.tasks.watch_pages")


def watch_stored_files() -> int:
    """Compare the files of public pages with their fingerprints: a task for each agency."""
    return _for_each_agency("workflow.approval.tasks.watch_files")


def watch_pages(agency_code: str) -> int:
    """The number of public pages of one agency that are not as approved."""
    return len(watch.watch_pages(Agency.objects.get(code=agency_code)))


def watch_files(agency_code: str) -> int:
    """The number of files of one agency that are not as approved."""
    return len(watch.watch_files(Agency.objects.get(code=agency_code)))


def prepare_pictures(page_id: int) -> int:
    """Make the public sizes of the pictures in the newest draft; how many pictures are ready."""
    page = BasePage.objects.filter(pk=page_id).first()
    return renditions.prepare_pictures(page.get_latest_revision_as_object()) if page else 0


def _for_each_agency(task: str) -> int:
    codes = list(Agency.objects.values_list("code", flat=True))
    for code in codes:
        async_task(task, code)
    return len(codes)
