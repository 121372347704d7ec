"""What a person wrote, what the person sent back, what the person was told."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from wagtail.models import WorkflowState

from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.approval.board_task import BoardTask
from workflow.approval.decision import Decision
from workflow.approval.holding import role_words
from workflow.approval.models import Notice

from . import emergencies
from .states import ItemState, state_of

SHOWN_SENT_BACK = 10


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


def my_pages(user: User) -> QuerySet[BasePage]:
    """The pages `user` owns or once submitted, last changed first."""
    submitted = Decision.objects.filter(
        actor_id=user.pk, action=Decision.Action.SUBMITTED, page_id__isnull=False
    )
    owned = BasePage.objects.filter(owner_id=user.pk).order_by()
    # Two lists for the database to find apart, not one condition that it must try on each page.
    mine = owned.values_list("pk").union(submitted.order_by().values_list("page_id"))
    return (
        BasePage.objects.filter(pk__in=mine)
        .defer("folded")
        .order_by("-latest_revision_created_at", "-pk")
    )


@dataclass(frozen=True, slots=True)
class SentBack:
    """What a person returned or refused, and where it is now."""

    act: Decision
    now: Mine | None


def sent_back_by(user: User) -> list[SentBack]:
    """The last items `user` returned or refused, the newest act first (a fixed number of queries)."""
    acts = list(
        Decision.objects.filter(
            actor_id=user.pk,
            agency_code=user.agency.code if user.agency_id else "",
            action__in=(Decision.Action.RETURNED, Decision.Action.REFUSED),
        ).order_by("-pk")[:SHOWN_SENT_BACK]
    )
    pages = BasePage.objects.defer("folded").filter(pk__in=[row.page_id for row in acts])
    now = {row.page.pk: row for row in with_states(list(pages))} if acts else {}
    return [SentBack(row, now.get(row.page_id)) for row in acts]


def with_states(pages: list[BasePage]) -> list[Mine]:
    """Where each of `pages` is (a fixed number of queries)."""
    ids = [page.pk for page in pages]
    runs = active_runs(ids)
    last = last_decisions(ids)
    urgent = emergencies.open_on(ids)
    return [
        _mine(page, runs.get(page.pk), last.get(page.pk), urgent.get(page.pk)) for page in pages
    ]


def _mine(page: BasePage, run: WorkflowState | None, last: Decision | None, urgent) -> Mine:
    state = state_of(page, run, last, urgent)
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
    task = task_state.task
    return task if isinstance(task, BoardTask) else getattr(task, "boardtask", None)


def notices_of(user: User) -> QuerySet[Notice]:
    """What `user` was told, newest first."""
    return Notice.objects.filter(user=user)


def unread_count(user: User) -> int:
    """How many notices `user` has not marked as seen."""
    return notices_of(user).filter(read_at__isnull=True).count()
