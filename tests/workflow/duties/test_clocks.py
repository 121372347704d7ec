"""Due times: the worked examples E1–E17 and the free choices of the rule book."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from tests.workflow.calendar.year_2026 import CALENDAR, at
from workflow.calendar.clock import TIME_ZONE, CalendarNotFilled
from workflow.duties.clocks import ClockSettings, Period, due_at, end_of_period, event_start
from workflow.regulations.book import Clock, Deadline, Measure, StartEvent
from workflow.regulations.loader import load

DEFAULTS = ClockSettings()


def rule(agency: str, code: str, kind: str = "") -> Deadline:
    """The row of the agency's own rule book."""
    rows = [row for row in load(agency).deadlines if row.code == code]
    return next(row for row in rows if not kind or row.kind == kind)


def due(agency: str, code: str, start, **changes) -> datetime | None:
    """When the agency's rule falls due under the default choices, some of them changed."""
    return due_at(rule(agency, code), start, CALENDAR, replace(DEFAULTS, **changes))


def last_second(day: int, month: int, year: int = 2026) -> datetime:
    return datetime(year, month, day, 23, 59, 59, tzinfo=TIME_ZONE)


@pytest.mark.clause("LA-9.2.a")
def test_e1_eight_office_hours_over_a_weekend():
    assert due("LA", "D01", at(20, 11, hour=15)) == at(23, 11, hour=15)


@pytest.mark.clause("LA-9.2.a")
def test_e2_eight_office_hours_over_a_holiday():
    assert due("LA", "D01", at(23, 11, hour=16)) == at(25, 11, hour=16)


@pytest.mark.clause("LA-9.2.a")
def test_e3_eight_office_hours_of_an_event_after_hours():
    assert due("LA", "D01", at(20, 11, hour=19, minute=30)) == at(23, 11, hour=17)


@pytest.mark.clause("LA-9.2.a")
def test_e4_eight_office_hours_with_a_moved_working_saturday():
    assert due("LA", "D01", at(21, 8, hour=16)) == at(22, 8, hour=16)


@pytest.mark.clause("BP-9.3.a", "DL-10.3.a-1")
@pytest.mark.parametrize(("agency", "code"), [("BP", "D06"), ("DL", "D20")])
def test_e5_twelve_office_hours(agency, code):
    assert due(agency, code, at(20, 11, hour=15)) == at(25, 11, hour=9)


@pytest.mark.clause("LA-9.2.b", "BP-9.3.b", "KT-11.2.a")
@pytest.mark.parametrize(("agency", "code"), [("LA", "D02"), ("BP", "D07"), ("KT", "D27")])
def test_e6_two_working_days_after_signing(agency, code):
    assert due(agency, code, date(2026, 11, 20)) == at(25, 11, hour=17)


@pytest.mark.clause("LA-9.2.c", "DL-13.1-1")
@pytest.mark.parametrize(("agency", "code"), [("LA", "D03"), ("DL", "D23")])
def test_e7_twelve_hours_by_the_clock(agency, code):
    assert due(agency, code, at(20, 11, hour=17)) == at(21, 11, hour=5)


@pytest.mark.clause("BP-9.3.e-1")
def test_e8_fifteen_working_days_over_two_holidays():
    assert due("BP", "D15", date(2026, 4, 23)) == at(19, 5, hour=17)


@pytest.mark.clause("BP-9.3.e-2")
def test_e9_thirty_working_days():
    assert due("BP", "D16", date(2026, 4, 23)) == at(9, 6, hour=17)


@pytest.mark.clause("LA-9.2.b")
def test_e10_two_working_days_over_national_day():
    assert due("LA", "D02", date(2026, 8, 27)) == at(3, 9, hour=17)


@pytest.mark.clause("LA-9.2.b")
def test_e11_a_moved_saturday_counts_as_a_working_day():
    assert due("LA", "D02", date(2026, 8, 21)) == at(24, 8, hour=17)


@pytest.mark.clause("KT-11.2.c")
def test_e12_three_calendar_days():
    assert due("KT", "D29", at(20, 11, hour=16)) == last_second(23, 11)


@pytest.mark.clause("DL-10.3.b", "BP-9.3.c")
@pytest.mark.parametrize(("agency", "code"), [("DL", "D22"), ("BP", "D08")])
def test_e13_three_working_days(agency, code):
    assert due(agency, code, date(2026, 11, 20)) == at(26, 11, hour=17)


@pytest.mark.clause("BP-9.3.d")
def test_e14_ten_working_days():
    assert due("BP", "D09", date(2026, 11, 20)) == at(7, 12, hour=17)


@pytest.mark.clause("DL-10.3.a-2")
def test_e15_twenty_four_hours_by_the_clock():
    assert due("DL", "D21", at(20, 11, hour=15)) == at(21, 11, hour=15)


@pytest.mark.clause("KT-11.2.d")
def test_e16_the_end_of_february_in_a_leap_year():
    assert due("KT", "D30", date(2028, 2, 10)) == last_second(29, 2, 2028)


@pytest.mark.clause("BP-9.3.đ-2")
@pytest.mark.parametrize("start", [date(2026, 10, 1), date(2026, 12, 31)])
def test_e17_ten_days_of_the_next_quarter_end_on_a_sunday(start):
    assert due("BP", "D11", start) == last_second(10, 1, 2027)


@pytest.mark.clause("KT-11.2.d")
@pytest.mark.parametrize(
    ("period", "expected"),
    [
        (Period.MONTH, last_second(31, 7)),
        (Period.QUARTER, last_second(30, 9)),
        (Period.HALF_YEAR, last_second(31, 12)),
        (Period.YEAR, last_second(31, 12)),
    ],
)
def test_a_statistic_is_due_on_the_last_day_of_its_period(period, expected):
    row = rule("KT", "D30")
    assert due_at(row, date(2026, 7, 15), CALENDAR, DEFAULTS, period=period) == expected


@pytest.mark.parametrize(
    ("day", "period", "expected"),
    [
        (date(2026, 12, 31), Period.MONTH, date(2026, 12, 31)),
        (date(2026, 6, 30), Period.HALF_YEAR, date(2026, 6, 30)),
        (date(2026, 7, 1), Period.HALF_YEAR, date(2026, 12, 31)),
        (date(2027, 2, 1), Period.MONTH, date(2027, 2, 28)),
        (date(2026, 5, 5), Period.QUARTER, date(2026, 6, 30)),
    ],
)
def test_the_end_of_a_period(day, period, expected):
    assert end_of_period(day, period) == expected


@pytest.mark.clause("BP-9.3.đ-1")
def test_the_first_week_is_the_first_seven_days_or_the_first_working_week():
    assert due("BP", "D10", date(2026, 7, 31)) == last_second(7, 8)
    assert due("BP", "D10", date(2026, 7, 31), first_week="first_working_week") == last_second(7, 8)
    # May 2026 is first worked on Monday the 4th, October on Thursday the 1st.
    assert due("BP", "D10", date(2026, 4, 9), first_week="first_working_week") == last_second(8, 5)
    assert due("BP", "D10", date(2026, 9, 9), first_week="first_working_week") == last_second(2, 10)


def test_a_day_limit_moves_off_a_day_off_only_when_the_agency_chose_so():
    assert due("BP", "D11", date(2026, 12, 31), day_limits_skip_days_off=True) == last_second(
        11, 1, 2027
    )
    assert due("KT", "D29", at(18, 11, hour=9)) == last_second(21, 11)
    assert due("KT", "D29", at(18, 11, hour=9), day_limits_skip_days_off=True) == last_second(
        23, 11
    )


def test_the_start_day_counts_only_when_the_agency_chose_so():
    assert due("LA", "D02", date(2026, 11, 20), start_day_counts=True) == at(23, 11, hour=17)
    assert due("KT", "D29", at(20, 11, hour=9), start_day_counts=True) == last_second(22, 11)
    # The first days of the next quarter are what they are.
    assert due("BP", "D11", date(2026, 12, 31), start_day_counts=True) == last_second(10, 1, 2027)


@pytest.mark.clause("KT-11.2.b", "LA-9.2.d", "QT-5.3")
@pytest.mark.parametrize(
    ("agency", "code"), [("KT", "D28"), ("LA", "D04"), ("QT", "D25"), ("BP", "D18")]
)
def test_a_rule_without_a_number_never_falls_due(agency, code):
    assert due(agency, code, at(20, 11, hour=15)) is None


def test_beyond_the_filled_years_nothing_is_guessed():
    with pytest.raises(CalendarNotFilled, match="năm 2029"):
        due("LA", "D01", at(29, 12, 2028, 16))
    assert due("LA", "D03", at(31, 12, 2028, 16)) == at(1, 1, 2029, 4)


@pytest.mark.parametrize(
    ("start", "clock_from", "expected"),
    [
        (StartEvent.HAPPENED, "end", at(20, 11, hour=17)),
        (StartEvent.HAPPENED, "start", at(20, 11, hour=8)),
        (StartEvent.ENDED, "start", at(20, 11, hour=17)),
    ],
)
def test_the_clock_runs_from_the_end_of_the_event_where_rule_or_choice_says_so(
    start, clock_from, expected
):
    row = Deadline(label="", code="D01", clock=Clock.HOURS, start=start, measure=Measure.SUPPLY)
    choice = ClockSettings(event_clock_from=clock_from)
    begins, ends = at(20, 11, hour=8), at(20, 11, hour=17)
    assert event_start(row, begins, ends, choice) == expected
    assert event_start(row, begins, None, choice) == begins
    # An end before the beginning is a slip of the pen, not an end.
    assert event_start(row, ends, begins, choice) == ends
    assert event_start(row, None, None, choice) is None


def test_the_choices_are_read_from_the_rule_book():
    assert ClockSettings.of(load("LA"), date(2026, 11, 20)) == ClockSettings(
        start_day_counts=False,
        event_clock_from="end",
        first_week="days_1_7",
        day_limits_skip_days_off=False,
    )
