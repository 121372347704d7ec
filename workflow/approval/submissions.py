"""An item enters the chain, or its author takes it back."""

from django.db import transaction
from django.utils import timezone
from wagtail.models import WorkflowState

from sections.base.door import Refused
from sections.base.models import BasePage

from . import evidence, notices
from .content import hash_of_page
from .decision import Decision
from .steps import is_board_chain, specific_tasks
from .submission_check import NO_CHAIN

NOT_YOURS = "Chỉ người viết hoặc người gửi mới rút lại được «{title}»."
NOT_WAITING = "«{title}» không còn chờ duyệt nên không rút lại được."
IN_A_RUN = "«{title}» đang trong quy trình duyệt."
NO_RIGHT = "Bạn không có quyền gửi duyệt «{title}»."


@transaction.atomic
def submit(page, user) -> WorkflowState:
    """Start a run for `page` as `user`; `Refused` says what is missing. The draft stays."""
    # Two submissions at once: the second waits here and then sees the run of the first.
    BasePage.objects.select_for_update().get(pk=page.pk)
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
    run = WorkflowState.objects.for_instance(page).active().select_for_update(of=("self",)).first()
    if run is None:
        raise Refused(NOT_WAITING.format(title=page.title))
    if user.pk not in {run.requested_by_id, page.owner_id}:
        raise Refused(NOT_YOURS.format(title=page.title))
    run.cancel(user=user)


def on_submitted(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    """Receiver of `workflow_submitted`: evidence, supply time, word to the first step."""
    if not isinstance(instance.content_object, BasePage):
        return
    page = instance.content_object.get_latest_revision_as_object()
    if not is_board_chain(specific_tasks(instance.workflow)):
        # Wagtail's own tasks know no regulation; raising here undoes the start of the run.
        raise Refused(NO_CHAIN, page_id=page.pk)
    if page.supplied_at is None:
        # The supply clock stops at the first submission (`design.md`: supply and publication).
        page.supplied_at = timezone.now()
        type(page)._base_manager.filter(pk=page.pk).update(supplied_at=page.supplied_at)
    evidence.add(
        Decision.Action.SUBMITTED,
        page,
        user=user,
        run_id=instance.pk,
        revision_id=page.latest_revision_id,
        content_hash=hash_of_page(page),
    )
    if user is not None:
        notices.step_passed(instance, page, user)


def on_cancelled(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    """Receiver of `workflow_cancelled`: a run that ended otherwise has its evidence already."""
    last = Decision.objects.filter(run_id=instance.pk).order_by("-pk").first()
    ended = {Decision.Action.RETURNED, Decision.Action.REFUSED, Decision.Action.PUBLISHED}
    if last is not None and last.action in ended:
        return
    page = instance.content_object
    if page is not None:
        evidence.add(Decision.Action.WITHDRAWN, page.specific, user=user, run_id=instance.pk)
