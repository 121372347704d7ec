"""The list of duties: whose, which, how many queries, as a file."""

import csv
from io import StringIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import make_news, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.overview.rows import DAY, HOUR, NOW, duty, met
from workflow.agencies.models import Unit
from workflow.duties.models import Duty
from workflow.duties.overview.views import ListView
from workflow.duties.queries import visible_to

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

LIST = reverse("duty_overview:list")


def titles(answer) -> list[str]:
    return [row.duty.subject_title for row in answer.context["standings"]]


def item(title: str, **fields) -> None:
    make_news("LA", title=title, happened_at=NOW - 30 * DAY, **fields)


def test_a_contributor_sees_the_own_and_what_the_unit_owes(get):
    person = user("la-contributor")
    other = Unit.objects.filter(agency=person.agency).exclude(pk=person.unit_id).first()
    item("Của tôi")
    item("Của người khác", owner=user("la-member"), unit=person.unit)
    duty(due_at=NOW + DAY, person_id=person.pk, subject_title="Giao cho tôi")
    duty(due_at=NOW + DAY, unit_code=person.unit.code, subject_title="Hồ sơ của đồng nghiệp")
    for unit in (person.unit, other):
        fields = {"subject_kind": Duty.Kind.UNIT, "unit_code": unit.code}
        duty(due_at=NOW + DAY, subject_title=f"Định mức {unit.code}", **fields)
    duty("BP", due_at=NOW + DAY, person_id=person.pk)
    expected = {"Của tôi", "Giao cho tôi", f"Định mức {person.unit.code}"}
    answer = get("la-contributor", f"{LIST}?thang=tat-ca")
    assert set(titles(answer)) == expected
    assert "Của người khác" not in answer.text_shown
    mine = get("la-contributor", f"{LIST}?thang=tat-ca&cua=toi")
    assert set(titles(mine)) == {"Của tôi", "Giao cho tôi"}
    file = get("la-contributor", f"{reverse('duty_overview:file', args=['csv'])}?thang=tat-ca")
    assert "Của người khác" not in file.text_shown


def test_a_unit_head_sees_the_unit_and_the_board_the_agency():
    head = user("la-unit_head")
    item("Của đơn vị", unit=head.unit)
    duty(due_at=NOW + DAY, unit_code=head.unit.code, subject_title="Hồ sơ của đơn vị")
    duty(due_at=NOW + DAY, subject_title="Của cơ quan")
    duty("BP", due_at=NOW + DAY, subject_title="Của BP")
    own = {"Của đơn vị", "Hồ sơ của đơn vị"}
    seen = {
        name: set(visible_to(user(name)).values_list("subject_title", flat=True))
        for name in ("la-unit_head", "la-member", "quan-tri", "la-operator")
    }
    assert seen["la-unit_head"] == own
    assert seen["la-member"] == own | {"Của cơ quan"}
    assert seen["quan-tri"] == own | {"Của cơ quan", "Của BP"}
    assert seen["la-operator"] == set()


def test_filters_narrow(get):
    unit = Unit.objects.filter(agency__code="LA").first()
    met(NOW - DAY, NOW - 2 * DAY, subject_title="Xong")
    duty(due_at=NOW - HOUR, subject_title="Muộn", unit_code=unit.code)
    duty(
        due_at=at(20, 10, hour=8), subject_title="Nợ cũ", deadline_code="D02", clauses=["LA-9.2.b"]
    )
    duty(due_at=at(19, 11, hour=23, minute=59), subject_title="Ngày mai")
    duty(due_at=at(20, 11), subject_title="Ngày kia")
    for query, expected in {
        "": ["Nợ cũ", "Xong", "Muộn", "Ngày mai", "Ngày kia"],
        "trang-thai=dung-han": ["Xong"],
        "trang-thai=con-qua-han&thang=tat-ca": ["Nợ cũ", "Muộn"],
        "trang-thai=no-cu": ["Nợ cũ"],
        "thang=2026-10": ["Nợ cũ"],
        "dieu-khoan=LA-9.2.b": ["Nợ cũ"],
        "ma=D01&trang-thai=tre-han": ["Muộn"],
        f"don-vi={unit.code}": ["Muộn"],
        "don-vi=khong-co": [],
        "ngay=2026-11-19": ["Ngày mai"],
        "ngay=2026-11-17": ["Xong"],
        "trang-thai=la-gi&ngay=x&thang=x&cua=ai&p=z": [
            "Nợ cũ",
            "Xong",
            "Muộn",
            "Ngày mai",
            "Ngày kia",
        ],
        "dieu-khoan=LA-1'%22": [],
    }.items():
        assert titles(get("la-head", f"{LIST}?{query}")) == expected, query


def test_fifty_to_a_page_in_at_most_ten_queries(get, rf):
    for _number in range(60):
        duty(due_at=NOW - HOUR)
    request = rf.get(f"{LIST}?trang-thai=tre-han")
    request.user = user("la-head")
    with CaptureQueriesContext(connection) as queries:
        answer = ListView.as_view()(request)
    assert len(answer.context_data["standings"]) == 50
    assert len(queries) <= 10
    following = get("la-head", f"{LIST}?trang-thai=tre-han&p=2")
    assert len(titles(following)) == 10
    assert "trang-thai=tre-han&amp;p=1" in following.text_shown


def test_the_file_has_the_rows_of_the_list(get):
    duty(due_at=NOW - HOUR, subject_title="=Muộn; lắm")
    met(at(9, 11, hour=8), at(8, 11, hour=8), subject_title="Xong")
    answer = get("la-head", f"{reverse('duty_overview:file', args=['csv'])}?trang-thai=tre-han")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["Đối tượng"] for row in rows] == ["'=Muộn; lắm"]
    assert rows[0]["Hạn"] == "2026-11-18T08:00+07:00"
    assert rows[0]["Tình trạng"] == "quá hạn 1 giờ làm việc"
    assert get("la-head", reverse("duty_overview:file", args=["xlsx"])).content[:2] == b"PK"
    assert get("la-head", reverse("duty_overview:file", args=["pdf"])).status_code == 404


def test_the_menu_has_one_entry_with_all_screens(get):
    text = get("la-contributor", reverse("wagtailadmin_home")).text_shown
    for name in ("wall", "list", "calendar", "units", "history", "own_calendar"):
        assert f'"url": "{reverse(f"duty_overview:{name}")}"' in text
