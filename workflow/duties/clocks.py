"""When a deadline of the rule book falls due: a pure function of rule, start and calendar.

The free choices that the regulations leave (`requirements.md` §12) are settings of the rule book.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from workflow.calendar.clock import WorkCalendar, end_of_day, local_day
from workflow.calendar.pauses import Pause
from workflow.regulations.book import Clock, Deadline, RuleBook, StartEvent


class Period(Enum):
    """A reporting period; the value is its length in months."""

    MONTH = 1
    QUARTER = 3
    HALF_YEAR = 6
    YEAR = 12


ENDED_PERIOD = {
    StartEvent.MONTH_END: Period.MONTH,
    StartEvent.QUARTER_END: Period.QUARTER,
    StartEvent.HALF_YEAR_END: Period.HALF_YEAR,
    StartEvent.YEAR_END: Period.YEAR,
}
# The periods of a row that covers several: «tháng, quý, năm» (KT-11.2.d).
CHOSEN_PERIODS = (Period.MONTH, Period.QUARTER, Period.YEAR)


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """The choices that the clocks read (`SCHEMA.md` of the rule books)."""

    start_day_counts: bool = False
    event_clock_from: str = "end"
    first_week: str = "days_1_7"
    day_limits_skip_days_off: bool = False

    @classmethod
    def of(cls, book: RuleBook, day: date) -> ClockSettings:
        """The choices of `book` in force on `day`."""
        return cls(
            start_day_counts=book.setting("start_day_counts", day),
            event_clock_from=book.setting("event_clock_from", day),
            first_week=book.setting("first_week", day),
            day_limits_skip_days_off=book.setting("day_limits_skip_days_off", day),
        )


def event_start(
    row: Deadline,
    happened_at: datetime | None,
    happened_until: datetime | None,
    settings: ClockSettings,
) -> datetime | None:
    """From when the deadline `row` of an event runs; None while the event has no time.

    A rule that says "after the event" runs from its end. Where it says "when it takes place" the
    setting `event_clock_from` decides. The start stands in for an end that is not known.
    """
    prefers_end = row.start == StartEvent.ENDED or settings.event_clock_from == "end"
    if prefers_end and happened_at and happened_until and happened_until >= happened_at:
        return happened_until
    return happened_at


def due_at(
    row: Deadline,
    start: date | datetime,
    calendar: WorkCalendar,
    settings: ClockSettings,
    *,
    period: Period = Period.MONTH,
    pauses: Sequence[Pause] = (),
) -> datetime | None:
    """When the deadline `row` that runs from `start` falls due, in Vietnamese time.

    None where the regulation sets no number (prompt, per item, none). A limit in working days
    ends when the office closes on that day, a limit in calendar days or at a period's end with
    the last second of the day. `start` may be any time of the period where the period's end
    starts the clock; `period` says which one, where the row covers several (KT-11.2.d). `pauses`
    do not count, except before a period's end, which comes anyhow.

    Raises CalendarNotFilled where days off decide and are not known, ValueError for a moment
    without time zone and for a mere day where hours are counted.
    """
    match row.clock:
        case Clock.OFFICE_HOURS:
            return calendar.add_office_hours(start, row.limit, pauses)
        case Clock.HOURS:
            return calendar.add_hours(start, row.limit, pauses)
        case Clock.WORKING_DAYS:
            day = calendar.add_working_days(
                start, row.limit, count_start=settings.start_day_counts, pauses=pauses
            )
            return calendar.end_of_office_day(day)
        case Clock.DAYS:
            return _end(_day_after(row, start, calendar, settings, pauses), calendar, settings)
        case Clock.PERIOD_END:
            return _end(_day_of_period(row, start, calendar, settings, period), calendar, settings)
    return None


def covers_periods(row: Deadline) -> bool:
    """Whether the row holds for each of CHOSEN_PERIODS."""
    return row.start == StartEvent.PERIOD and row.clock == Clock.PERIOD_END


def end_of_period(day: date, period: Period) -> date:
    """The last day of the `period` that holds `day`."""
    month = -(-day.month // period.value) * period.value
    following = date(day.year + month // 12, month % 12 + 1, 1)
    return date.fromordinal(following.toordinal() - 1)


def _day_after(row, start, calendar, settings, pauses) -> date:
    """The calendar day of a limit; the days of the next period are counted from its first."""
    if row.start in ENDED_PERIOD:
        return calendar.add_days(
            end_of_period(local_day(start), ENDED_PERIOD[row.start]), row.limit
        )
    return calendar.add_days(start, row.limit, count_start=settings.start_day_counts, pauses=pauses)


def _day_of_period(row, start, calendar, settings, period) -> date:
    last_day = end_of_period(local_day(start), ENDED_PERIOD.get(row.start, period))
    if row.limit is None:
        return last_day
    if row.start == StartEvent.MONTH_END and settings.first_week == "first_working_week":
        return _end_of_first_working_week(last_day, calendar)
    return calendar.add_days(last_day, row.limit)


def _end_of_first_working_week(last_day: date, calendar: WorkCalendar) -> date:
    """The last working day of the week (Monday first) in which a month is first worked."""
    first = calendar.working_day_from(calendar.add_days(last_day, 1))
    rest = (calendar.add_days(first, number) for number in range(1, 7 - first.weekday()))
    return max([first, *(day for day in rest if calendar.is_working_day(day))])


def _end(day: date, calendar: WorkCalendar, settings: ClockSettings) -> datetime:
    if settings.day_limits_skip_days_off:
        day = calendar.working_day_from(day)
    return end_of_day(day)
