"""The days, weeks, months … for which an obligation is owed once. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from workflow.calendar.clock import ONE_DAY, TIME_ZONE

ROMAN = ("I", "II", "III", "IV")
# The longest turn.
LONGEST = timedelta(days=366)


class Per(StrEnum):
    """How often an obligation comes; the words of the rule books."""

    WORKING_DAY = "working_day"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"


MONTHS = {Per.MONTH: 1, Per.QUARTER: 3, Per.HALF_YEAR: 6, Per.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Turn:
    """One of the periods; both days inclusive, a week runs from Monday to Sunday."""

    per: Per
    first: date
    last: date

    @property
    def key(self) -> str:
        """«2026-11-23», «2026-W48», «2026-11», «2026-Q4», «2026-H2», «2026»."""
        match self.per:
            case Per.WORKING_DAY | Per.DAY:
                return f"{self.first:%Y-%m-%d}"
            case Per.WEEK:
                year, week, _day = self.first.isocalendar()
                return f"{year}-W{week:02}"
            case Per.MONTH:
                return f"{self.first:%Y-%m}"
            case Per.QUARTER:
                return f"{self.first.year}-Q{self._number}"
            case Per.HALF_YEAR:
                return f"{self.first.year}-H{self._number}"
        return f"{self.first.year}"

    @property
    def label(self) -> str:
        """«ngày 23/11/2026», «tuần 48 (23/11 – 29/11/2026)», «quý IV năm 2026»."""
        match self.per:
            case Per.WORKING_DAY | Per.DAY:
                return f"ngày {self.first:%d/%m/%Y}"
            case Per.WEEK:
                week = self.first.isocalendar().week
                return f"tuần {week} ({self.first:%d/%m} – {self.last:%d/%m/%Y})"
            case Per.MONTH:
                return f"tháng {self.first.month} năm {self.first.year}"
            case Per.QUARTER:
                return f"quý {ROMAN[self._number - 1]} năm {self.first.year}"
            case Per.HALF_YEAR:
                half = "đầu" if self._number == 1 else "cuối"
                return f"6 tháng {half} năm {self.first.year}"
        return f"năm {self.first.year}"

    @property
    def begins_at(self) -> datetime:
        """The first moment."""
        return datetime.combine(self.first, time.min, TIME_ZONE)

    @property
    def ends_at(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + ONE_DAY, time.min, TIME_ZONE)

    @property
    def _number(self) -> int:
        return (self.first.month - 1) // MONTHS[self.per] + 1


def turn_of(per: Per, day: date) -> Turn:
    """The turn that holds `day`."""
    if per in (Per.WORKING_DAY, Per.DAY):
        return Turn(per, day, day)
    if per == Per.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Turn(per, monday, monday + timedelta(days=6))
    length = MONTHS[per]
    month = (day.month - 1) // length * length + 1
    year, following = (day.year, month + length) if month + length <= 12 else (day.year + 1, 1)
    return Turn(per, date(day.year, month, 1), date(year, following, 1) - ONE_DAY)


def turns_between(per: Per, first: date, last: date) -> Iterator[Turn]:
    """The turns that hold any of the days from `first` to `last`, in order."""
    while first <= last:
        turn = turn_of(per, first)
        yield turn
        first = turn.last + ONE_DAY


def turn_named(key: str) -> Turn:
    """The turn with this `key`; ValueError if there is none."""
    year, _dash, rest = key.partition("-")
    if not rest:
        return turn_of(Per.YEAR, date(int(year), 1, 1))
    number = int(rest.lstrip("WQH").partition("-")[0])
    match rest[0]:
        case "W":
            return turn_of(Per.WEEK, date.fromisocalendar(int(year), number, 1))
        case "Q":
            return turn_of(Per.QUARTER, date(int(year), 3 * number, 1))
        case "H":
            return turn_of(Per.HALF_YEAR, date(int(year), 6 * number, 1))
    if len(rest) == 2:
        return turn_of(Per.MONTH, date(int(year), number, 1))
    return turn_of(Per.DAY, date.fromisoformat(key))
