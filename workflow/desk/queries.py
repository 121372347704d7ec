"""What waits for a person, what the person wrote, what the person was told."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.models import WorkflowState

from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.approval.board_task import BoardTask
from workflow.approval.decision import Decision
from workflow.approval.holding import role_words
from workflow.approval.models import Notice
from workflow.duties.standing import Standing

from .deadlines import nearest
from .states import ItemState, state_of
from .verdicts import Held, held_steps


@dataclass(frozen=True, slots=True)
class Waiting:
    """An item at a step that a person holds; `reason` says why the person may not take it."""

    page: BasePage
    step: str
    action_label: str
    since: datetime
    reason: str = ""
    deadline: Standing | None = None


@dataclass(frozen=True, slots=True)
class Mine:
    """An item of a person's own: where it is and what the board last did."""

    page: BasePage
    state: ItemState
    step: str = ""
    roles: str = ""
    since: datetime | None = None
    last: Decision | None = None
    public_url: str = ""


def waiting_for(user: User) -> tuple[list[Held], list[Held]]:
    """The steps `user` may take now and those held but not to be taken, oldest first."""
    held = held_steps(user)
    return [row for row in held if row.allowed], [row for row in held if not row.allowed]


def with_pages(held: list[Held], now: datetime) -> list[Waiting]:
    """The items of `held`, in its order, with what is due first at `now` (three queries)."""
    if not held:
        return []
    ids = [row.page_id for row in held]
    pages = BasePage.objects.select_related("unit", "owner").defer("folded").in_bulk(ids)
    due = nearest(ids, held[0].task.agency.code, now)
    return [
        Waiting(
            pages[row.page_id],
            row.task.label,
            row.task.action_label,
            row.since,
            row.reason,
            due.get(row.page_id),
        )
        for row in held
        if row.page_id in pages
    ]


def my_pages(user: User) -> QuerySet[BasePage]:
    """The pages `user` owns or once submitted, last changed first."""
    submitted = Decision.objects.filter(actor_id=user.pk, action=Decision.Action.SUBMITTED).values(
        "page_id"
    )
    return (
        BasePage.objects.filter(Q(owner_id=user.pk) | Q(pk__in=submitted))
        .defer("folded")
        .order_by("-latest_revision_created_at", "-pk")
    )


def with_states(pages: list[BasePage]) -> list[Mine]:
    """Where each of `pages` is (a fixed number of queries)."""
    ids = [page.pk for page in pages]
    runs = active_runs(ids)
    last = last_decisions(ids)
    return [_mine(page, runs.get(page.pk), last.get(page.pk)) for page in pages]


def _mine(page: BasePage, run: WorkflowState | None, last: Decision | None) -> Mine:
    state = state_of(page, run, last)
    public_url = page.url or "" if page.live else ""
    if run is None:
        return Mine(page, state, last=last, public_url=public_url)
    task_state = run.current_task_state
    task = board_task_of(task_state)
    return Mine(
        page,
        state,
        step=task.label if task else task_state.task.name,
        roles=role_words(task) if task else "",
        since=task_state.started_at,
        last=last,
        public_url=public_url,
    )


def active_runs(page_ids: list[int]) -> dict[int, WorkflowState]:
    """The run under way of each page that has one, with its step's task and agency."""
    rows = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(BasePage),
        object_id__in=[str(pk) for pk in page_ids],
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__isnull=False,
    ).select_related("current_task_state__task__boardtask__agency")
    return {int(row.object_id): row for row in rows}


def last_decisions(page_ids: list[int]) -> dict[int, Decision]:
    """The newest act of the board on each page."""
    rows = Decision.objects.filter(page_id__in=page_ids).order_by("page_id", "-pk")
    return {row.page_id: row for row in rows.distinct("page_id")}


def board_task_of(task_state) -> BoardTask | None:
    """The board's step of `task_state`; None for another kind of task."""
    return getattr(task_state.task, "boardtask", None)


def notices_of(user: User) -> QuerySet[Notice]:
    """What `user` was told, newest first."""
    return Notice.objects.filter(user=user)


def unread_count(user: User) -> int:
    """How many notices `user` has not marked as seen."""
    return notices_of(user).filter(read_at__isnull=True).count()
