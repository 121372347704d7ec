"""Every clock against a second counter that walks minute by minute, day by day, and knows nothing
of spans: it only asks of one minute or one day whether the office works.
"""

from datetime import date, datetime, timedelta

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workflow.calendar.year_2026 import OFFICE_HOURS
from workflow.calendar.clock import TIME_ZONE, WorkCalendar, end_of_day
from workflow.duties.clocks import ClockSettings, Period, due_at
from workflow.regulations.book import Clock, Deadline, Measure, StartEvent

YEARS = (2025, 2026, 2027, 2028, 2029)
OFF = {day.isoformat() for day in holidays.VN(years=YEARS)} | {"2026-01-02"}
MOVED_IN = {"2025-04-26", "2026-01-10", "2026-08-22"}
CALENDAR = WorkCalendar(
    hours=(OFFICE_HOURS,),
    days_off=frozenset(date.fromisoformat(day) for day in OFF),
    days_moved_in=frozenset(date.fromisoformat(day) for day in MOVED_IN),
    years=frozenset(YEARS),
)
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)

# Around Tết, moved Saturdays, month and year ends and 29 February as often as anywhere else.
NEAR = [
    datetime(2025, 1, 24, tzinfo=TIME_ZONE),
    datetime(2025, 4, 24, tzinfo=TIME_ZONE),
    datetime(2026, 1, 1, tzinfo=TIME_ZONE),
    datetime(2026, 2, 12, tzinfo=TIME_ZONE),
    datetime(2026, 8, 20, tzinfo=TIME_ZONE),
    datetime(2026, 11, 22, tzinfo=TIME_ZONE),
    datetime(2026, 12, 30, tzinfo=TIME_ZONE),
    datetime(2028, 1, 22, tzinfo=TIME_ZONE),
    datetime(2028, 2, 26, tzinfo=TIME_ZONE),
]
FIRST = datetime(2025, 1, 1, tzinfo=TIME_ZONE)
MINUTES = (datetime(2028, 9, 1, tzinfo=TIME_ZONE) - FIRST) // MINUTE
moments = st.one_of(
    st.builds(
        lambda day, minutes: day + minutes * MINUTE,
        st.sampled_from(NEAR),
        st.integers(0, 5 * 24 * 60),
    ),
    st.integers(0, MINUTES).map(lambda minutes: FIRST + minutes * MINUTE),
)
cases = settings(max_examples=150, deadline=None, database=None, derandomize=True)


def is_worked_day(moment: datetime) -> bool:
    """The office works on the day of `moment`."""
    day = moment.date().isoformat()
    return day in MOVED_IN or (day not in OFF and moment.isoweekday() <= 5)


def is_worked_minute(moment: datetime) -> bool:
    """The office is open during the minute that begins at `moment`."""
    clock = moment.hour, moment.minute
    is_open = (7, 0) <= clock < (11, 30) or (13, 30) <= clock < (17, 0)
    return is_open and is_worked_day(moment)


def rule(clock: Clock, limit: int | None, start=StartEvent.HAPPENED) -> Deadline:
    return Deadline(
        label="", code="D01", clock=clock, start=start, measure=Measure.SUPPLY, limit=limit
    )


@cases
@given(start=moments, hours=st.integers(1, 40))
def test_office_hours(start, hours):
    moment, left = start, hours * 60
    while left:
        left -= is_worked_minute(moment)
        moment += MINUTE
    assert due_at(rule(Clock.OFFICE_HOURS, hours), start, CALENDAR, ClockSettings()) == moment


@cases
@given(start=moments, minutes=st.integers(0, 12 * 24 * 60))
def test_office_minutes_between(start, minutes):
    end = start + minutes * MINUTE
    counted = sum(is_worked_minute(start + number * MINUTE) for number in range(minutes))
    assert CALENDAR.office_minutes_between(start, end) == counted
    assert CALENDAR.office_minutes_between(end, start) == -counted


@cases
@given(start=moments, hours=st.integers(1, 72))
def test_hours_by_the_clock(start, hours):
    moment = start
    for _minute in range(hours * 60):
        moment += MINUTE
    assert due_at(rule(Clock.HOURS, hours), start, CALENDAR, ClockSettings()) == moment


@cases
@given(start=moments, days=st.integers(1, 30), start_counts=st.booleans())
def test_working_days(start, days, start_counts):
    moment = start.replace(hour=0, minute=0)
    left = days - (start_counts and is_worked_day(moment))
    while left:
        moment += DAY
        left -= is_worked_day(moment)
    choice = ClockSettings(start_day_counts=start_counts)
    assert due_at(rule(Clock.WORKING_DAYS, days), start, CALENDAR, choice) == moment.replace(
        hour=17
    )


@cases
@given(start=moments, days=st.integers(1, 60), start_counts=st.booleans(), skips=st.booleans())
def test_calendar_days(start, days, start_counts, skips):
    moment = start.replace(hour=0, minute=0)
    for _day in range(days - start_counts):
        moment += DAY
    while skips and not is_worked_day(moment):
        moment += DAY
    choice = ClockSettings(start_day_counts=start_counts, day_limits_skip_days_off=skips)
    due = due_at(rule(Clock.DAYS, days), start, CALENDAR, choice)
    assert due == end_of_day(moment.date())


@cases
@given(start=moments, period=st.sampled_from(Period), skips=st.booleans())
def test_period_ends(start, period, skips):
    def name(moment):
        return moment.year, (moment.month - 1) // period.value

    moment = start.replace(hour=0, minute=0)
    while name(moment + DAY) == name(start):
        moment += DAY
    while skips and not is_worked_day(moment):
        moment += DAY
    choice = ClockSettings(day_limits_skip_days_off=skips)
    row = rule(Clock.PERIOD_END, None, StartEvent.PERIOD)
    due = due_at(row, start, CALENDAR, choice, period=period)
    assert due == end_of_day(moment.date())


@pytest.mark.parametrize("day", sorted(MOVED_IN))
def test_the_slow_counter_knows_the_moved_days(day):
    assert is_worked_day(datetime.fromisoformat(day)) is True
    assert CALENDAR.is_working_day(date.fromisoformat(day)) is True
