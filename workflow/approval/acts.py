"""Taking a step: hand on, approve, post, return, refuse. Every door ends here, under a lock."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, Task, TaskState, WorkflowState

from sections.base.door import Refused
from sections.base.models import BasePage
from sections.base.text import clean_text
from workflow.agencies.models import User
from workflow.regulations.book import Refusal, StepKind

from . import evidence, notices
from .content import hash_of_page
from .decision import Decision
from .holding import verdict

PASS, RETURN, REFUSE = "pass", "return", "refuse"
ACTION_OF_NAME = {"approve": PASS, "reject": RETURN}

_PASSED = {
    StepKind.RECEIVE: Decision.Action.RECEIVED,
    StepKind.EDIT: Decision.Action.EDITED,
    StepKind.DECIDE: Decision.Action.APPROVED,
    StepKind.POST: Decision.Action.POSTED,
}

ALREADY_TAKEN = "Bước «{step}» của «{title}» đã được {who} xử lý lúc {when}; trang này đã cũ."
ENDED = "Lượt duyệt của «{title}» đã kết thúc; hãy tải lại trang."
CHANGED = (
    "«{title}» vừa được sửa sau khi bạn mở xem nên chưa ghi nhận ý kiến. Hãy đọc lại nội dung mới."
)
NOTE_NEEDED = "Hãy ghi rõ cần sửa gì khi trả lại, lý do gì khi từ chối: người viết sẽ đọc dòng này."
GROUND_NEEDED = "Hãy chọn lý do từ chối theo quy chế của cơ quan."
UNKNOWN_GROUND = "Lý do «{code}» không có trong quy chế của cơ quan."
UNKNOWN_ACTION = "Không có thao tác «{action}» ở bước này."
MAX_NOTE = 4000


@dataclass(frozen=True, slots=True)
class _Act:
    """A step about to be taken: everything locked and checked."""

    run: WorkflowState
    state: TaskState
    task: Task
    revision: Revision
    page: BasePage
    user: User
    content_hash: str
    note: str

    def evidence(self, action: Decision.Action, ground: Refusal | None = None) -> Decision:
        return evidence.add(
            action,
            self.page,
            user=self.user,
            task=self.task,
            task_state=self.state,
            content_hash=self.content_hash,
            ground=ground,
            note=self.note,
        )


def take(
    task_state: TaskState,
    user,
    action: str,
    *,
    ground_code: str = "",
    note: str = "",
    seen_hash: str = "",
) -> Decision:
    """Take the step `task_state` as `user` and return the evidence.

    `action` is PASS, RETURN or REFUSE. `seen_hash` is the hash of the content the person had on
    the screen; when given and no longer true nothing is decided. Raises `Refused` with the
    sentence for the person. One transaction: the decision, the move to the next step and the
    publishing happen together or not at all.
    """
    with transaction.atomic():
        run = WorkflowState.objects.select_for_update().get(pk=task_state.workflow_state_id)
        state = TaskState.objects.select_for_update().get(pk=task_state.pk)
        BasePage.objects.select_for_update().get(pk=run.object_id)
        task = state.task.specific
        revision = run.content_object.get_latest_revision()
        page = revision.as_object()
        _check_open(run, state, task, page)
        content_hash = hash_of_page(page)
        if seen_hash and seen_hash != content_hash:
            raise Refused(CHANGED.format(title=page.title))
        found = verdict(task, page, run, user)
        if not found.allowed:
            raise Refused(found.reason)
        state.workflow_state = run
        words = clean_text(note).strip()[:MAX_NOTE]
        act = _Act(run, state, task, revision, page, user, content_hash, words)
        if action == PASS:
            return _pass(act)
        return _end(act, action, ground_code)


def _check_open(run, state, task, page) -> None:
    if state.status != TaskState.STATUS_IN_PROGRESS:
        raise Refused(
            ALREADY_TAKEN.format(
                step=task.label,
                title=page.title,
                who=state.finished_by or "người khác",
                when=_local_words(state.finished_at),
            )
        )
    if run.status != WorkflowState.STATUS_IN_PROGRESS or run.current_task_state_id != state.pk:
        raise Refused(ENDED.format(title=page.title))


def _local_words(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else "trước đó"


def _pass(act: _Act) -> Decision:
    if act.state.revision_id != act.revision.pk:
        act.state.revision = act.revision
        act.state.save(update_fields=["revision"])
    decision = act.evidence(_PASSED[StepKind(act.task.kind)])
    # Moves to the next step, or finishes the run, which publishes (`publishing.publish_run`).
    act.state.approve(user=act.user, comment=act.note)
    act.run.refresh_from_db()
    notices.step_passed(act.run, act.page, act.user)
    return decision


def _end(act: _Act, action: str, ground_code: str) -> Decision:
    if action not in (RETURN, REFUSE):
        raise Refused(UNKNOWN_ACTION.format(action=action))
    if not act.note:
        raise Refused(NOTE_NEEDED)
    ground = _ground(act.task.agency.book, ground_code) if action == REFUSE else None
    done = Decision.Action.REFUSED if ground else Decision.Action.RETURNED
    decision = act.evidence(done, ground)
    act.state.reject(user=act.user, update=False, comment=act.note)
    # Wagtail would resume at this step; the regulation's run begins anew at the first.
    act.run.cancel(user=act.user)
    notices.run_ended(act.run, act.page, decision)
    return decision


def _ground(book, code: str):
    if not code:
        raise Refused(GROUND_NEEDED)
    ground = next((row for row in book.refusals if row.code == code), None)
    if ground is None:
        raise Refused(UNKNOWN_GROUND.format(code=code))
    return ground
