"""What the board knows of each page of a list: state, step, clock, unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import BigIntegerField, Case, Exists, F, OuterRef, Subquery, When
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import Revision

from workflow.agencies.models import Unit
from workflow.approval.decision import Decision
from workflow.approval.emergencies.emergency import Emergency
from workflow.approval.holding import role_words
from workflow.calendar.queries import calendar_of
from workflow.desk.queries import active_runs, board_task_of
from workflow.desk.states import ItemState, state_after
from workflow.duties.models import Duty
from workflow.duties.queries import in_order_of_due
from workflow.duties.standing import Standing, standings


@dataclass(frozen=True, slots=True)
class Facts:
    """Where a page is in its agency's chain, what runs on it, which unit supplies it."""

    state: ItemState
    step: str = ""
    roles: str = ""
    since: datetime | None = None
    standing: Standing | None = None
    unit: str = ""
    unit_short: str = ""


def attach(pages) -> None:
    """Give each of `pages`, a list read from `annotated`, its `board_facts`: two queries, and one
    for the calendar of each agency with an open duty among them.
    """
    ids = [page.pk for page in pages]
    if not ids:
        return
    runs, clocks = active_runs(ids), _clocks(ids)
    for page in pages:
        run = runs.get(page.pk)
        step, roles, since = _step(run)
        page.board_facts = Facts(
            state_after(page, run, page.board_last, page.board_urgent),
            step,
            roles,
            since,
            clocks.get(page.pk),
            page.board_unit or "",
            page.board_unit_short or page.board_unit or "",
        )


def _step(run) -> tuple:
    if run is None:
        return "", "", None
    task_state = run.current_task_state
    task = board_task_of(task_state)
    if task is None:
        return task_state.task.name, "", task_state.started_at
    return task.label, role_words(task), task_state.started_at


def _clocks(ids: list[int]) -> dict[int, Standing]:
    """How the open duty of each page that ends first stands now."""
    first: dict[int, Duty] = {}
    for duty in in_order_of_due(
        Duty.objects.filter(page_id__in=ids, met_at=None, cancelled_at=None)
    ):
        first.setdefault(duty.page_id, duty)
    calendars = {code: calendar_of(code) for code in {d.agency_code for d in first.values()}}
    rows = standings(first.values(), timezone.now(), calendars)
    return {row.duty.page_id: row for row in rows}


def annotated(pages):
    """`pages` with what `attach` needs of each, so that no further query asks for it."""
    # A subquery, not a join: what only counts the pages leaves it out.
    newest = Revision.objects.filter(pk=OuterRef("latest_revision_id")).order_by()
    of_draft = newest.values(unit=Cast(KeyTextTransform("unit", "content"), BigIntegerField()))
    unit = Case(When(latest_revision=None, then=F("unit_id")), default=Subquery(of_draft))
    named = Unit.objects.filter(pk=OuterRef("board_unit_id")).order_by()
    acts = Decision.objects.filter(page_id=OuterRef("pk")).order_by("-pk")
    urgent = Emergency.objects.filter(page_id=OuterRef("pk"), settled_at__isnull=True)
    return pages.annotate(board_unit_id=unit).annotate(
        board_unit=Subquery(named.values("name")),
        board_unit_short=Subquery(named.values("short_name")),
        board_last=Subquery(acts.values("action")[:1]),
        board_urgent=Exists(urgent),
    )
