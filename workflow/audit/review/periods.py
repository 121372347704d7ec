"""Months and weeks of the record. Pure: days, calendars and rule books are passed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

from workflow.calendar.clock import ONE_DAY, TIME_ZONE, CalendarNotFilled, WorkCalendar
from workflow.regulations.book import RuleBook

MONTH, WEEK = "month", "week"
_CODE = re.compile(r"(?P<year>\d{4})-(?:(?P<month>\d{2})|W(?P<week>\d{2}))", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A month, or a week from Monday to Sunday; both days inclusive."""

    kind: str
    first: date
    last: date

    @property
    def code(self) -> str:
        """«2026-07» for a month, «2026-W30» for a week."""
        if self.kind == MONTH:
            return f"{self.first:%Y-%m}"
        year, week, _day = self.first.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def label(self) -> str:
        """«tháng 7 năm 2026», «tuần 30 năm 2026 (20/07 – 26/07)»."""
        if self.kind == MONTH:
            return f"tháng {self.first.month} năm {self.first.year}"
        year, week, _day = self.first.isocalendar()
        return f"tuần {week} năm {year} ({self.first:%d/%m} – {self.last:%d/%m})"

    @property
    def starts_at(self) -> datetime:
        """The first moment of the period."""
        return datetime.combine(self.first, time.min, TIME_ZONE)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.last + ONE_DAY, time.min, TIME_ZONE)

    def days(self) -> Iterator[date]:
        """Each day of the period."""
        for number in range((self.last - self.first).days + 1):
            yield self.first + number * ONE_DAY

    def due_at(self, calendar: WorkCalendar, days: int) -> datetime | None:
        """Until when the period is to be signed: the close of working day number `days` after it.

        None while the calendar of that year is not filled: a limit is never guessed.
        """
        try:
            return calendar.end_of_office_day(calendar.add_working_days(self.last, days))
        except CalendarNotFilled:
            return None


def period_of(kind: str, day: date) -> Period:
    """The month or week (`kind`) that contains `day`."""
    if kind == WEEK:
        first = day - timedelta(days=day.weekday())
        return Period(WEEK, first, first + timedelta(days=6))
    first = day.replace(day=1)
    return Period(MONTH, first, (first + timedelta(days=31)).replace(day=1) - ONE_DAY)


def parse(code: str) -> Period | None:
    """The period that `code` names; None for anything else."""
    found = _CODE.fullmatch(code)
    if found is None or not MINYEAR < int(found["year"]) < MAXYEAR:
        return None
    try:
        if found["month"]:
            return period_of(MONTH, date(int(found["year"]), int(found["month"]), 1))
        return period_of(WEEK, date.fromisocalendar(int(found["year"]), int(found["week"]), 1))
    except ValueError:
        return None


def periods(book: RuleBook, first: date, today: date) -> list[Period]:
    """The periods from the one of `today` back to the one of `first`, as the rule book had them.

    Where the agency changed from months to weeks two periods may overlap: no day is left out.
    """
    found = []
    day = today
    while day >= first:
        period = period_of(book.setting("log_review_period", day), day)
        found.append(period)
        day = period.first - ONE_DAY
    return found
