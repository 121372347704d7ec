"""An item enters the chain, or its author takes it back."""

from functools import partial

from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task
from wagtail.models import WorkflowState

from sections.base.door import Refused
from sections.base.models import BasePage

from . import evidence, notices
from .changes import filing
from .changes.request import ChangeRequest
from .decision import Decision
from .steps import is_board_chain, specific_tasks
from .subject import hash_of, is_request, lock_page
from .submission_check import NO_CHAIN

PREPARE = "workflow.approval.tasks.prepare_pictures"

NOT_YOURS = "Chỉ người viết hoặc người gửi mới rút lại được «{title}»."
NOT_WAITING = "«{title}» không còn chờ duyệt nên không rút lại được."
IN_A_RUN = "«{title}» đang trong quy trình duyệt."
NO_RIGHT = "Bạn không có quyền gửi duyệt «{title}»."


@transaction.atomic
def submit(page, user) -> WorkflowState:
    """Start a run for `page` as `user`; `Refused` says what is missing. The draft stays."""
    # Two submissions at once: the second waits here and then sees the run of the first.
    lock_page(page.pk)
    permissions = page.permissions_for_user(user)
    if not permissions.can_edit():
        raise Refused(NO_RIGHT.format(title=page.title))
    if page.workflow_in_progress:
        raise Refused(IN_A_RUN.format(title=page.title))
    workflow = page.get_workflow()
    if workflow is None:
        raise Refused(NO_RIGHT.format(title=page.title))
    return workflow.start(page, user)


@transaction.atomic
def withdraw(page, user) -> None:
    """End the run on `page` at the wish of its author or submitter."""
    lock_page(page.pk)
    run = (
        WorkflowState.objects.for_instance(page)
        .active()
        .select_for_update(of=("self",), no_key=True)
        .first()
    )
    if run is None:
        raise Refused(NOT_WAITING.format(title=page.title))
    if user.pk not in {run.requested_by_id, page.owner_id}:
        raise Refused(NOT_YOURS.format(title=page.title))
    run.cancel(user=user)


def on_submitted(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    """Receiver of `workflow_submitted`: evidence, supply time, word to the first step."""
    item = instance.content_object
    if not isinstance(item, BasePage | ChangeRequest):
        return
    if not is_request(item):
        item = item.get_latest_revision_as_object()
    if not is_board_chain(specific_tasks(instance.workflow)):
        # Wagtail's own tasks know no regulation; raising here undoes the start of the run.
        raise Refused(NO_CHAIN, page_id=None if is_request(item) else item.pk)
    if not is_request(item):
        _stop_supply_clock(item)
        # So that nobody waits for them when the item is published.
        transaction.on_commit(partial(async_task, PREPARE, item.pk), robust=True)
    evidence.add(
        Decision.Action.SUBMITTED,
        item,
        user=user,
        run_id=instance.pk,
        revision_id=item.latest_revision_id,
        content_hash=hash_of(item),
        note=item.reason if is_request(item) else "",
    )
    if user is not None:
        notices.step_passed(instance, item, user)


def _stop_supply_clock(page) -> None:
    if page.supplied_at is None:
        # The supply clock stops at the first submission (`design.md`: supply and publication).
        page.supplied_at = timezone.now()
        type(page)._base_manager.filter(pk=page.pk).update(supplied_at=page.supplied_at)


def on_cancelled(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    """Receiver of `workflow_cancelled`: a run that ended otherwise has its evidence already."""
    item = instance.content_object
    if isinstance(item, ChangeRequest):
        filing.close(item)
    last = Decision.objects.filter(run_id=instance.pk).order_by("-pk").first()
    ended = {Decision.Action.RETURNED, Decision.Action.REFUSED, Decision.Action.PUBLISHED}
    if last is not None and last.action in ended:
        return
    if item is not None:
        item = item if is_request(item) else item.specific
        evidence.add(Decision.Action.WITHDRAWN, item, user=user, run_id=instance.pk)
