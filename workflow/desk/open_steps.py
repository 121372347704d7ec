"""The steps in progress of an agency, pages and change requests, in a fixed number of queries."""

from collections.abc import Iterator
from dataclasses import replace

from django.contrib.contenttypes.models import ContentType
from django.db.models import F
from django.db.models.fields.json import KeyTextTransform
from wagtail.models import TaskState, WorkflowState

from sections.base.models import BasePage
from workflow.agencies.models import Agency
from workflow.approval.board_task import BoardTask
from workflow.approval.changes.request import ChangeRequest
from workflow.duties.models import Duty
from workflow.duties.queries import open_duties
from workflow.regulations.book import Measure

from .held import Held


def open_steps(agency: Agency, tasks: dict[int, BoardTask]) -> list[Held]:
    """The steps in progress of `tasks` on what belongs to `agency`, not yet judged."""
    rows = list(_in_progress(tasks))
    return [*_of_pages(agency, rows), *_of_requests(agency, rows)]


def _in_progress(tasks: dict[int, BoardTask]) -> Iterator[Held]:
    of_requests = ContentType.objects.get_for_model(ChangeRequest).pk
    rows = TaskState.objects.filter(
        task_id__in=tasks,
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state_id=F("pk"),
    )
    for pk, task_id, since, run_id, type_id, object_id, requested_by_id in rows.values_list(
        "pk",
        "task_id",
        "started_at",
        "workflow_state_id",
        "workflow_state__base_content_type_id",
        "workflow_state__object_id",
        "workflow_state__requested_by_id",
    ):
        name = "request_id" if type_id == of_requests else "page_id"
        held = {name: int(object_id)}
        yield Held(pk, tasks[task_id], run_id, since, requested_by_id, **held)


def _of_pages(agency: Agency, rows: list[Held]) -> Iterator[Held]:
    """What the draft says of unit and author; only pages of the agency's own site."""
    ids = [row.page_id for row in rows if row.page_id]
    if not ids:
        return
    home_path = agency.site.root_page.path
    pages = {
        pk: facts
        for pk, *facts in BasePage.objects.filter(pk__in=ids, path__startswith=home_path)
        .annotate(draft_unit=KeyTextTransform("unit", "latest_revision__content"))
        .values_list("pk", "section_code", "owner_id", "draft_unit")
    }
    duties = _publication_duties(agency, list(pages))
    for row in rows:
        if row.page_id not in pages:
            continue
        section_code, owner_id, unit = pages[row.page_id]
        yield replace(
            row,
            owner_id=owner_id,
            unit_id=int(unit) if unit else None,
            section_code=section_code,
            duty=duties.get(row.page_id),
        )


def _publication_duties(agency: Agency, page_ids: list[int]) -> dict[int, Duty]:
    """The open duty of each page to be public that ends first."""
    found: dict[int, Duty] = {}
    rows = open_duties(agency.code).filter(page_id__in=page_ids, measure=Measure.PUBLICATION)
    for duty in rows:
        found.setdefault(duty.page_id, duty)
    return found


def _of_requests(agency: Agency, rows: list[Held]) -> Iterator[Held]:
    ids = [row.request_id for row in rows if row.request_id]
    if not ids:
        return
    requests = {
        row.pk: row
        for row in ChangeRequest.objects.filter(pk__in=ids, agency=agency).only(
            "unit_id", "owner_id", "section_code"
        )
    }
    for row in rows:
        if row.request_id in requests:
            request = requests[row.request_id]
            yield replace(
                row,
                owner_id=request.owner_id,
                unit_id=request.unit_id,
                section_code=request.section_code,
            )
