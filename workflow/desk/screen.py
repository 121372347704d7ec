"""Everything the screen of one item shows to one person."""

from dataclasses import dataclass, field
from datetime import datetime

from wagtail.models import WorkflowState

from sections.base import submission
from sections.base.content_checks.findings import Finding, findings_of
from workflow.agencies.delegations.queries import words as delegation_words
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import agency_of, roles_of
from workflow.approval import asking
from workflow.approval.board_task import BoardTask
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision
from workflow.approval.emergencies.emergency import Emergency
from workflow.approval.holding import role_words, verdict
from workflow.duties.item_standings import standings_of_item
from workflow.duties.standing import Standing
from workflow.regulations.book import Principle, Refusal

from . import comparing, emergencies, facts, routing, story
from .queries import last_decisions
from .states import ItemState, state_of
from .waiting import desk_of, url_of


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
    on_behalf: str = ""
    may_assign: bool = False
    assignable: tuple[User, ...] = ()
    given_to: User | None = None
    nobody_else: bool = False

    @property
    def may_edit(self) -> bool:
        """Whether taking the step includes mending the item."""
        return self.allowed and self.task.allows_editing

    @property
    def needs_confirmation(self) -> bool:
        """Decisions and the last step before the public are asked for twice."""
        return self.is_last or self.task.is_decision


@dataclass(slots=True)
class Screen:
    """The item as `user` sees it; `draft` is the content that is shown and hashed."""

    page: object
    draft: object
    agency: Agency | None
    state: ItemState
    run: WorkflowState | None
    last: Decision | None
    stages: list[story.Stage]
    step: Step | None
    seen_hash: str
    facts: list[facts.Fact]
    standings: list[Standing]
    rounds: list[story.Round]
    edits: list[story.Edit]
    edit_count: int
    checklist: list[Principle]
    refusals: list[Refusal]
    may_submit: bool = False
    may_edit: bool = False
    may_withdraw: bool = False
    problems: list[submission.Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    asked: Decision | None = None
    may_answer: bool = False
    emergency: Emergency | None = None
    shown_changes: list[comparing.Shown] = field(default_factory=list)
    next_url: str = ""
    others_waiting: int = 0

    @property
    def was_sent_back(self) -> bool:
        """Whether the last run ended with a note to the author."""
        return self.state in (ItemState.RETURNED, ItemState.REFUSED)

    @property
    def asked_of(self) -> str:
        """From whom an answer is awaited."""
        return asking.asked_of(self.draft)

    @property
    def public_url(self) -> str:
        """Where visitors read the item; "" while it is not public."""
        return self.page.url or "" if self.page.live else ""


def screen_of(page, user: User, now: datetime) -> Screen:
    """The screen of `page` at `now` for `user`, who may read it (`reading.readable_page`)."""
    draft = page.get_latest_revision_as_object()
    agency = agency_of(page)
    active = WorkflowState.objects.for_instance(page).active().first()
    last = last_decisions([page.pk]).get(page.pk)
    emergency = emergencies.open_on([page.pk]).get(page.pk)
    state = state_of(page, active, last, emergency)
    run = active or story.shown_run(page, state)
    edits, edit_count = story.edits_of(page)
    seen_hash = hash_of_page(draft)
    screen = Screen(
        page=page,
        draft=draft,
        agency=agency,
        state=state,
        run=run,
        last=last,
        stages=story.stages(page, run) if page.get_workflow() or run else [],
        step=_step(active, draft, user, now) if active else None,
        seen_hash=seen_hash,
        facts=facts.facts_of(draft),
        standings=standings_of_item(page, agency.code, user, now) if agency else [],
        rounds=story.rounds_of(page),
        edits=edits,
        edit_count=edit_count,
        checklist=[row for row in agency.book.principles if row.checklist] if agency else [],
        refusals=list(agency.book.refusals) if agency else [],
        emergency=emergency,
        findings=findings_of(draft),
        shown_changes=comparing.shown_to(user, draft, seen_hash),
    )
    _add_author_acts(screen, active, user)
    _add_next(screen, user)
    return screen


def _step(run: WorkflowState, draft, user: User, now: datetime) -> Step | None:
    task = run.current_task_state.task.specific
    if not isinstance(task, BoardTask):
        return None
    found = verdict(task, draft, run, user, now)
    has_role = bool(roles_of(user) & set(task.roles))
    may_assign = asking.may_assign(task, draft, user)
    left = []
    if may_assign or (has_role and not found.allowed):
        left = asking.assignable(task, draft, run)
    return Step(
        run.current_task_state_id,
        task,
        allowed=found.allowed,
        reason=found.reason,
        roles=role_words(task),
        has_role=has_role,
        is_last=run.is_at_final_task,
        on_behalf=delegation_words(found.delegation) if found.delegation else "",
        may_assign=may_assign and bool(left),
        assignable=tuple(left),
        given_to=routing.named_for(run.current_task_state_id, task.agency_id),
        nobody_else=has_role and not found.allowed and not left,
    )


def _add_author_acts(screen: Screen, active: WorkflowState | None, user: User) -> None:
    if active is not None:
        screen.asked = asking.pending([active.pk]).get(active.pk)
        screen.may_answer = bool(screen.asked) and asking.may_answer(active, screen.page, user)
        screen.may_withdraw = user.pk in {active.requested_by_id, screen.page.owner_id}
        screen.may_edit = bool(screen.step and screen.step.may_edit)
        return
    if not screen.page.permissions_for_user(user).can_edit():
        return
    screen.may_edit = True
    if screen.state != ItemState.PUBLIC and screen.page.has_workflow:
        screen.may_submit = True
        screen.problems = submission.problems(screen.draft, user)


def _add_next(screen: Screen, user: User) -> None:
    others = [row for row in desk_of(user).mine if row.page_id != screen.page.pk]
    screen.next_url = url_of(others[0]) if others else ""
    screen.others_waiting = len(others)
