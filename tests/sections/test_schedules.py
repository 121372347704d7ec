"""The schedule's pages: this week, other weeks, days, calendars, the form of a new week."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sections.schedule_form import next_week, title_of
from sections.schedule_week import WEEK, WEEKLY, monday_of
from sections.schedules import ScheduleIndexPage, SchedulePage, current_week
from tests.editor import client_of
from tests.factories import agency, submit, user, walk
from tests.sections.filled import put_public
from tests.sections.test_schedule_week import row

pytestmark = pytest.mark.django_db
THIS_MONDAY = monday_of(timezone.localdate())


def index() -> ScheduleIndexPage:
    return ScheduleIndexPage.objects.child_of(agency("LA").site.root_page).get()


def draft(monday: date, rows: list[dict]) -> SchedulePage:
    owner = user("la-contributor")
    page = SchedulePage(
        title=title_of(monday),
        slug=f"tuan-{monday}",
        week_start=monday,
        rows=rows,
        owner=owner,
        unit=owner.unit,
        supplier_name=owner.full_name,
        supplier_email=owner.email,
        supplier_phone="0900000000",
        byline=owner.full_name,
        happened_at=timezone.now(),
        live=False,
    )
    index().add_child(instance=page)
    page.save_revision(user=owner)
    return page


def public(monday: date, rows: list[dict]) -> SchedulePage:
    page = draft(monday, rows)
    put_public(page)
    page.refresh_from_db()
    return page


def ask(path: str):
    return Client(HTTP_HOST=agency("LA").site.hostname).get(index().url + path)


@pytest.mark.clause("LA-4.5", "BP-5.9.e", "DL-8.1.c-3", "KT-17.2-2")
def test_the_section_shows_this_week_and_leads_to_the_others():
    before = public(THIS_MONDAY - WEEK, [row(content="Tuần qua")])
    public(THIS_MONDAY, [row(content="Tuần này"), row("Thứ Ba", leader="Phó Giám đốc")])
    after = public(THIS_MONDAY + WEEK, [row(content="Tuần tới")])
    answer = ask("")
    assert "Tuần này" in answer.content.decode()
    assert answer.context["previous"].pk == before.pk
    assert answer.context["following"].pk == after.pk
    assert answer.context["leaders"] == ["Giám đốc", "Phó Giám đốc"]
    narrowed = ask("?lanh-dao=Phó Giám đốc").context["days"]
    assert [entry.leader for day in narrowed for entry in day.entries] == ["Phó Giám đốc"]


def test_without_a_schedule_the_section_says_so():
    assert "Lịch tuần này chưa được đăng." in ask("").content.decode()
    assert current_week(agency("LA").site.root_page) is None


def test_the_week_of_today_for_the_home_page():
    draft(THIS_MONDAY + WEEK, [row()])
    page = public(THIS_MONDAY, [row()])
    assert current_week(agency("LA").site.root_page) == page
    assert current_week(agency("BP").site.root_page) is None


def test_a_day_is_shown_only_of_a_public_week():
    public(date(2026, 2, 2), [row(), row("Thứ Ba", content="Họp")])
    day = ask("ngay/2026/2/3/")
    assert [entry.content for entry in day.context["day"].entries] == ["Họp"]
    assert (day.context["day_before"], day.context["day_after"]) == (
        date(2026, 2, 2),
        date(2026, 2, 4),
    )
    assert ask("ngay/2026/2/2/").context["day_before"] is None
    assert [ask(f"ngay/{path}/").status_code for path in ("2026/2/9", "2026/13/1")] == [404, 404]


def test_calendar_and_table_of_a_week():
    page = public(THIS_MONDAY, [row(), row("Thứ Ba", change="Hủy", content="Hội thảo")])
    calendar = ask("lich-ics/")
    text = calendar.content.decode().replace("\r\n ", "")
    assert calendar["Content-Type"] == "text/calendar; charset=utf-8"
    host = agency("LA").site.hostname
    marks = [entry.mark for day in page.days for entry in day.entries]
    assert [f"UID:lich-{page.pk}-{mark}@{host}" in text for mark in marks] == [True, True]
    assert text.count("STATUS:CANCELLED") == 1
    assert ask(f"{page.slug}/tai-ve/csv/").content.decode("utf-8-sig").splitlines()[0] == (
        "Ngày,Bắt đầu,Kết thúc,Lãnh đạo,Nội dung,Địa điểm,Đơn vị chuẩn bị,Điều chỉnh,Ghi chú"
    )
    assert ask(f"{page.slug}/tai-ve/pdf/").status_code == 404


@pytest.mark.clause("LA-4.5")
def test_what_the_board_let_change_is_marked():
    page = draft(THIS_MONDAY, [row(), row("Thứ Ba", content="Họp")])
    submit(page)
    walk(page)
    changed = page.get_latest_revision_as_object()
    changed.rows = [row("Thứ Hai", "10:00"), row("Thứ Tư", content="Tiếp dân")]
    changed.save_revision(user=page.owner)
    submit(page)
    walk(page)
    answer = ask(f"{page.slug}/")
    entries = [entry for day in answer.context["days"] for entry in day.entries]
    assert [(entry.content, entry.change, entry.was) for entry in entries] == [
        ("Giao ban", "Thay đổi", ("Bắt đầu trước là 08:00",)),
        ("Tiếp dân", "Bổ sung", ()),
    ]
    assert [entry.content for entry in answer.context["gone"]] == ["Họp"]


def test_a_new_week_comes_with_what_repeats():
    public(date(2026, 2, 2), [row(repeat=WEEKLY, note="cũ"), row("Thứ Ba", content="Một lần")])
    offered = next_week(SchedulePage.objects.child_of(index()))
    assert offered == {
        "week_start": date(2026, 2, 9),
        "title": "Lịch làm việc từ ngày 09/02/2026 đến ngày 15/02/2026",
        "rows": [row(repeat=WEEKLY)],
    }
    form = (
        client_of("la-contributor")
        .get(f"/admin/pages/add/sections/schedulepage/{index().pk}/")
        .context["form"]
    )
    assert form["rows"].value() == offered["rows"]
    assert form["week_start"].value() == offered["week_start"]


def test_problems_of_a_week():
    page = draft(THIS_MONDAY, [row(start="10:00", end="09:00"), row(start="", end="09:00")])
    messages = {problem.field: problem.message for problem in page.own_problems()}
    assert messages == {"rows": "Dòng 1, 2: giờ kết thúc phải sau giờ bắt đầu."}
    page.week_start = THIS_MONDAY + timedelta(days=1)
    page.rows = []
    assert {problem.field for problem in page.own_problems()} == {"week_start", "rows"}
