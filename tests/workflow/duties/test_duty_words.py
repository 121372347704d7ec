"""How a duty stands, in words, counted as its clock counts."""

from datetime import timedelta

import pytest

from tests.workflow.calendar.year_2026 import CALENDAR, at
from workflow.duties.models import Duty
from workflow.duties.standing import standings
from workflow.duties.words import hours_and_minutes, remaining_words

DUE = at(23, 11, hour=15)


def words(now, *, clock="office_hours", due=DUE, **fields) -> str:
    duty = Duty(agency_code="LA", clock=clock, started_at=at(20, 11, hour=15), due_at=due, **fields)
    return remaining_words(duty, now, CALENDAR)


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(0, ""), (1, "1 phút"), (60, "1 giờ"), (65, "1 giờ 05 phút"), (200, "3 giờ 20 phút")],
)
def test_hours_and_minutes(minutes, expected):
    assert hours_and_minutes(minutes) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(20, 11, hour=15), "còn 8 giờ làm việc"),
        (at(21, 11, hour=9), "còn 6 giờ làm việc"),
        (at(23, 11, hour=10, minute=10), "còn 2 giờ 50 phút làm việc"),
        (DUE - timedelta(seconds=30), "còn dưới 1 phút"),
        (DUE, "còn dưới 1 phút"),
        (DUE + timedelta(seconds=30), "vừa quá hạn"),
        (at(23, 11, hour=16, minute=5), "quá hạn 1 giờ 05 phút làm việc"),
        (at(24, 11, hour=9), "quá hạn 2 giờ làm việc"),
        (at(7, 12, hour=9), "quá hạn 9 ngày làm việc"),
    ],
)
def test_office_hours(now, expected):
    assert words(now) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(20, 11, hour=15), "còn 2 ngày làm việc"),
        (at(24, 11, hour=9), "còn 1 ngày làm việc"),
        (at(25, 11, hour=15), "còn 2 giờ làm việc"),
        (at(25, 11, hour=18), "vừa quá hạn"),
        (at(28, 11, hour=9), "quá hạn 2 ngày làm việc"),
    ],
)
def test_working_days(now, expected):
    assert words(now, clock="working_days", due=at(25, 11, hour=17)) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(20, 11, hour=17), "còn 12 giờ"),
        (at(21, 11, hour=4, minute=55), "còn 5 phút"),
        (at(21, 11, hour=6, minute=5), "quá hạn 1 giờ 05 phút"),
        (at(24, 11, hour=8), "quá hạn 3 ngày 3 giờ"),
        (at(24, 11, hour=5, minute=1), "quá hạn 3 ngày"),
    ],
)
def test_hours_by_the_clock(now, expected):
    assert words(now, clock="hours", due=at(21, 11, hour=5)) == expected


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(20, 11, hour=17), "còn 3 ngày"),
        (at(23, 11, hour=20), "còn 3 giờ 59 phút"),
        (at(24, 11, hour=1), "quá hạn 1 ngày"),
    ],
)
def test_calendar_days(now, expected):
    due = at(23, 11, hour=23, minute=59) + timedelta(seconds=59)
    assert words(now, clock="days", due=due) == expected


@pytest.mark.clause("KT-11.2.b", "QT-5.3")
@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (at(20, 11, hour=17, minute=10), "không ấn định thời hạn; đã 2 giờ 10 phút"),
        (at(27, 11, hour=15), "không ấn định thời hạn; đã 7 ngày"),
        (at(20, 11, hour=14), "không ấn định thời hạn; chưa diễn ra"),
    ],
)
def test_without_a_number_only_the_time_passed_is_told(now, expected):
    assert words(now, clock="prompt", due=None) == expected


def test_what_is_met_says_whether_in_time():
    assert words(DUE, met_at=DUE) == "đúng hạn"
    assert words(DUE, met_at=at(23, 11, hour=16)) == "trễ 1 giờ làm việc"
    assert words(DUE, clock="prompt", due=None, met_at=at(20, 11, hour=15, minute=40)) == (
        "không ấn định thời hạn; xong sau 40 phút"
    )
    assert words(DUE, cancelled_at=DUE) == "thôi tính"


def test_an_unfilled_year_still_says_something():
    assert words(at(2, 1, 2031), due=DUE) == "quá hạn 1501 ngày"
    assert words(DUE, due=None, trouble="Lịch làm việc năm 2031 chưa được lập.") == (
        "Lịch làm việc năm 2031 chưa được lập."
    )


@pytest.mark.parametrize(
    ("now", "mark"),
    [
        (at(23, 11, hour=12, minute=59), "well"),
        (at(23, 11, hour=13), "near"),
        (DUE, "near"),
        (DUE + timedelta(seconds=1), "late"),
    ],
)
def test_the_mark_of_a_duty(now, mark):
    duty = Duty(agency_code="LA", clock="office_hours", started_at=at(20, 11, hour=15), due_at=DUE)
    assert [row.mark for row in standings([duty], now, {"LA": CALENDAR})] == [mark]


def test_trouble_is_told_only_while_the_duty_is_owed():
    trouble = {"due": None, "trouble": "Lịch làm việc năm 2031 chưa được lập."}
    assert words(DUE, cancelled_at=DUE, **trouble) == "thôi tính"
    met = words(DUE, met_at=at(20, 11, hour=15, minute=40), **trouble)
    assert met == "xong sau 40 phút; chưa tính được hạn"
