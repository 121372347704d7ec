"""Months, quarters, half-years and years of reports, in Vietnamese days. Pure.

A period is half open in time: it begins at local midnight of its first day and ends at local
midnight after its last day.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, MINYEAR, date, datetime, time, timedelta

from workflow.calendar.clock import ONE_DAY, TIME_ZONE

MONTH, QUARTER, HALF_YEAR, YEAR = "month", "quarter", "half_year", "year"
# Months that each kind of period has, the words of `[[report]].per`.
MONTHS = {MONTH: 1, QUARTER: 3, HALF_YEAR: 6, YEAR: 12}
KIND_WORDS = {MONTH: "Tháng", QUARTER: "Quý", HALF_YEAR: "Sáu tháng", YEAR: "Năm"}
_ROMAN = ("I", "II", "III", "IV")
_CODE = re.compile(
    r"(?P<year>\d{4})(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<quarter>[1-4])|H(?P<half>[12])))?",
    re.ASCII,
)


@dataclass(frozen=True, slots=True)
class Period:
    """The period of `kind` that begins on `first`, the first day of a month."""

    kind: str
    first: date

    @property
    def last(self) -> date:
        """The last day, which belongs to the period."""
        return _months_later(self.first, MONTHS[self.kind]) - ONE_DAY

    @property
    def code(self) -> str:
        """«2026-11», «2026-Q4», «2026-H2», «2026»."""
        year, number = self.first.year, self._number
        return {
            MONTH: f"{year:04}-{number:02}",
            QUARTER: f"{year:04}-Q{number}",
            HALF_YEAR: f"{year:04}-H{number}",
            YEAR: f"{year:04}",
        }[self.kind]

    @property
    def label(self) -> str:
        """«tháng 11 năm 2026», «quý IV năm 2026», «6 tháng cuối năm 2026», «năm 2026»."""
        year, number = self.first.year, self._number
        return {
            MONTH: f"tháng {number} năm {year}",
            QUARTER: f"quý {_ROMAN[min(number, 4) - 1]} năm {year}",
            HALF_YEAR: f"6 tháng {'đầu' if number == 1 else 'cuối'} năm {year}",
            YEAR: f"năm {year}",
        }[self.kind]

    @property
    def starts_at(self) -> datetime:
        """The first moment of the period."""
        return datetime.combine(self.first, time.min, TIME_ZONE)

    @property
    def ends_at(self) -> datetime:
        """The first moment after the period."""
        return datetime.combine(self.last + ONE_DAY, time.min, TIME_ZONE)

    def has_ended(self, now: datetime) -> bool:
        """Whether `now` is after the period."""
        return now >= self.ends_at

    def before(self) -> Period:
        """The period of the same kind before this one."""
        return period_of(self.kind, self.first - ONE_DAY)

    def months(self) -> list[date]:
        """The first days of its months."""
        return [_months_later(self.first, number) for number in range(MONTHS[self.kind])]

    @property
    def _number(self) -> int:
        return (self.first.month - 1) // MONTHS[self.kind] + 1


def period_of(kind: str, day: date) -> Period:
    """The period of `kind` that contains `day`; KeyError for a kind that is none."""
    size = MONTHS[kind]
    return Period(kind, date(day.year, (day.month - 1) // size * size + 1, 1))


def parse(code: str) -> Period | None:
    """The period that `code` names; None for anything else."""
    found = _CODE.fullmatch(code)
    if found is None or not MINYEAR < int(found["year"]) < MAXYEAR:
        return None
    kind = next((kind for kind in (MONTH, QUARTER, HALF_YEAR) if found[_GROUP[kind]]), YEAR)
    number = int(found[_GROUP[kind]]) if kind in _GROUP else 1
    return Period(kind, date(int(found["year"]), (number - 1) * MONTHS[kind] + 1, 1))


_GROUP = {MONTH: "month", QUARTER: "quarter", HALF_YEAR: "half"}


def ended_before(kind: str, day: date) -> Iterator[Period]:
    """The periods of `kind` that ended before `day`, the newest first, without end."""
    period = period_of(kind, day)
    while period.first.year > MINYEAR + 1:
        period = period.before()
        yield period


def _months_later(first: date, months: int) -> date:
    count = first.year * 12 + first.month - 1 + months
    return date(count // 12, count % 12 + 1, 1)


def days_of(period: Period) -> Iterator[date]:
    """Each day of the period."""
    for number in range((period.last - period.first).days + 1):
        yield period.first + timedelta(days=number)
