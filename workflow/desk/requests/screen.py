"""Everything the screen of one change request shows to one person."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import WorkflowState

from sections.base.door import Refused
from workflow.agencies.delegations.queries import words as delegation_words
from workflow.agencies.models import User
from workflow.agencies.queries import roles_of
from workflow.approval import evidence, subject
from workflow.approval.board_task import BoardTask
from workflow.approval.changes import kinds
from workflow.approval.changes.kinds import Line
from workflow.approval.changes.request import ChangeRequest
from workflow.approval.decision import Decision
from workflow.approval.holding import role_words, verdict
from workflow.desk.story import Told
from workflow.regulations.book import Refusal

from . import stages, targets
from .states import RequestState, state_of


@dataclass(frozen=True, slots=True)
class Step:
    """The step that is due, and whether the person may take it; `reason` says why not."""

    task_state_id: int
    task: BoardTask
    allowed: bool
    reason: str
    roles: str
    has_role: bool
    is_last: bool
    on_behalf: str


@dataclass(frozen=True, slots=True)
class RequestScreen:
    """The request as `user` sees it; `problem` says what stands in the way by now."""

    request: ChangeRequest
    state: RequestState
    lines: list[Line]
    problem: str
    stages: list[stages.Stage]
    step: Step | None
    seen_hash: str
    acts: list[Told]
    refusals: list[Refusal]
    may_withdraw: bool
    target_url: str
    about_public: bool

    @property
    def time_words(self) -> tuple[str, str]:
        """What stands above the two sides of a line."""
        if self.request.live:
            return "Trước", "Sau"
        return ("Đang là", "Sẽ là") if self.request.closed_at is None else ("Khi đó", "Đã yêu cầu")

    @property
    def last(self) -> Decision | None:
        """The newest act."""
        return self.acts[-1].act if self.acts else None


def screen_of(request: ChangeRequest, user: User, now: datetime) -> RequestScreen:
    """The screen of `request` at `now` for `user`, who may read it (`queries.readable`)."""
    run = WorkflowState.objects.for_instance(request).order_by("-pk").first()
    state = state_of(request)
    is_open = request.closed_at is None
    problem, lines = _change(request) if is_open else ("", [])
    waits = state == RequestState.WAITING and run is not None
    acts = list(Decision.objects.filter(request_id=request.pk, page_id=None).order_by("pk"))
    valid = evidence.valid_decisions(run.pk) if run else []
    return RequestScreen(
        request=request,
        state=state,
        lines=lines or _told(acts) or _asked(request),
        problem=problem,
        stages=stages.stages_of(request, run, valid) if run else [],
        step=_step(run, request, user, now) if waits else None,
        seen_hash=subject.hash_of(request) if waits else "",
        acts=[Told(row, False) for row in acts],
        refusals=list(request.agency.book.refusals),
        may_withdraw=is_open and request.owner_id == user.pk,
        target_url=_target_url(request),
        about_public=_about_public(request),
    )


def _target_url(request: ChangeRequest) -> str:
    """Where the target is looked at; a kind registered by a later room says it itself."""
    try:
        own = kinds.kind_of(request.kind).admin_url(request.target_id)
    except Refused:
        own = ""
    return own or targets.url_of_target(request.target_type, request.target_id)


def _about_public(request: ChangeRequest) -> bool:
    try:
        return kinds.kind_of(request.kind).about_public
    except Refused:
        return True


def _change(request: ChangeRequest) -> tuple[str, list[Line]]:
    """What stands in the way now, and what the change would do."""
    try:
        kind, target = kinds.check(request)
    except Refused as refusal:
        return str(refusal), []
    return "", kind.lines(request, target)


def _told(acts: list[Decision]) -> list[Line]:
    """What was done, as the evidence of it says."""
    done = next((row for row in acts if row.action == Decision.Action.CARRIED_OUT), None)
    if done is None:
        return []
    found = []
    for text in done.note.splitlines():
        label, _colon, change = text.partition(": ")
        before, _arrow, after = change.partition(" → ")
        found.append(Line(label, before, after))
    return found


def _asked(request: ChangeRequest) -> list[Line]:
    """What was asked for, as it looked then."""
    return [Line(*row) for row in request.payload.get("shown", [])]


def _step(run: WorkflowState, request: ChangeRequest, user: User, now: datetime) -> Step | None:
    task = run.current_task_state.task.specific
    if not isinstance(task, BoardTask):
        return None
    found = verdict(task, request, run, user, now)
    return Step(
        run.current_task_state_id,
        task,
        allowed=found.allowed,
        reason=found.reason,
        roles=role_words(task),
        has_role=bool(roles_of(user) & set(task.roles)),
        is_last=run.is_at_final_task,
        on_behalf=delegation_words(found.delegation) if found.delegation else "",
    )
