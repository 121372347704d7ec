"""A period of the record in numbers: a fixed number of queries, whatever the number of rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Max, QuerySet

from sections.base.text import fold
from workflow.audit.actions import label_of
from workflow.audit.models import Entry
from workflow.calendar.clock import WorkCalendar

from .attention import GROUPS, OUT_OF_HOURS, Group, days_off, out_of_hours
from .periods import Period

NO_PERSON = "Hệ thống và người chưa đăng nhập"


@dataclass(frozen=True, slots=True)
class Tally:
    """How many rows say the same: of an act (`key` its code), or of a person (`key` the id)."""

    key: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Figures:
    """What a period holds; `last_entry` is the id of its newest row (0 without rows).

    `shared_failures` are tasks of the whole installation: they stand in no agency's record.
    `knows_days_off` is false while the year's calendar is not filled: then only hours count.
    """

    total: int
    last_entry: int
    attention: tuple[tuple[Group, int], ...]
    acts: tuple[Tally, ...]
    people: tuple[Tally, ...]
    shared_failures: int
    knows_days_off: bool

    @property
    def needs_attention(self) -> int:
        """How many rows deserve attention; a row in two groups counts twice."""
        return sum(count for _group, count in self.attention)


def rows_of(agency_code: str, period: Period) -> QuerySet[Entry]:
    """The agency's rows whose time lies in the period."""
    return Entry.objects.filter(
        agency_code=agency_code, at__gte=period.starts_at, at__lt=period.ends_at
    )


def figures_of(agency_code: str, period: Period, calendar: WorkCalendar) -> Figures:
    """The numbers of a period (two queries; one row of the first for each act of each person)."""
    off = days_off(calendar, period.days())
    rows = (
        rows_of(agency_code, period)
        .order_by()
        .values_list("action", "actor_id")
        .annotate(
            name=Max("actor_name"),
            count=Count("pk"),
            nightly=Count("pk", filter=out_of_hours(off or ())),
            last=Max("pk"),
        )
    )
    acts, people, names = Counter(), Counter(), {None: NO_PERSON}
    total = nightly = newest = 0
    for action, actor_id, name, count, count_nightly, last in rows:
        acts[action] += count
        people[actor_id] += count
        names.setdefault(actor_id, name)
        total += count
        nightly += count_nightly
        newest = max(newest, last)
    attention = [
        (group, sum(count for action, count in acts.items() if group.covers(action)))
        for group in GROUPS
    ]
    return Figures(
        total=total,
        last_entry=newest,
        attention=(*attention, (OUT_OF_HOURS, nightly)),
        acts=_sorted(Tally(code, label_of(code), count) for code, count in acts.items()),
        people=_sorted(Tally(str(pk or ""), names[pk], count) for pk, count in people.items()),
        shared_failures=rows_of("", period).filter(action="task.failed").count(),
        knows_days_off=off is not None,
    )


def _sorted(tallies: Iterable[Tally]) -> tuple[Tally, ...]:
    return tuple(sorted(tallies, key=lambda row: (-row.count, fold(row.label))))
