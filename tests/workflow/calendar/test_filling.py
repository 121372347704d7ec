"""Filling the calendar: what was announced, what is computed, what officers wrote."""

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tests.factories import agency
from workflow.calendar.clock import CalendarNotFilled
from workflow.calendar.filling import Filled, fill_ahead, fill_years
from workflow.calendar.models import CalendarYear, Holiday
from workflow.calendar.queries import calendar_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def empty_calendar():
    Holiday.objects.all().delete()
    CalendarYear.objects.all().delete()


def days(year: int, *, worked: bool = False) -> list[str]:
    rows = Holiday.objects.filter(day__year=year, is_working_day=worked)
    return [f"{day:%d/%m}" for day in rows.values_list("day", flat=True)]


def test_2026_as_announced():
    assert fill_years([2026]) == [Filled(2026, is_announced=True, is_kept=False, added=17)]
    assert days(2026) == [
        "01/01", "02/01", "16/02", "17/02", "18/02", "19/02", "20/02", "26/04", "27/04", "30/04",
        "01/05", "31/08", "01/09", "02/09", "24/11",
    ]  # fmt: skip
    assert days(2026, worked=True) == ["10/01", "22/08"]


def test_each_day_names_what_decided_it():
    fill_years([2026, 2027])
    basis = dict(Holiday.objects.values_list("day", "basis"))
    assert basis[date(2026, 8, 22)] == "Thông báo 9441/TB-BNV ngày 16/10/2025"
    assert basis[date(2026, 1, 10)] == "Văn bản 12729/VPCP-KGVX ngày 25/12/2025"
    assert basis[date(2026, 11, 24)] == "Nghị quyết 28/2026/QH16 về Ngày Văn hóa Việt Nam"
    assert basis[date(2027, 2, 6)].endswith("chờ thông báo)")
    assert set(Holiday.objects.filter(is_computed=True).dates("day", "year")) == {date(2027, 1, 1)}


def test_the_package_of_a_year_may_move_a_day_without_our_announcement():
    fill_years([2024])
    assert days(2024, worked=True) == ["04/05"]


def test_filling_twice_changes_nothing():
    fill_years([2026, 2027])
    before = list(Holiday.objects.values_list("pk", "day"))
    assert [done.is_kept for done in fill_years([2026, 2027])] == [True, True]
    assert list(Holiday.objects.values_list("pk", "day")) == before


def test_what_an_officer_wrote_or_deleted_stays():
    fill_years([2027])
    Holiday.objects.filter(day=date(2027, 9, 3)).delete()
    Holiday.objects.filter(day=date(2027, 5, 3)).update(name="Nghỉ bù", is_computed=False)
    fill_years([2027])
    assert "03/09" not in days(2027)
    assert Holiday.objects.get(day=date(2027, 5, 3)).name == "Nghỉ bù"


def test_an_announcement_replaces_computed_days_and_keeps_written_ones():
    CalendarYear.objects.create(year=2026, is_announced=False)
    Holiday.objects.create(day=date(2026, 9, 3), name="tính sai", basis="x", is_computed=True)
    Holiday.objects.create(day=date(2026, 9, 1), name="Nghỉ Quốc khánh", basis="Quyết định 1")
    assert fill_years([2026]) == [Filled(2026, is_announced=True, is_kept=False, added=16)]
    assert "03/09" not in days(2026)
    assert Holiday.objects.get(day=date(2026, 9, 1)).name == "Nghỉ Quốc khánh"


def test_filling_ahead_covers_last_year_to_two_years_ahead():
    fill_ahead(date(2026, 11, 22))
    assert list(CalendarYear.objects.values_list("year", "is_announced")) == [
        (2025, True),
        (2026, True),
        (2027, False),
        (2028, False),
    ]


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("fill_calendar", "2026", "2027", stdout=out)
    call_command("fill_calendar", "2026", stdout=out)
    assert out.getvalue().splitlines() == [
        "Năm 2026: thêm 17 ngày (theo thông báo).",
        "Năm 2027: thêm 15 ngày (mới tính trước, cần đối chiếu thông báo).",
        "Năm 2026: đã có, giữ nguyên (theo thông báo).",
    ]
    with pytest.raises(CommandError, match="99999 không phải là năm hợp lệ"):
        call_command("fill_calendar", "99999")


def test_the_calendar_of_an_agency_is_one_query(django_assert_num_queries):
    fill_years([2026])
    with django_assert_num_queries(1):
        calendar = calendar_of("LA")
    assert calendar.years == {2026}
    assert calendar.is_working_day(date(2026, 8, 22)) is True
    assert calendar.is_working_day(date(2026, 11, 24)) is False
    with pytest.raises(CalendarNotFilled, match="năm 2027"):
        calendar.is_working_day(date(2027, 1, 4))


def test_a_single_row_does_not_make_a_year_known():
    Holiday.objects.create(day=date(2030, 1, 1), name="Tết Dương lịch", basis="x")
    with pytest.raises(CalendarNotFilled, match="năm 2030"):
        calendar_of("LA").is_working_day(date(2030, 1, 2))


def test_an_agency_row_wins_over_the_shared_one_and_binds_nobody_else():
    fill_years([2026])
    Holiday.objects.create(
        day=date(2026, 11, 24), is_working_day=True, name="Trực", basis="x", agency=agency("LA")
    )
    Holiday.objects.create(day=date(2026, 11, 25), name="Nghỉ", basis="x", agency=agency("LA"))
    worked = {
        code: [calendar_of(code).is_working_day(date(2026, 11, day)) for day in (24, 25)]
        for code in ("LA", "BP")
    }
    assert worked == {"LA": [True, False], "BP": [False, True]}
