"""How often a rule was kept: sums that the database makes, in one query for all agencies."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Avg, Count, F, Max, Q, QuerySet

from workflow.audit.review.periods import Period
from workflow.duties.models import Duty

from .states import OUTCOME, State, in_state, of_period

COUNTED = (
    State.IN_TIME,
    State.LATE,
    State.CARRIED,
    State.OPEN,
    State.NEAR,
    State.TROUBLED,
    State.MEASURED,
)


@dataclass(frozen=True, slots=True)
class Figures:
    """The numbers of a period. `near` and `troubled` are among `open`.

    `used` is the average time from start to meeting of the `measured`.
    """

    in_time: int = 0
    late: int = 0
    carried: int = 0
    open: int = 0
    near: int = 0
    troubled: int = 0
    measured: int = 0
    used: timedelta | None = None

    @property
    def total(self) -> int:
        """All duties counted; none twice."""
        return self.in_time + self.late + self.carried + self.open + self.measured

    def __add__(self, other: Figures) -> Figures:
        """Both together."""
        measured = self.measured + other.measured
        spent = sum(
            (part.used * part.measured for part in (self, other) if part.used is not None),
            timedelta(),
        )
        return Figures(
            *(getattr(self, name) + getattr(other, name) for name in _NAMES[:-1]),
            measured,
            spent / measured if measured else None,
        )


_NAMES = tuple(state.name.lower() for state in COUNTED)


@dataclass(frozen=True, slots=True)
class Group:
    """The duties of one agency that ran under one code and cited the same clauses.

    `is_dated` where at least one of them has a due time.
    """

    agency_code: str
    code: str
    clauses: tuple[str, ...]
    label: str
    is_dated: bool
    figures: Figures = field(default_factory=Figures)


def groups_of(agency_codes: Iterable[str], period: Period, now: datetime) -> list[Group]:
    """The sums of `period`, in one query however many agencies and duties there are."""
    keys = ("agency_code", "deadline_code", "clauses")
    rows = with_figures(
        Duty.objects.filter(agency_code__in=list(agency_codes)).order_by(), period, now, keys
    )
    return [
        Group(
            row["agency_code"],
            row["deadline_code"],
            tuple(row["clauses"]),
            row["newest_label"],
            bool(row["dated"]),
            read(row),
        )
        for row in rows.order_by(*keys)
    ]


def with_figures(rows: QuerySet, period: Period, now: datetime, keys: tuple[str, ...]) -> QuerySet:
    """`rows` of `period` summed up by `keys`; `read` takes the figures out of what comes."""
    sums = {
        name: Count("pk", filter=in_state(state, period, now))
        for name, state in zip(_NAMES, COUNTED, strict=True)
    }
    return (
        rows.annotate(outcome=OUTCOME)
        .filter(of_period(period, now))
        .values(*keys)
        .annotate(
            newest_label=Max("label"),
            dated=Count("due_at"),
            used=Avg(
                F("met_at") - F("started_at"),
                filter=in_state(State.MEASURED, period, now) & Q(met_at__gte=F("started_at")),
            ),
            **{f"count_{name}": count for name, count in sums.items()},
        )
    )


def read(row: dict) -> Figures:
    """The figures in a row of `with_figures`."""
    return Figures(*(row[f"count_{name}"] for name in _NAMES), row["used"])
