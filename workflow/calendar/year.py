"""A year as a wall calendar: which days are worked, off or moved, and on whose word. Pure."""

from __future__ import annotations

import calendar
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from .clock import WorkCalendar
from .models import Holiday

WEEKDAYS = ("T2", "T3", "T4", "T5", "T6", "T7", "CN")
# How a day is drawn and what is said of it.
WORKED, WEEKEND, OFF, MOVED_IN = "worked", "weekend", "off", "moved"
WORDS = {WORKED: "làm việc", WEEKEND: "nghỉ tuần", OFF: "nghỉ", MOVED_IN: "làm bù"}


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the year; `row` is what takes it out of the ordinary week."""

    date: date
    kind: str
    row: Holiday | None
    is_today: bool

    @property
    def words(self) -> str:
        """«nghỉ: Quốc khánh», for who cannot see the colour."""
        return f"{WORDS[self.kind]}: {self.row.name}" if self.row else WORDS[self.kind]


@dataclass(frozen=True, slots=True)
class Month:
    """A month in weeks from Monday; None where a week belongs to the next month."""

    number: int
    weeks: tuple[tuple[Day | None, ...], ...]
    working_days: int


def months_of(
    year: int, known: WorkCalendar, rows: Iterable[Holiday], today: date
) -> list[Month] | None:
    """The twelve months of an agency's year; None where the year is not filled.

    `rows` are the shared rows and the agency's own, which win.
    """
    if year not in known.years:
        return None
    own_last = sorted(rows, key=lambda row: row.agency_id is not None)
    by_day = {row.day: row for row in own_last}
    months = []
    for number in range(1, 13):
        weeks = tuple(
            tuple(
                _day(date(year, number, day), known, by_day, today) if day else None for day in week
            )
            for week in calendar.monthcalendar(year, number)
        )
        days = [day for week in weeks for day in week if day]
        months.append(Month(number, weeks, sum(day.kind in (WORKED, MOVED_IN) for day in days)))
    return months


def _day(day: date, known: WorkCalendar, by_day: dict[date, Holiday], today: date) -> Day:
    row = by_day.get(day)
    if known.is_working_day(day):
        kind = MOVED_IN if day in known.days_moved_in else WORKED
    else:
        kind = OFF if row is not None else WEEKEND
    return Day(day, kind, row, day == today)
