"""The leaders' schedule (S08): the week of today and the next one."""

from django.utils import timezone

from sections.schedule_form import title_of
from sections.schedule_week import POSTPONED, ROWS, WEEK, WEEKLY, monday_of
from sections.schedules import SchedulePage

from . import demo
from .trade import OFFICE, trade_of

HALL = "Phòng họp số 1 (demo)"
_HEADS = {OFFICE: ("Chánh Văn phòng", "Phó Chánh Văn phòng")}


@demo("S08")
def schedules(_section, agency):
    """Two weeks; the second is the first without what is done."""
    head, deputy = _HEADS.get(trade_of(agency), ("Giám đốc Sở", "Phó Giám đốc Sở"))
    monday = monday_of(timezone.localdate())
    every_week = [
        _row("Thứ Hai", "07:30", "08:30", head, "Chào cờ, giao ban đầu tuần", HALL, WEEKLY),
        _row(
            "Thứ Năm", "08:00", "11:00", deputy, "Tiếp công dân định kỳ", "Phòng tiếp dân", WEEKLY
        ),
    ]
    this_week = [
        _row("Thứ Hai", "14:00", "16:00", deputy, "Làm việc với các đơn vị trực thuộc", HALL),
        _row("Thứ Ba", "08:00", "11:30", head, "Họp Ủy ban nhân dân tỉnh", "Trụ sở UBND tỉnh"),
        {
            **_row("Thứ Tư", "14:00", "", deputy, "Kiểm tra công tác tại cơ sở", "Xã (demo)"),
            "change": POSTPONED,
            "note": "Chuyển sang tuần sau",
        },
        _row("Thứ Sáu", "", "", head, "Làm việc tại cơ quan", ""),
        _row("Thứ Sáu", "15:00", "16:30", head, "Họp lãnh đạo tuần", HALL),
    ]
    next_week = [
        _row("Thứ Tư", "08:00", "11:00", deputy, "Kiểm tra công tác tại cơ sở", "Xã (demo)"),
        _row("Thứ Sáu", "14:00", "16:00", head, "Họp xét thi đua", HALL),
    ]
    yield _week(monday, [*every_week, *this_week])
    yield _week(monday + WEEK, [*every_week, *next_week])


def _week(monday, rows: list[dict]) -> SchedulePage:
    return SchedulePage(
        title=f"{title_of(monday)} (demo)",
        slug=f"tuan-{monday:%Y-%m-%d}",
        week_start=monday,
        rows=rows,
    )


def _row(*cells: str) -> dict:
    """A line of the table: day, start, end, leader, content, place, repetition."""
    row = dict.fromkeys((column.name for column in ROWS), "")
    names = ("day", "start", "end", "leader", "content", "place", "repeat")
    row |= zip(names, cells, strict=False)
    row["unit"] = "Văn phòng" if row["place"] == HALL else ""
    return row
