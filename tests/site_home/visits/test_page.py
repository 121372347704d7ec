"""The page of the statistics, the foot of every page, the report of the board."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from sections.access_statistics import AccessStatisticsPage
from site_home.visits.models import DailyVisits
from tests import factories

from .readers import HOSTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def counted():
    """Long An read today and a month ago, Bình Phước with a number of its own."""
    today = timezone.localdate()
    DailyVisits.objects.bulk_create(
        DailyVisits(agency_code=code, day=day, section_code=section, visits=visits, views=views)
        for code, day, section, visits, views in (
            ("LA", today, "S04", 1200, 3456),
            ("LA", today, "", 34, 40),
            ("LA", today - timedelta(days=40), "S25", 500, 700),
            ("BP", today, "", 98765, 98765),
        )
    )
    return today


def get(path, code="LA"):
    """The answer of the site to an anonymous reader."""
    return Client().get(path, HTTP_HOST=HOSTS[code])


def table_of(soup, caption):
    """The body of a table as texts."""
    table = soup.find("caption", string=caption).parent
    return [
        [cell.get_text(strip=True) for cell in row.find_all(["th", "td"])]
        for row in table.tbody.find_all("tr")
    ]


@pytest.mark.clause("LA-4.22")
def test_the_page_shows_the_numbers_of_its_agency(counted, django_assert_max_num_queries):
    assert AccessStatisticsPage.objects.count() == 1
    get("/thong-ke-truy-cap/")
    with django_assert_max_num_queries(9):
        answer = get("/thong-ke-truy-cap/")
    assert answer.status_code == 200
    assert answer.cookies == {}
    soup = BeautifulSoup(answer.content, "html.parser")
    live = {
        place["data-visits"]: place.text
        for place in soup.main.find_all(attrs={"data-visits": True})
    }
    month = "1.734" if counted.day > 31 else "1.234"
    assert live == {"online": "0", "today": "1.234", "month": month, "total": "1.734"}
    assert table_of(soup, "Lượt truy cập theo chuyên mục") == [
        ["Tin tức – Sự kiện", "1.200", "3.456"],
        ["Trang chủ", "34", "40"],
    ]
    days = table_of(soup, "Lượt truy cập từng ngày, mới nhất trước")
    assert days[0] == [f"{counted:%d/%m/%Y}", "1.234", "3.496"]
    assert [row[1:] for row in days[1:]] == [["0", "0"]] * 29
    assert len(table_of(soup, "Lượt truy cập từng tháng, mới nhất trước")) == 2
    assert len(soup.main.find_all("svg", role="img")) == 3
    assert "98.765" not in answer.content.decode()


def test_the_page_before_anybody_came(db):
    soup = BeautifulSoup(get("/thong-ke-truy-cap/").content, "html.parser")
    assert table_of(soup, "Lượt truy cập theo chuyên mục") == [["Chưa có lượt đọc nào."]]


def test_the_numbers_of_every_day_can_be_taken_away(counted):
    answer = get("/thong-ke-truy-cap/tai-ve/csv/")
    lines = answer.content.decode("utf-8-sig").splitlines()
    assert lines[0] == "Ngày,Lượt truy cập,Lượt xem trang"
    assert (len(lines), lines[1], lines[-1]) == (
        42,
        f"{counted - timedelta(days=40)},500,700",
        f"{counted},1234,3496",
    )
    sheet = load_workbook(BytesIO(get("/thong-ke-truy-cap/tai-ve/xlsx/").content)).worksheets[0]
    assert [cell.value for cell in sheet[42]][1:] == [1234, 3496]
    assert get("/thong-ke-truy-cap/tai-ve/pdf/").status_code == 404


def test_live_numbers_stand_at_the_foot_where_the_regulation_asks_for_them(db):
    for code, expected in (("LA", ["online", "today", "month", "total"]), ("KT", [])):
        answer = get("/tin-tuc/", code)
        foot = BeautifulSoup(answer.content, "html.parser").footer
        places = foot.find_all(attrs={"data-visits": True})
        assert [place["data-visits"] for place in places] == expected


def test_pages_are_counted_and_answers_that_are_no_page_are_not(db):
    def counts(path):
        soup = BeautifulSoup(get(path).content, "html.parser")
        return soup.find("script", src="/static/js/visits.js").has_attr("data-count")

    assert counts("/lien-he/")
    assert not counts("/khong-co/")
    assert not counts("/tim-kiem/?q=an")


def signed_in(name):
    """A browser with which `name` has signed in."""
    client = Client()
    client.force_login(factories.user(name), backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.clause("BP-18.5")
def test_the_board_takes_months_and_sections_of_its_own_agency(counted):
    DailyVisits.objects.bulk_create(
        DailyVisits(
            agency_code="BP", day=date(2026, 2, day), section_code=code, visits=10, views=20
        )
        for day, code in ((1, "S04"), (28, "S04"), (28, ""))
    )
    client = signed_in("bp-head")
    soup = BeautifulSoup(
        client.get("/admin/luot-truy-cap/?thang=2026-02&co-quan=LA").content, "html.parser"
    )
    assert table_of(soup, "Lượt truy cập tháng 02/2026 theo chuyên mục") == [
        [factories.agency("BP").book.section("S04").label, "20", "40"],
        ["Trang chủ", "10", "20"],
    ]
    assert "1.234" not in soup.text
    answer = client.get("/admin/luot-truy-cap/chuyen-muc.xlsx?co-quan=LA")
    rows = list(load_workbook(BytesIO(answer.content)).worksheets[0].values)
    assert rows[:2] == [
        ("Tháng", "Chuyên mục", "Lượt truy cập", "Lượt xem trang"),
        ("02/2026", "Trang chủ", 10, 20),
    ]
    months = client.get("/admin/luot-truy-cap/thang.xlsx")
    rows = list(load_workbook(BytesIO(months.content)).worksheets[0].values)
    assert rows[1] == ("02/2026", 30, 60)
    assert client.get("/admin/luot-truy-cap/nam.xlsx").status_code == 404


def test_a_superuser_chooses_the_agency_and_strangers_see_nothing(counted):
    page = signed_in("quan-tri").get("/admin/luot-truy-cap/?co-quan=LA")
    assert "1.234" in page.content.decode()
    assert Client().get("/admin/luot-truy-cap/").status_code == 302
    assert Client().get("/admin/luot-truy-cap/ngay.xlsx").status_code == 302
