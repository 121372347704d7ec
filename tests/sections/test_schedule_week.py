"""A week's schedule: order, marks, what changed, calendar files."""

from datetime import UTC, date, datetime, time

import pytest
from django.core.exceptions import ValidationError

from sections.base.calendar_file import Event, calendar_text
from sections.schedule_week import (
    ADDED,
    CANCELLED,
    CHANGED,
    POSTPONED,
    days_of,
    entries_of,
    monday_of,
    with_changes,
)
from sections.shapes.time_column import TimeColumn

MONDAY = date(2026, 2, 2)
TIME = TimeColumn("start", "Bắt đầu")


def row(day="Thứ Hai", start="08:00", content="Giao ban", **cells) -> dict:
    return {
        "day": day,
        "start": start,
        "end": "",
        "leader": "Giám đốc",
        "content": content,
        "place": "Phòng họp 1",
        "unit": "",
        "change": "",
        "note": "",
        "repeat": "",
        **cells,
    }


def test_entries_come_by_day_and_time_the_whole_day_first():
    entries = entries_of(
        MONDAY,
        [
            row("Chủ nhật", "07:00", "Lễ"),
            row("Thứ Hai", "14:00", "Họp"),
            row("Thứ Hai", "", "Trực"),
        ],
    )
    assert [(entry.content, entry.starts_at) for entry in entries] == [
        ("Trực", date(2026, 2, 2)),
        ("Họp", datetime(2026, 2, 2, 7, tzinfo=UTC)),
        ("Lễ", datetime(2026, 2, 8, 0, tzinfo=UTC)),
    ]


def test_the_weekend_is_shown_only_with_entries():
    days = days_of(MONDAY, entries_of(MONDAY, [row("Thứ Bảy")]))
    assert [(day.name, len(day.entries)) for day in days] == [
        ("Thứ Hai", 0),
        ("Thứ Ba", 0),
        ("Thứ Tư", 0),
        ("Thứ Năm", 0),
        ("Thứ Sáu", 0),
        ("Thứ Bảy", 1),
    ]


def test_monday_of_any_day():
    assert [monday_of(date(2026, 2, day)) for day in (1, 2, 8)] == [
        date(2026, 1, 26),
        MONDAY,
        MONDAY,
    ]


def test_a_mark_stays_when_time_and_place_move_and_differs_for_repetitions():
    before = entries_of(MONDAY, [row()])[0].mark
    moved = entries_of(MONDAY, [row("Thứ Ba", "15:00", place="Phòng họp 2")])[0].mark
    first, second = (entry.mark for entry in entries_of(MONDAY, [row(), row("Thứ Sáu")]))
    assert moved == before == first
    assert second != first
    assert entries_of(MONDAY, [row(content="Hội nghị")])[0].mark != before


@pytest.mark.clause("LA-4.5")
def test_what_changed_since_the_first_publication_is_told():
    first = [
        row(),
        row("Thứ Ba", "09:00", "Kiểm tra"),
        row("Thứ Tư", "09:00", "Hội thảo", place="Hội trường"),
        row("Thứ Năm", "10:00", "Tiếp dân"),
    ]
    now = [
        row(),
        row("Thứ Ba", "14:00", "Kiểm tra", place="Phòng họp 2"),
        row("Thứ Tư", "09:00", "Hội thảo", place="Hội trường", change=POSTPONED),
        row("Thứ Sáu", "15:00", "Họp đột xuất"),
    ]
    entries, gone = with_changes(MONDAY, now, first)
    assert [(entry.content, entry.change, entry.was) for entry in entries] == [
        ("Giao ban", "", ()),
        ("Kiểm tra", CHANGED, ("Bắt đầu trước là 09:00", "Địa điểm trước là “Phòng họp 1”")),
        ("Hội thảo", POSTPONED, ()),
        ("Họp đột xuất", ADDED, ()),
    ]
    assert [(entry.content, entry.change) for entry in gone] == [("Tiếp dân", CANCELLED)]


def test_a_corrected_name_is_a_change_not_a_new_meeting():
    entries, gone = with_changes(MONDAY, [row(leader="Phó Giám đốc")], [row()])
    assert [(entry.change, entry.was) for entry in entries] == [
        (CHANGED, ("Lãnh đạo trước là “Giám đốc”",))
    ]
    assert gone == []


def test_a_moved_day_is_told_by_its_name():
    entries, _gone = with_changes(MONDAY, [row("Thứ Sáu")], [row("Thứ Hai")])
    assert entries[0].was == ("Ngày trước là Thứ Hai 02/02",)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("8h30", "08:30"),
        ("8 giờ 30", "08:30"),
        ("14h", "14:00"),
        ("08:30:00", "08:30"),
        (time(7, 5), "07:05"),
        ("", ""),
        (None, ""),
    ],
)
def test_a_time_as_people_and_spreadsheets_write_it(typed, stored):
    assert TIME.clean(typed) == stored


@pytest.mark.parametrize("typed", ["24:00", "8:75", "sáng", "830"])
def test_what_is_no_time_is_refused(typed):
    with pytest.raises(ValidationError, match="không phải là giờ"):
        TIME.clean(typed)


def test_a_calendar_is_as_rfc_5545_has_it():
    text = calendar_text(
        "Lịch, tuần",
        [
            Event(
                uid="lich-1-a@so.vn",
                title="Giám đốc: Họp; bàn " + "việc " * 20,
                starts=datetime(2026, 2, 2, 1, tzinfo=UTC),
                ends=datetime(2026, 2, 2, 2, 30, tzinfo=UTC),
                place="Phòng\\1",
                description="Dòng một\nDòng hai",
                first_published_at=datetime(2026, 1, 30, 3, tzinfo=UTC),
                changed_at=datetime(2026, 1, 30, 3, 45, tzinfo=UTC),
            ),
            Event("b@so.vn", "Trực", date(2026, 2, 3), is_cancelled=True),
        ],
    )
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert max(len(line.encode()) for line in lines) <= 75
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert unfolded.count("BEGIN:VEVENT") == unfolded.count("END:VEVENT") == 2
    assert {
        "X-WR-CALNAME:Lịch\\, tuần",
        "TZID:Asia/Ho_Chi_Minh",
        "DTSTAMP:20260130T034500Z",
        "SEQUENCE:45",
        "DTSTART;TZID=Asia/Ho_Chi_Minh:20260202T080000",
        "DTEND;TZID=Asia/Ho_Chi_Minh:20260202T093000",
        "LOCATION:Phòng\\\\1",
        "DESCRIPTION:Dòng một\\nDòng hai",
        "DTSTART;VALUE=DATE:20260203",
        "DTEND;VALUE=DATE:20260204",
        "STATUS:CANCELLED",
    } <= set(unfolded)
    assert "SUMMARY:Giám đốc: Họp\\; bàn " + "việc " * 20 in unfolded
