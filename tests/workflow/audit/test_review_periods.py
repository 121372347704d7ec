"""Months and weeks of the record, their codes, words and days to sign. Pure."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from workflow.audit.review.attention import days_off, days_off_between
from workflow.audit.review.periods import MONTH, WEEK, parse, period_of, periods
from workflow.calendar.clock import WorkCalendar
from workflow.calendar.queries import office_spans
from workflow.regulations import loader

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
BOOK = loader.load("LA")
CALENDAR = WorkCalendar(
    hours=office_spans(BOOK),
    days_off=frozenset({date(2026, 9, 2)}),
    days_moved_in=frozenset({date(2026, 8, 22)}),
    years=frozenset({2026}),
)


@pytest.mark.parametrize(
    ("day", "code", "first", "last", "label"),
    [
        (date(2026, 7, 31), "2026-07", date(2026, 7, 1), date(2026, 7, 31),
         "tháng 7 năm 2026"),
        (date(2024, 2, 1), "2024-02", date(2024, 2, 1), date(2024, 2, 29),
         "tháng 2 năm 2024"),
        (date(2026, 12, 5), "2026-12", date(2026, 12, 1), date(2026, 12, 31),
         "tháng 12 năm 2026"),
        (date(2026, 7, 22), "2026-W30", date(2026, 7, 20), date(2026, 7, 26),
         "tuần 30 năm 2026 (20/07 – 26/07)"),
        (date(2027, 1, 1), "2026-W53", date(2026, 12, 28), date(2027, 1, 3),
         "tuần 53 năm 2026 (28/12 – 03/01)"),
    ],
)  # fmt: skip
def test_period_contains_its_day_and_is_found_by_its_code(day, code, first, last, label):
    period = period_of(WEEK if "W" in code else MONTH, day)

    assert (period.code, period.first, period.last, period.label) == (code, first, last, label)
    assert parse(code) == period


@pytest.mark.parametrize(
    "code",
    ["", "2026", "2026-13", "2026-00", "2026-W54", "2025-W53", "0000-01", "2026-7"],
)
def test_other_codes_name_no_period(code):
    assert parse(code) is None


def test_period_begins_and_ends_at_midnight_of_our_time():
    period = period_of(MONTH, date(2026, 7, 1))

    assert period.starts_at == datetime(2026, 7, 1, tzinfo=HANOI)
    assert period.ends_at == datetime(2026, 8, 1, tzinfo=HANOI)


def test_head_has_working_days_after_the_end_and_none_are_guessed():
    august = period_of(MONTH, date(2026, 8, 1))

    # 1 September is worked, the 2nd is off, then 3, 4, 7, 8.
    assert august.due_at(CALENDAR, 5) == datetime(2026, 9, 8, 17, tzinfo=HANOI)
    assert period_of(MONTH, date(2026, 12, 1)).due_at(CALENDAR, 5) is None


def test_periods_go_back_to_the_day_of_the_first_row_without_a_gap():
    found = periods(BOOK, date(2026, 5, 31), date(2026, 7, 2))

    assert [period.code for period in found] == ["2026-07", "2026-06", "2026-05"]


def test_days_off_are_known_for_filled_years_only():
    assert days_off(CALENDAR, period_of(WEEK, date(2026, 9, 2)).days()) == [
        date(2026, 9, 2), date(2026, 9, 5), date(2026, 9, 6),
    ]  # fmt: skip
    assert days_off(CALENDAR, [date(2027, 1, 4)]) is None
    assert days_off_between(CALENDAR, date(2026, 8, 17), date(2026, 8, 23)) == [date(2026, 8, 23)]
    assert days_off_between(CALENDAR, date(2027, 1, 1), date(2027, 2, 1)) == []
