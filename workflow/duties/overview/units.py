"""How the units of an agency stand in a month: what they supplied, what they owe."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import CharField, Count, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, NullIf

from sections.base.models import BasePage
from sections.base.text import sort_key
from workflow.agencies.models import Agency, Unit
from workflow.approval.decision import Decision
from workflow.audit.review.periods import Period
from workflow.duties.models import Duty
from workflow.duties.standing import LATE, MEASURED, WELL

from .figures import Figures, read, with_figures
from .states import overdue

Action = Decision.Action
SUBMITTED = (Action.SUBMITTED,)
PUBLISHED = (Action.PUBLISHED, Action.FOUNDED, Action.EMERGENCY)
SENT_BACK = (Action.RETURNED, Action.REFUSED)


@dataclass(frozen=True, slots=True)
class Quota:
    """What a unit owed in the month, and how much of it is there."""

    duty: Duty
    now: datetime

    @property
    def is_met(self) -> bool:
        """Whether the quota is reached."""
        return self.duty.met_at is not None or self.duty.done >= self.duty.needed

    @property
    def mark(self) -> str:
        """The colour."""
        if self.is_met:
            return WELL
        return LATE if self.duty.due_at < self.now else MEASURED

    @property
    def words(self) -> str:
        """What the colour says."""
        return {WELL: "đạt", LATE: "không đạt", MEASURED: "chưa đạt"}[self.mark]


@dataclass(slots=True)
class UnitStanding:
    """A unit with its numbers of the month; `overdue` is what is open and late now."""

    unit: Unit
    supplied: int = 0
    published: int = 0
    returned: int = 0
    refused: int = 0
    overdue: int = 0
    figures: Figures = field(default_factory=Figures)
    quotas: list[Quota] = field(default_factory=list)


def standings_of(agency: Agency, month: Period, now: datetime) -> list[UnitStanding]:
    """Every unit that is there in `month`, or did something in it, by name; seven queries."""
    units = {unit.pk: UnitStanding(unit) for unit in Unit.objects.filter(agency=agency)}
    by_code = {row.unit.code: row for row in units.values()}
    for name, pages in (
        ("supplied", supplied_in(agency, month)),
        ("published", published_in(agency, month)),
    ):
        for pk, count in pages.order_by().values_list("unit").annotate(Count("pk")):
            setattr(units[pk], name, count)
    for pk, action, count in (
        sent_back_in(agency, month).order_by().values_list("unit", "action").annotate(Count("pk"))
    ):
        if pk in units:
            setattr(units[pk], "returned" if action == Action.RETURNED else "refused", count)
    _add_duties(by_code, agency, month, now)
    found = [row for row in units.values() if _is_there(row, month)]
    return sorted(found, key=lambda row: sort_key(row.unit.name))


def supplied_in(agency: Agency, month: Period) -> QuerySet[BasePage]:
    """Items of the agency's units that reached the board for the first time in `month`."""
    return _items(agency, month, SUBMITTED).filter(
        supplied_at__gte=month.starts_at, supplied_at__lt=month.ends_at
    )


def published_in(agency: Agency, month: Period) -> QuerySet[BasePage]:
    """Items of the agency's units that became public for the first time in `month`."""
    return _items(agency, month, PUBLISHED).filter(
        first_published_at__gte=month.starts_at, first_published_at__lt=month.ends_at
    )


def sent_back_in(agency: Agency, month: Period) -> QuerySet[Decision]:
    """What the board returned or refused in `month`, each with the `unit` of its item."""
    unit = BasePage.objects.filter(pk=OuterRef("page_id")).values("unit_id")[:1]
    return _decisions(agency, month, SENT_BACK).annotate(unit=Subquery(unit))


def _items(agency: Agency, month: Period, actions) -> QuerySet[BasePage]:
    pages = _decisions(agency, month, actions).values("page_id")
    return BasePage.objects.filter(pk__in=pages, unit__agency=agency)


def _decisions(agency: Agency, month: Period, actions) -> QuerySet[Decision]:
    return Decision.objects.filter(
        agency_code=agency.code,
        at__gte=month.starts_at,
        at__lt=month.ends_at,
        action__in=actions,
        page_id__isnull=False,
    )


def _add_duties(by_code: dict[str, UnitStanding], agency: Agency, month: Period, now) -> None:
    unit = BasePage.objects.filter(pk=OuterRef("page_id")).values("unit__code")[:1]
    rows = (
        Duty.objects.filter(agency_code=agency.code)
        .order_by()
        .annotate(
            of_unit=Coalesce(
                NullIf("unit_code", Value("")), Subquery(unit), output_field=CharField()
            )
        )
    )
    for row in with_figures(rows, month, now, ("of_unit",)):
        if row["of_unit"] in by_code:
            by_code[row["of_unit"]].figures = read(row)
    late = rows.filter(overdue(now)).values_list("of_unit").annotate(Count("pk"))
    for code, count in late:
        if code in by_code:
            by_code[code].overdue = count
    for code, quotas in _quotas(agency, month, now).items():
        if code in by_code:
            by_code[code].quotas = quotas


def _quotas(agency: Agency, month: Period, now: datetime) -> dict[str, list[Quota]]:
    found = defaultdict(list)
    for duty in Duty.objects.filter(
        agency_code=agency.code,
        subject_kind=Duty.Kind.UNIT,
        deadline_code__startswith="quota:",
        due_at__gte=month.starts_at,
        due_at__lt=month.ends_at,
        cancelled_at=None,
    ).order_by("deadline_code", "pk"):
        found[duty.unit_code].append(Quota(duty, now))
    return found


def _is_there(row: UnitStanding, month: Period) -> bool:
    unit = row.unit
    begun = unit.valid_from is None or unit.valid_from <= month.last
    return (begun and (unit.valid_to is None or unit.valid_to >= month.first)) or bool(
        row.supplied or row.published or row.returned or row.refused or row.figures.total
    )
