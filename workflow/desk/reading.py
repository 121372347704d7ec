"""Who may look at an item on the desk: people of its agency who hold a role there."""

from django.contrib.contenttypes.models import ContentType
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.models import TaskState

from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.agencies.queries import roles_of

NOT_FOUND = "Không có tin này ở cơ quan của bạn."


def readable_page(user: User, page_id: int):
    """The page as its own type; Http404 for people without a role in the page's agency.

    Others learn nothing, not even that the item exists. Superusers may read every item.
    """
    return readable_row(user, page_id).specific


def readable_row(user: User, page_id: int) -> BasePage:
    """The same as the base type (one query less)."""
    page = get_object_or_404(BasePage.objects.filter(depth__gt=1), pk=page_id)
    if not may_read(user, page):
        raise Http404(NOT_FOUND)
    return page


def state_of_page(page, task_state_id: int) -> TaskState:
    """A step's state in a run of `page`; Http404 for one of another page."""
    return get_object_or_404(
        TaskState.objects.select_related("workflow_state"),
        pk=task_state_id,
        workflow_state__base_content_type=ContentType.objects.get_for_model(BasePage),
        workflow_state__object_id=str(page.pk),
        task__boardtask__isnull=False,
    )


def may_read(user: User, page) -> bool:
    """Whether `user` may see `page` on the desk."""
    if user.is_superuser:
        return True
    if user.agency_id is None or not roles_of(user):
        return False
    return page.path.startswith(user.agency.site.root_page.path)
