"""The working calendar of a year as people see it."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories import agency, user
from workflow.calendar.filling import fill_years
from workflow.calendar.models import CalendarYear, Holiday
from workflow.calendar.queries import calendar_of
from workflow.calendar.year import months_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _filled():
    Holiday.objects.all().delete()
    CalendarYear.objects.all().delete()
    fill_years([2026, 2027])


def page(client, year=2026, query="", name="la-contributor") -> str:
    client.force_login(user(name))
    answer = client.get(reverse("calendar_year", args=[year]) + query)
    assert answer.status_code == 200
    return answer.content.decode()


def days(year=2026) -> dict[date, str]:
    rows = Holiday.objects.filter(agency__code__in=["LA"]) | Holiday.objects.filter(agency=None)
    months = months_of(year, calendar_of("LA"), rows, date(2026, 11, 22))
    return {day.date: day.kind for month in months for week in month.weeks for day in week if day}


def test_every_day_of_the_year_is_there_once_and_told_apart():
    found = days()
    assert len(found) == 365
    assert found[date(2026, 11, 24)] == "off"
    assert found[date(2026, 8, 22)] == "moved"
    assert found[date(2026, 11, 22)] == "weekend"
    assert found[date(2026, 11, 23)] == "worked"


def test_the_own_row_of_an_agency_wins():
    day = date(2026, 11, 24)
    Holiday.objects.create(
        day=day, name="Trực", basis="QĐ 1", agency=agency("LA"), is_working_day=True
    )
    assert days()[day] == "moved"


def test_months_count_their_working_days():
    months = months_of(2026, calendar_of("LA"), Holiday.objects.all(), date(2026, 1, 1))
    # August 2026: 21 weekdays, the 31st off, the 22nd worked.
    assert (months[7].number, months[7].working_days) == (8, 21)
    assert months_of(2031, calendar_of("LA"), [], date(2026, 1, 1)) is None


def test_a_contributor_sees_the_year_and_may_not_change_it(client):
    html = page(client)
    assert "năm 2026" in html
    assert "Thứ Bảy, 22/08/2026" in html
    assert "07:00–11:30, 13:30–17:00" in html
    assert "Chưa có thông báo chính thức" not in html
    assert reverse("calendar_holiday_modeladmin_index") not in html
    assert client.post(reverse("calendar_year", args=[2029])).status_code in (302, 403)
    assert not CalendarYear.objects.filter(year=2029).exists()


def test_days_that_are_only_computed_are_marked(client):
    html = page(client, 2027)
    assert "Chưa có thông báo chính thức" in html
    assert html.count(">mới tính<") == Holiday.objects.filter(day__year=2027).count()


def test_a_year_that_is_not_filled_says_so(client):
    assert "chưa được lập" in page(client, 2029)


def test_the_officer_of_an_agency_finds_the_rows_to_change(client):
    assert f"{reverse('calendar_holiday_modeladmin_index')}?nam=2026" in page(
        client, name="la-operator"
    )


def test_an_agency_sees_its_own_rows_only(client):
    Holiday.objects.create(
        day=date(2026, 3, 3), name="Ngày của Bình Phước", basis="x", agency=agency("BP")
    )
    assert "Ngày của Bình Phước" not in page(client, query="?co-quan=BP")
    assert "Ngày của Bình Phước" in page(client, name="bp-contributor")


def test_who_runs_the_installation_fills_a_year_once(admin_client):
    url = reverse("calendar_year", args=[2028]) + "?co-quan=KT"
    assert "Lập lịch năm 2028" in admin_client.get(url).content.decode()
    html = admin_client.post(url, follow=True).content.decode()
    assert "Đã lập lịch năm 2028" in html
    assert "chưa đối chiếu thông báo" in html
    count = Holiday.objects.count()
    assert "đã có, không thay đổi" in admin_client.post(url, follow=True).content.decode()
    assert Holiday.objects.count() == count
    assert admin_client.get(reverse("calendar_year", args=[1999])).status_code == 404


def test_the_year_costs_few_queries(client, django_assert_max_num_queries):
    page(client)
    # Most of them are the menu's; the year itself asks three.
    with django_assert_max_num_queries(20):
        client.get(reverse("calendar_year", args=[2026]))
