"""Hours that change while a limit runs, against a counter that asks of each minute if it is worked."""

from datetime import date, datetime, time, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from workflow.calendar.clock import TIME_ZONE, OfficeSpans, WorkCalendar

MINUTE = timedelta(minutes=1)
DAY = timedelta(days=1)
FIRST = date(2026, 1, 1)

quarters = st.lists(st.integers(0, 95), min_size=4, max_size=4, unique=True).map(sorted)
weekdays = st.frozensets(st.integers(0, 6), min_size=1)
days = st.integers(0, 60).map(lambda number: FIRST + number * DAY)
moments = st.builds(
    lambda day, minute: datetime.combine(day, time(), TIME_ZONE) + minute * MINUTE,
    days,
    st.integers(0, 24 * 60 - 1),
)


@st.composite
def rows(draw, *, is_endless: bool) -> OfficeSpans:
    a, b, c, d = (time(quarter // 4, quarter % 4 * 15) for quarter in draw(quarters))
    first, last = sorted((draw(days), draw(days)))
    return OfficeSpans(
        weekdays=frozenset(range(5)) if is_endless else draw(weekdays),
        spans=((a, b), (c, d)) if draw(st.booleans()) else ((a, b),),
        valid_from=None if is_endless else first,
        valid_to=None if is_endless else last,
    )


calendars = st.builds(
    lambda own, book, off, moved: WorkCalendar(
        hours=(*own, book),
        days_off=frozenset(off - moved),
        days_moved_in=frozenset(moved),
        years=frozenset({2026, 2027}),
    ),
    st.lists(rows(is_endless=False), max_size=3),
    rows(is_endless=True),
    st.frozensets(days, max_size=4),
    st.frozensets(days, max_size=2),
)


def spans_by_hand(calendar: WorkCalendar, day: date) -> tuple:
    """The hours of `day`, told once more: the first row in force that names its weekday."""

    def of(weekday: int) -> tuple:
        for row in calendar.hours:
            begun = row.valid_from is None or row.valid_from <= day
            if begun and (row.valid_to is None or day <= row.valid_to) and weekday in row.weekdays:
                return row.spans
        return ()

    if day in calendar.days_off:
        return ()
    own = of(day.weekday())
    if day not in calendar.days_moved_in or (own and day.weekday() < 5):
        return own
    week = [spans for weekday in range(7) if (spans := of(weekday))]
    return max(week, key=week.count) if week else ()


def is_worked(calendar: WorkCalendar, minute: datetime) -> bool:
    spans = spans_by_hand(calendar, minute.date())
    return any(opens <= minute.time() < closes for opens, closes in spans)


@settings(max_examples=120, deadline=None)
@given(calendar=calendars, start=moments, hours=st.integers(1, 20))
def test_office_hours(calendar, start, hours):
    left, minute = hours * 60, start
    while left:
        left -= is_worked(calendar, minute)
        minute += MINUTE
    assert calendar.add_office_hours(start, hours) == minute


@settings(max_examples=150, deadline=None)
@given(calendar=calendars, start=days, count=st.integers(1, 20))
def test_working_days(calendar, start, count):
    left, day = count, start
    while left:
        day += DAY
        left -= bool(spans_by_hand(calendar, day))
    assert calendar.add_working_days(start, count) == day
