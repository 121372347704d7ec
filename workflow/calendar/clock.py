"""Counting office time on a filled calendar. Pure: the calendar and every moment are passed in.

The regulations name neither office hours nor holidays (`requirements.md` §12.1): hours are dated
rows of the agency or its rule book, days off and moved working days are the dated table of `models.Holiday`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from .pauses import Pause, is_held, later, running

TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
ONE_DAY = timedelta(days=1)
# When an office opens and closes.
Span = tuple[time, time]
SATURDAY = 5
LAST_SECOND = time(23, 59, 59, tzinfo=TIME_ZONE)

NOT_FILLED = (
    "Lịch làm việc năm {year} chưa được lập nên chưa tính được thời hạn; "
    "hãy bổ sung ngày nghỉ, ngày làm bù của năm đó."
)
NO_ZONE = "Thời điểm «{moment}» thiếu múi giờ nên không tính được thời hạn."
NO_TIME = "Thời hạn tính bằng giờ cần cả ngày lẫn giờ bắt đầu, không chỉ ngày {day:%d/%m/%Y}."
BAD_LIMIT = "Thời hạn phải từ 1 trở lên, đang là {limit}."


class CalendarNotFilled(LookupError):
    """The count reached `year`, whose days off are not known. Never guessed."""

    def __init__(self, year: int):
        super().__init__(NOT_FILLED.format(year=year))
        self.year = year


@dataclass(frozen=True, slots=True)
class OfficeSpans:
    """The office hours of some weekdays (0 = Monday) during a period, both ends inclusive."""

    weekdays: frozenset[int]
    spans: tuple[Span, ...]
    valid_from: date | None = None
    valid_to: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Whether these hours are in force on `day`."""
        after_start = self.valid_from is None or self.valid_from <= day
        return after_start and (self.valid_to is None or day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class WorkCalendar:
    """Office hours, days off, working days moved in, and the years for which these are known.

    Of two rows of `hours` for one weekday of a day the first holds.
    """

    hours: tuple[OfficeSpans, ...]
    days_off: frozenset[date]
    days_moved_in: frozenset[date]
    years: frozenset[int]

    def is_working_day(self, day: date) -> bool:
        """Whether the office works on `day`; CalendarNotFilled outside the filled years."""
        return bool(self._spans_of(day))

    def spans_on(self, day: date) -> list[tuple[datetime, datetime]]:
        """When the office opens and closes on `day`, in order; [] on a day off."""
        return [
            (datetime.combine(day, opens, TIME_ZONE), datetime.combine(day, closes, TIME_ZONE))
            for opens, closes in self._spans_of(day)
        ]

    def end_of_office_day(self, day: date) -> datetime:
        """When the office closes on the working day `day`; the last second of a day off."""
        spans = self.spans_on(day)
        return spans[-1][1] if spans else end_of_day(day)

    def add_office_hours(
        self, start: datetime, hours: int, pauses: Sequence[Pause] = ()
    ) -> datetime:
        """The moment when `hours` office hours have passed since `start`, pauses not counted.

        A limit that is used up when the office closes ends there, not when it opens again.
        """
        _check_limit(hours)
        moment = local(start)
        left = timedelta(hours=hours)
        day = moment.date()
        while True:
            for opens, closes in self.spans_on(day):
                for begins, ends in running(max(opens, moment), closes, pauses):
                    if left <= ends - begins:
                        return (begins + left).astimezone(TIME_ZONE)
                    left -= ends - begins
            day += ONE_DAY

    def add_hours(self, start: datetime, hours: int, pauses: Sequence[Pause] = ()) -> datetime:
        """The moment `hours` hours by the clock after `start`, nights and days off counted."""
        _check_limit(hours)
        return later(local(start), timedelta(hours=hours), pauses)

    def add_working_days(
        self,
        start: date | datetime,
        days: int,
        *,
        count_start: bool = False,
        pauses: Sequence[Pause] = (),
    ) -> date:
        """The working day number `days` after `start`, days of a pause not counted.

        The day of `start` itself is day 1 only with `count_start`, and only if it is worked.
        """
        _check_limit(days)
        day = local_day(start)
        left = days
        if count_start and self.is_working_day(day):
            left -= 1
        while left:
            day += ONE_DAY
            left -= self.is_working_day(day) and not is_held(day, pauses)
        return day

    def add_days(
        self,
        start: date | datetime,
        days: int,
        *,
        count_start: bool = False,
        pauses: Sequence[Pause] = (),
    ) -> date:
        """The calendar day number `days` after `start`: days off counted, those of a pause not."""
        _check_limit(days)
        day = local_day(start)
        left = days - count_start
        while left:
            day += ONE_DAY
            left -= not is_held(day, pauses)
        return day

    def working_day_from(self, day: date) -> date:
        """`day` if it is worked, else the next working day."""
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def knows(self, day: date) -> bool:
        """Whether the days off of the year of `day` are known."""
        return day.year in self.years

    def working_days_between(self, first: date, last: date) -> int:
        """How many working days follow `first` up to and including `last`; 0 if none do."""
        days = (first + number * ONE_DAY for number in range(1, (last - first).days + 1))
        return sum(self.is_working_day(day) for day in days)

    def office_minutes_between(self, first: datetime, last: datetime) -> int:
        """Whole office minutes from `first` to `last`; negative when `last` comes first."""
        if last < first:
            return -self.office_minutes_between(last, first)
        begins, ends = local(first), local(last)
        passed = timedelta()
        day = begins.date()
        while day <= ends.date():
            for opens, closes in self.spans_on(day):
                passed += max(timedelta(), min(closes, ends) - max(opens, begins))
            day += ONE_DAY
        return passed // timedelta(minutes=1)

    def _spans_of(self, day: date) -> tuple[Span, ...]:
        if day.year not in self.years:
            raise CalendarNotFilled(day.year)
        if day in self.days_off:
            return ()
        in_force = [row for row in self.hours if row.is_valid_on(day)]
        spans = spans_of_weekday(in_force, day.weekday())
        if day in self.days_moved_in and (not spans or day.weekday() >= SATURDAY):
            return _ordinary(in_force)
        return spans


def spans_of_weekday(in_force: Sequence[OfficeSpans], weekday: int) -> tuple[Span, ...]:
    """The office hours of `weekday` by the first row that names it; () when none does."""
    return next((row.spans for row in in_force if weekday in row.weekdays), ())


def _ordinary(in_force: Sequence[OfficeSpans]) -> tuple[Span, ...]:
    """The hours of most days of the week: a moved working day is worked like those.

    So even a Saturday on which only the morning is worked otherwise.
    """
    week = [spans_of_weekday(in_force, weekday) for weekday in range(7)]
    worked = Counter(spans for spans in week if spans)
    return worked.most_common(1)[0][0] if worked else ()


def local(moment: datetime) -> datetime:
    """`moment` in Vietnamese time; ValueError when it carries no time zone or no time."""
    if not isinstance(moment, datetime):
        raise ValueError(NO_TIME.format(day=moment))
    if moment.tzinfo is None:
        raise ValueError(NO_ZONE.format(moment=moment))
    return moment.astimezone(TIME_ZONE)


def local_day(day_or_moment: date | datetime) -> date:
    """The Vietnamese calendar day of a day or moment."""
    if isinstance(day_or_moment, datetime):
        return local(day_or_moment).date()
    return day_or_moment


def end_of_day(day: date) -> datetime:
    """The last second of `day`: a limit in calendar days still names that day."""
    return datetime.combine(day, LAST_SECOND)


def _check_limit(limit: int) -> None:
    if limit < 1:
        raise ValueError(BAD_LIMIT.format(limit=limit))
