"""A month of due days."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Count, F, QuerySet, Window
from django.db.models.functions import RowNumber, TruncDate

from workflow.audit.review.periods import Period
from workflow.calendar.clock import TIME_ZONE, WorkCalendar, local_day
from workflow.duties.standing import Standing, standings

# Of a day with more the list of the day tells the rest.
SHOWN = 4
WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


@dataclass(slots=True)
class Day:
    """A day with what falls due on it; `total` counts also what is not among `rows`."""

    day: date
    is_today: bool
    rows: list[Standing] = field(default_factory=list)
    total: int = 0

    @property
    def weekday(self) -> str:
        """«Thứ Hai»."""
        return WEEKDAYS[self.day.weekday()]

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.total - len(self.rows)


def weeks_of(
    duties: QuerySet, month: Period, now: datetime, code: str, calendar: WorkCalendar
) -> list[list[Day | None]]:
    """The weeks of `month` from Monday on, None outside it; one query. `duties` are of the agency `code`."""
    of_day = {"partition_by": [F("due_day")]}
    found = (
        duties.filter(due_at__gte=month.starts_at, due_at__lt=month.ends_at, cancelled_at=None)
        .annotate(due_day=TruncDate("due_at", tzinfo=TIME_ZONE))
        .annotate(
            place=Window(
                RowNumber(), order_by=[F("met_at").desc(nulls_first=True), "due_at", "pk"], **of_day
            ),
            of_day=Window(Count("pk"), **of_day),
        )
        .filter(place__lte=SHOWN)
        .order_by("due_day", "place")
    )
    shown, totals = defaultdict(list), {}
    for duty in found:
        shown[duty.due_day].append(duty)
        totals[duty.due_day] = duty.of_day
    days = [
        Day(
            day,
            day == local_day(now),
            standings(shown.get(day, ()), now, {code: calendar}),
            totals.get(day, 0),
        )
        for day in month.days()
    ]
    before = [None] * month.first.weekday()
    after = [None] * (6 - month.last.weekday())
    cells = [*before, *days, *after]
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]
