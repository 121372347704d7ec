"""Counting on the working calendar: spans, borders of days, moved days, unfilled years."""

from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from tests.workflow.calendar.year_2026 import CALENDAR, OFFICE_HOURS, at
from workflow.calendar.clock import CalendarNotFilled, OfficeSpans, end_of_day


def test_a_working_day_is_open_in_two_spans():
    assert CALENDAR.spans_on(date(2026, 11, 20)) == [
        (at(20, 11, hour=7), at(20, 11, hour=11, minute=30)),
        (at(20, 11, hour=13, minute=30), at(20, 11, hour=17)),
    ]


@pytest.mark.parametrize(
    ("day", "is_worked"),
    [
        (date(2026, 11, 20), True),
        (date(2026, 11, 21), False),
        (date(2026, 11, 24), False),
        (date(2026, 8, 22), True),
        (date(2026, 8, 29), False),
        (date(2026, 8, 31), False),
        (date(2026, 2, 20), False),
        (date(2026, 2, 23), True),
    ],
)
def test_weekends_holidays_and_moved_days(day, is_worked):
    assert CALENDAR.is_working_day(day) is is_worked


def test_a_moved_saturday_has_the_hours_of_the_week():
    assert CALENDAR.spans_on(date(2026, 8, 22)) == [
        (at(22, 8, hour=7), at(22, 8, hour=11, minute=30)),
        (at(22, 8, hour=13, minute=30), at(22, 8, hour=17)),
    ]


@pytest.mark.parametrize(
    ("start", "hours", "expected"),
    [
        # Used up exactly at lunch and at closing: the limit ends there.
        (at(19, 11, hour=10), 1, at(19, 11, hour=11)),
        (at(19, 11, hour=7), 8, at(19, 11, hour=17)),
        (at(19, 11, hour=12), 1, at(19, 11, hour=14, minute=30)),
        (at(19, 11, hour=11), 1, at(19, 11, hour=14)),
        (at(20, 11, hour=17), 1, at(23, 11, hour=8)),
        (at(20, 11, hour=16), 1, at(20, 11, hour=17)),
        (at(13, 2, hour=16), 2, at(23, 2, hour=8)),
    ],
)
def test_office_hours_stop_at_lunch_closing_weekend_and_tet(start, hours, expected):
    assert CALENDAR.add_office_hours(start, hours) == expected


def test_a_start_in_another_zone_is_the_same_moment():
    assert CALENDAR.add_office_hours(datetime(2026, 11, 20, 8, tzinfo=UTC), 8) == at(
        23, 11, hour=15
    )


def test_office_minutes_between():
    assert CALENDAR.office_minutes_between(at(20, 11, hour=15), at(23, 11, hour=8)) == 180
    assert CALENDAR.office_minutes_between(at(23, 11, hour=8), at(20, 11, hour=15)) == -180
    assert CALENDAR.office_minutes_between(at(21, 11, hour=8), at(22, 11, hour=8)) == 0
    assert CALENDAR.office_minutes_between(at(20, 11, hour=12), at(20, 11, hour=13)) == 0


def test_working_days_between_counts_the_last_and_not_the_first():
    friday, monday, wednesday = date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 25)
    assert CALENDAR.working_days_between(friday, friday) == 0
    assert CALENDAR.working_days_between(friday, monday) == 1
    assert CALENDAR.working_days_between(friday, wednesday) == 2
    assert CALENDAR.working_days_between(wednesday, friday) == 0


def test_the_start_day_counts_only_when_asked_and_worked():
    friday, saturday = date(2026, 11, 20), date(2026, 11, 21)
    assert CALENDAR.add_working_days(friday, 2) == date(2026, 11, 25)
    assert CALENDAR.add_working_days(friday, 2, count_start=True) == date(2026, 11, 23)
    assert CALENDAR.add_working_days(saturday, 2, count_start=True) == date(2026, 11, 25)
    assert CALENDAR.add_days(friday, 3) == date(2026, 11, 23)
    assert CALENDAR.add_days(friday, 3, count_start=True) == date(2026, 11, 22)


def test_a_day_is_the_vietnamese_day_of_the_moment():
    late_in_utc = datetime(2026, 11, 19, 17, 30, tzinfo=UTC)
    assert CALENDAR.add_working_days(late_in_utc, 1) == date(2026, 11, 23)


def test_the_office_day_ends_when_the_office_closes():
    assert CALENDAR.end_of_office_day(date(2026, 11, 20)) == at(20, 11, hour=17)
    assert end_of_day(date(2026, 11, 20)) == datetime(
        2026, 11, 20, 23, 59, 59, tzinfo=at(20, 11).tzinfo
    )


def test_hours_change_with_their_dates():
    summer = OfficeSpans(
        frozenset(range(5)), ((time(6, 30), time(10, 30)),), date(2026, 4, 16), date(2026, 10, 15)
    )
    winter = replace(OFFICE_HOURS, valid_from=date(2026, 10, 16))
    calendar = replace(CALENDAR, hours=(summer, winter))
    assert calendar.spans_on(date(2026, 10, 15))[0][0] == at(15, 10, hour=6, minute=30)
    assert calendar.spans_on(date(2026, 10, 16))[0][0] == at(16, 10, hour=7)
    assert calendar.add_office_hours(at(15, 10, hour=9, minute=30), 2) == at(16, 10, hour=8)


@pytest.mark.parametrize(
    "count",
    [
        lambda: CALENDAR.add_office_hours(at(29, 12, 2028, 16), 8),
        lambda: CALENDAR.add_working_days(date(2028, 12, 29), 1),
        lambda: CALENDAR.is_working_day(date(2029, 1, 1)),
        lambda: CALENDAR.office_minutes_between(at(29, 12, 2028), at(2, 1, 2029)),
    ],
)
def test_a_count_that_leaves_the_filled_years_is_refused(count):
    with pytest.raises(CalendarNotFilled, match="Lịch làm việc năm 2029 chưa được lập"):
        count()


def test_a_naive_moment_a_bare_day_and_an_empty_limit_are_refused():
    with pytest.raises(ValueError, match="thiếu múi giờ"):
        CALENDAR.add_office_hours(datetime(2026, 11, 20, 15), 8)  # noqa: DTZ001  a naive time is what is refused
    with pytest.raises(ValueError, match="không chỉ ngày 20/11/2026"):
        CALENDAR.add_office_hours(date(2026, 11, 20), 8)
    with pytest.raises(ValueError, match="từ 1 trở lên"):
        CALENDAR.add_working_days(date(2026, 11, 20), 0)
