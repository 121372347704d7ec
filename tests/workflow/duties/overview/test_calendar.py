"""The month of due days, and the calendar that programs fetch."""

import re
from datetime import datetime

import pytest
from django.urls import reverse

from tests.factories import make_news, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.overview.rows import DAY, HOUR, NOW, duty, met
from workflow.calendar.clock import TIME_ZONE
from workflow.duties.models import CalendarFeed, Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

CALENDAR, OWN = reverse("duty_overview:calendar"), reverse("duty_overview:own_calendar")


def days(answer) -> dict[str, tuple[int, list[str]]]:
    return {
        f"{day.day:%d/%m}": (day.total, [row.duty.subject_title for row in day.rows])
        for week in answer.context["weeks"]
        for day in week
        if day and day.total
    }


def test_what_falls_due_stands_on_its_day(get):
    duty(due_at=at(1, 11), subject_title="Đầu tháng")
    duty(due_at=at(30, 11, hour=23, minute=59), subject_title="Cuối tháng")
    duty(due_at=at(1, 12), subject_title="Tháng sau")
    met(at(10, 11, hour=8), at(9, 11), subject_title="Xong")
    duty(due_at=at(10, 11), cancelled_at=NOW)
    for number in range(6):
        duty(due_at=at(20, 11, hour=8 + number), subject_title=f"Việc {number}")
    answer = get("la-head", CALENDAR)
    assert days(answer) == {
        "01/11": (1, ["Đầu tháng"]),
        "10/11": (1, ["Xong"]),
        "20/11": (6, ["Việc 0", "Việc 1", "Việc 2", "Việc 3"]),
        "30/11": (1, ["Cuối tháng"]),
    }
    assert all(len(week) == 7 for week in answer.context["weeks"])
    assert "và 2 việc nữa" in answer.text_shown
    more = re.search(r'href="([^"]+ngay=2026-11-20[^"]*)"', answer.text_shown)[1]
    assert get("la-head", more.replace("&amp;", "&")).context["page_obj"].paginator.count == 6
    assert days(get("la-head", f"{CALENDAR}?thang=2026-12")) == {"01/12": (1, ["Tháng sau"])}


def test_mine_my_units_the_agencys(get):
    head = user("la-unit_head")
    make_news("LA", title="Của đơn vị", unit=head.unit, happened_at=NOW - HOUR)
    duty(due_at=NOW + DAY, subject_title="Của tôi", person_id=head.pk)
    duty(due_at=NOW + DAY, subject_title="Của cơ quan")
    shown = {
        scope: {
            title
            for _total, titles in days(get(name, f"{CALENDAR}?cua={scope}")).values()
            for title in titles
        }
        for name, scope in (
            ("la-unit_head", "toi"),
            ("la-unit_head", "don-vi"),
            ("la-head", "co-quan"),
        )
    }
    assert shown == {
        "toi": {"Của tôi"},
        "don-vi": {"Của đơn vị"},
        "co-quan": {"Của đơn vị", "Của tôi", "Của cơ quan"},
    }
    assert set(days(get("la-contributor", f"{CALENDAR}?cua=co-quan"))) <= {"18/11", "19/11"}
    assert "Của cơ quan" not in get("la-contributor", f"{CALENDAR}?cua=co-quan").text_shown


def address_of(name: str) -> str:
    return reverse("duty_feed", args=[CalendarFeed.renew(user(name)).token])


def events(answer) -> list[dict[str, str]]:
    """The events of a calendar, unfolded and unescaped."""
    text = answer.content.decode().replace("\r\n ", "")
    found = []
    for block in text.split("BEGIN:VEVENT\r\n")[1:]:
        lines = block.split("END:VEVENT")[0].splitlines()
        pairs = (line.split(":", 1) for line in lines)
        found.append({name.split(";")[0]: re.sub(r"\\(.)", _plain, words) for name, words in pairs})
    return found


def _plain(escaped) -> str:
    return "\n" if escaped[1] == "n" else escaped[1]


def test_the_calendar_reads_back_and_lines_are_folded(client):
    title = "Đề nghị; trả lời, \\ gấp " + "nghiên cứu " * 18
    row = duty(due_at=NOW + DAY, subject_title=title.strip(), url="/admin/x/")
    met(NOW + DAY, NOW)
    duty(due_at=None)
    duty("BP", due_at=NOW + DAY)
    answer = client.get(address_of("la-head"))
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    lines = answer.content.split(b"\r\n")
    assert max(map(len, lines)) == 75 or max(map(len, lines)) == 74
    assert all(line.decode() is not None for line in lines)
    (event,) = events(answer)
    assert event["SUMMARY"] == f"Hạn: {title.strip()}"
    assert event["UID"] == f"thoi-han-{row.pk}@testserver"
    starts = datetime.strptime(event["DTSTART"], "%Y%m%dT%H%M%S").replace(tzinfo=TIME_ZONE)
    assert starts == row.due_at
    assert "TZID=Asia/Ho_Chi_Minh" in answer.content.decode()
    assert "Căn cứ: LA-9.2.a\nTính từ: 09:00 18/11/2026" in event["DESCRIPTION"]
    assert event["URL"].endswith("/admin/x/")


def test_nobody_else_keeps_it_and_an_unchanged_one_is_not_sent_again(client):
    duty(due_at=NOW + DAY)
    address = address_of("la-head")
    answer = client.get(address)
    assert "private" in answer["Cache-Control"]
    assert "public" not in answer["Cache-Control"]
    assert client.get(address)["ETag"] == answer["ETag"]
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 304
    Duty.objects.update(due_at=NOW + 2 * DAY)
    assert client.get(address, headers={"if-none-match": answer["ETag"]}).status_code == 200
    assert client.post(address).status_code == 405


def test_it_holds_what_the_person_may_see_at_that_moment(client):
    person = user("la-contributor")
    duty(due_at=NOW + DAY, subject_title="Của tôi", person_id=person.pk)
    duty(due_at=NOW + DAY, subject_title="Của cơ quan")
    assert [row["SUMMARY"] for row in events(client.get(address_of("la-contributor")))] == [
        "Hạn: Của tôi"
    ]
    head = address_of("la-head")
    assert len(events(client.get(head))) == 2
    assert events(client.get(f"{head}?cua=toi")) == []
    user("la-head").groups.clear()
    assert events(client.get(head)) == []


def test_a_forged_or_ended_address_and_a_closed_account_are_not_found(client):
    address = address_of("la-head")
    assert client.get(address).status_code == 200
    changed = address_of("la-head")
    assert client.get(address).status_code == 404
    assert client.get(changed.replace("/thoi-han.ics", "x/thoi-han.ics")).status_code == 404
    assert client.get(reverse("duty_feed", args=["1.2.3"])).status_code == 404
    person = user("la-head")
    person.is_active = False
    person.save()
    assert client.get(changed).status_code == 404


def test_the_owner_makes_changes_and_ends_the_address(get, client):
    assert "Bạn chưa có địa chỉ lịch" in get("la-contributor", OWN).text_shown
    assert not CalendarFeed.objects.exists()
    client.post(OWN, {"viec": "lap"})
    first = CalendarFeed.objects.get(person=user("la-contributor")).token
    assert f"/lich-thoi-han/{first}/thoi-han.ics" in get("la-contributor", OWN).text_shown
    client.post(OWN, {"viec": "doi"})
    second = CalendarFeed.objects.get(person=user("la-contributor")).token
    assert first != second
    client.post(OWN, {"viec": "bo"})
    for token in (first, second):
        assert client.get(reverse("duty_feed", args=[token])).status_code == 404
