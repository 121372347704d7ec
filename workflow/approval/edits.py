"""What an edit does to a run: who wrote is remembered, approvals of other content are voided."""

from django.db import connection, transaction
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState

from sections.base.models import BasePage
from workflow.regulations.book import StepScope

from . import evidence, notices, snapshots
from .content import hash_of_page
from .decision import Decision
from .holding import may_hold
from .item_edit import ItemEdit
from .steps import specific_tasks
from .subject import lock_page


def before_revision_saved(sender, instance: Revision, raw=False, **kwargs) -> None:
    """Receiver of `pre_save`: the page is locked before its version, as whoever takes it down does."""
    if not raw and connection.in_atomic_block and _is_page(instance):
        lock_page(instance.object_id)


def on_revision_saved(sender, instance: Revision, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: a revision of a page was written or rewritten in place."""
    if not raw and _is_page(instance):
        note_edit(instance)


def _is_page(revision: Revision) -> bool:
    return issubclass(revision.content_type.model_class() or object, BasePage)


@transaction.atomic
def note_edit(revision: Revision, editor=None) -> ItemEdit | None:
    """Remember the edit if it changed the content; void what no longer holds.

    `editor` is who changed what the revision shows without saving it (a replaced file); otherwise
    it is the revision's user.
    """
    editor = editor or revision.user
    page = revision.as_object()
    content_hash = hash_of_page(page)
    last = ItemEdit.objects.filter(page_id=page.pk).order_by("-pk").first()
    if last is not None and last.content_hash == content_hash:
        return None
    lock_page(page.pk)
    run = (
        WorkflowState.objects.select_for_update(of=("self",), no_key=True)
        .filter(
            base_content_type=page.get_base_content_type(),
            object_id=str(page.pk),
            status=WorkflowState.STATUS_IN_PROGRESS,
        )
        .first()
    )
    task = run.current_task_state.task.specific if run and run.current_task_state else None
    edit = ItemEdit.objects.create(
        page_id=page.pk,
        at=timezone.now(),
        user_id=editor.pk if editor else None,
        revision_id=revision.pk,
        run_id=run.pk if run else None,
        step_code=task.step_code if task else "",
        by_step_holder=bool(
            task and editor is not None and task.allows_editing and may_hold(task, page, editor)
        ),
        content_hash=content_hash,
    )
    if run is not None and task is not None:
        _void(run, page, edit, editor)
    return edit


def _void(run: WorkflowState, page, edit: ItemEdit, user) -> None:
    """Void what the edit makes untrue and send the run back to the first voided step.

    Board decisions are about the very content, so any later edit voids them. A unit head's
    sign-off survives the editing that the chain itself asks for, and nothing else.
    """
    steps = {task.step_code: task for task in specific_tasks(run.workflow)}
    approved = [
        row
        for row in evidence.valid_decisions(run.pk)
        if row.action == Decision.Action.APPROVED and row.content_hash != edit.content_hash
    ]
    voided = [
        row for row in approved if _is_board(steps.get(row.step_code)) or not edit.by_step_holder
    ]
    if not voided:
        return
    evidence.add(
        Decision.Action.VOIDED,
        page,
        user=user,
        run_id=run.pk,
        revision_id=edit.revision_id,
        content_hash=edit.content_hash,
        note="Nội dung được sửa sau khi đã duyệt.",
        voids=tuple(row.pk for row in voided),
    )
    _send_back(run, {row.step_code for row in voided}, user)
    changes = snapshots.between_hashes(voided[-1].content_hash, page)
    notices.approvals_voided(run, page, voided, user, changes or [])


def _is_board(task) -> bool:
    """A step that left the workflow counts as the board's: its decision does not survive."""
    return task is None or task.scope == StepScope.BOARD


def _send_back(run: WorkflowState, step_codes: set[str], user) -> None:
    """Reopen the voided steps and those after the first of them; begin there again."""
    order = specific_tasks(run.workflow)
    first = next((at for at, task in enumerate(order) if task.step_code in step_codes), 0)
    later = [task.pk for task in order[first:]]
    run.task_states.filter(task_id__in=later, status=TaskState.STATUS_APPROVED).update(
        status=TaskState.STATUS_CANCELLED
    )
    run.current_task_state.specific.cancel(user=user)
