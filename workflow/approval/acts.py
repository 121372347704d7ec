"""Taking a step: hand on, approve, post, return, refuse. Every door ends here, under a lock."""

from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, Task, TaskState, WorkflowState

from sections.base.door import Forbidden, Refused
from sections.base.text import clean_text
from workflow.agencies.delegations.delegation import Delegation
from workflow.agencies.models import User
from workflow.regulations.book import Refusal, StepKind

from . import advancing, evidence, notices, snapshots, subject
from .attempts import remembered
from .content import shown_files
from .decision import Decision
from .holding import Verdict, verdict

PASS, RETURN, REFUSE = "pass", "return", "refuse"
ACTION_OF_NAME = {"approve": PASS, "reject": RETURN}

_PASSED = {
    StepKind.RECEIVE: Decision.Action.RECEIVED,
    StepKind.EDIT: Decision.Action.EDITED,
    StepKind.DECIDE: Decision.Action.APPROVED,
    StepKind.POST: Decision.Action.POSTED,
}

# Steps that answer for the very content: it is kept, with what it changes for the public.
_ABOUT_CONTENT = (StepKind.DECIDE, StepKind.POST)

ALREADY_TAKEN = "Bước «{step}» của «{title}» đã được {who} xử lý lúc {when}; trang này đã cũ."
ENDED = "Lượt duyệt của «{title}» đã kết thúc; hãy tải lại trang."
STOPPED = (
    "Lượt duyệt của «{title}» đã được {who} dừng lúc {when} nên bước «{step}» không còn chờ xử lý."
)
SENT_BACK = (
    "«{title}» vừa được sửa sau khi bạn mở xem nên chưa ghi nhận ý kiến; lượt duyệt đã quay lại "
    "bước trước."
)
GONE = "Tin, yêu cầu này vừa bị xóa nên không còn bước nào để xử lý."
CHANGED = (
    "«{title}» vừa được sửa sau khi bạn mở xem nên chưa ghi nhận ý kiến. Hãy đọc lại nội dung mới."
)
DELEGATION_OVER = (
    "Ủy quyền, phân công của bạn cho bước «{step}» vừa hết hiệu lực nên chưa ghi nhận ý kiến về "
    "«{title}»."
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
    subject: object
    files: list
    user: User
    authority: Verdict
    content_hash: str
    note: str

    def evidence(self, action: Decision.Action, ground: Refusal | None = None) -> Decision:
        return evidence.add(
            action,
            self.subject,
            user=self.user,
            task=self.task,
            task_state=self.state,
            delegation=self.authority.delegation,
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
    with remembered(user), transaction.atomic():
        run, item, state, task = _locked(task_state)
        _check_open(run, state, task, item)
        now_said, revision = subject.newest(item)
        files = [] if subject.is_request(item) else shown_files(now_said, just_read=True)
        subject.belongs_to(now_said, task.agency)
        if user.agency_id == task.agency_id:
            user.agency = task.agency
        content_hash = subject.hash_of(now_said, files)
        if seen_hash and seen_hash != content_hash:
            raise Refused(CHANGED.format(title=now_said.title))
        found = verdict(task, now_said, run, user, timezone.now())
        if not found.allowed:
            page_id = None if subject.is_request(item) else item.pk
            raise Forbidden(found.reason, page_id=page_id)
        if found.delegation is not None:
            _hold_delegation(found.delegation, task, now_said)
        words = clean_text(note).strip()[:MAX_NOTE]
        act = _Act(run, state, task, revision, now_said, files, user, found, content_hash, words)
        decision = _pass(act) if action == PASS else _end(act, action, ground_code)
        decision.run_after = run
        return decision


def _locked(task_state: TaskState):
    """The run, its page or request, the step's state and the step, locked as `subject` orders."""
    item = subject.locked(task_state.workflow_state)
    if item is None:
        raise Refused(GONE)
    states = advancing.knowing_taken(TaskState.objects.all()).select_related(
        "workflow_state__workflow", "task__boardtask__agency__site__root_page", "finished_by"
    )
    state = states.select_for_update(of=("workflow_state", "self"), no_key=True).get(
        pk=task_state.pk
    )
    return state.workflow_state, item, state, getattr(state.task, "boardtask", state.task)


def _hold_delegation(delegation: Delegation, task, item) -> None:
    """Lock the authority: a revocation waits for this decision, or this decision sees it.

    Asked for the time again under the lock: at its last moment a delegation has ended.
    """
    rows = Delegation.objects.select_for_update(no_key=True)
    if not rows.get(pk=delegation.pk).is_in_force(timezone.now()):
        raise Refused(DELEGATION_OVER.format(step=task.label, title=item.title))


def _check_open(run, state, task, item) -> None:
    if state.status != TaskState.STATUS_IN_PROGRESS:
        told = ALREADY_TAKEN
        if state.status == TaskState.STATUS_CANCELLED:
            # Nobody took the step: the item was withdrawn, or an edit voided what led here.
            told = STOPPED if run.status == WorkflowState.STATUS_CANCELLED else SENT_BACK
        raise Refused(
            told.format(
                step=task.label,
                title=item.title,
                who=state.finished_by or "người khác",
                when=_local_words(state.finished_at),
            )
        )
    if run.status != WorkflowState.STATUS_IN_PROGRESS or run.current_task_state_id != state.pk:
        raise Refused(ENDED.format(title=item.title))


def _local_words(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}" if moment else "trước đó"


def _pass(act: _Act) -> Decision:
    kind = StepKind(act.task.kind)
    decision = act.evidence(_PASSED[kind])
    if kind in _ABOUT_CONTENT and not subject.is_request(act.subject):
        snapshots.keep(decision, act.subject, act.files)
    # Moves to the next step, or finishes the run, which publishes (`publishing.finish`).
    decision.led_to = advancing.approve(
        act.run,
        act.state,
        act.revision,
        subject=act.subject,
        user=act.user,
        comment=act.note,
        content_hash=act.content_hash,
        files=act.files,
    )
    notices.step_passed(act.run, act.subject, act.user)
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
    notices.run_ended(act.run, act.subject, decision)
    return decision


def _ground(book, code: str):
    if not code:
        raise Refused(GROUND_NEEDED)
    ground = next((row for row in book.refusals if row.code == code), None)
    if ground is None:
        raise Refused(UNKNOWN_GROUND.format(code=code))
    return ground
