"""The entries of a week's schedule: read from the table's rows, ordered, compared."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from sections.base.tables import Column
from sections.base.text import fold

from .shapes.time_column import TimeColumn

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
WEEKLY = "Hằng tuần"
ADDED, CHANGED, POSTPONED, CANCELLED = "Bổ sung", "Thay đổi", "Hoãn", "Hủy"
WEEK = timedelta(days=7)
_WORKING_DAYS = 5

ROWS = (
    Column("day", "Ngày", "choice", required=True, choices=WEEKDAYS),
    TimeColumn("start", "Bắt đầu"),
    TimeColumn("end", "Kết thúc"),
    Column("leader", "Lãnh đạo", required=True, help="Người chủ trì hoặc dự"),
    Column("content", "Nội dung", "long", required=True),
    Column("place", "Địa điểm"),
    Column("unit", "Đơn vị chuẩn bị"),
    Column(
        "change",
        "Điều chỉnh",
        "choice",
        choices=(ADDED, CHANGED, POSTPONED, CANCELLED),
        help="Trang tự đánh dấu dòng khác với lần đăng đầu; chọn ở đây khi hoãn hoặc hủy",
    ),
    Column("note", "Ghi chú"),
    Column(
        "repeat", "Lặp lại", "choice", choices=(WEEKLY,), help="Tự có sẵn khi lập lịch tuần sau"
    ),
)
# What readers compare and take away; who repeats what is the editors' affair.
SHOWN = tuple(column for column in ROWS if column.name != "repeat")
_COMPARED = ("day", "start", "end", "leader", "content", "place", "unit")
_LABELS = {column.name: column.label for column in ROWS}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the schedule on its day; `was` tells what stood there at first, in words."""

    day: date
    start: time | None
    end: time | None
    leader: str
    content: str
    place: str
    unit: str
    change: str
    note: str
    mark: str
    was: tuple[str, ...] = ()

    @property
    def starts_at(self) -> datetime | date:
        """The local moment, or the day where no time is given."""
        return _moment(self.day, self.start) if self.start else self.day

    @property
    def ends_at(self) -> datetime | None:
        """The local moment of the end, None where it is not known."""
        return _moment(self.day, self.end) if self.start and self.end else None

    @property
    def is_off(self) -> bool:
        """Whether it does not take place."""
        return self.change in (POSTPONED, CANCELLED)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the week with its entries."""

    date: date
    name: str
    entries: list[Entry]


def monday_of(day: date) -> date:
    """The Monday of the week of `day`."""
    return day - timedelta(days=day.weekday())


def entries_of(week_start: date, rows: Iterable[dict]) -> list[Entry]:
    """The rows as entries, by day and time; what has no time comes first in its day.

    `mark` tells an entry from the others of the week and stays the same while leader and content
    do, so that a moved meeting is the same event to a calendar.
    """
    ordered = sorted(rows, key=_place_in_week)
    seen: Counter[str] = Counter()
    entries = []
    for row in ordered:
        said = f"{fold(row.get('leader', ''))}|{fold(row.get('content', ''))}"
        seen[said] += 1
        mark = hashlib.sha256(f"{said}|{seen[said]}".encode()).hexdigest()[:16]
        entries.append(_entry(week_start, row, mark))
    return entries


def days_of(week_start: date, entries: Iterable[Entry]) -> list[Day]:
    """Monday to Friday, and the days of the weekend that have entries."""
    by_day = defaultdict(list)
    for entry in entries:
        by_day[entry.day].append(entry)
    days = [week_start + timedelta(days=number) for number in range(len(WEEKDAYS))]
    return [
        Day(day, WEEKDAYS[day.weekday()], by_day[day])
        for day in days
        if day.weekday() < _WORKING_DAYS or by_day[day]
    ]


def with_changes(
    week_start: date, rows: Iterable[dict], first_rows: Iterable[dict]
) -> tuple[list[Entry], list[Entry]]:
    """The entries with what changed since `first_rows`, and the entries that are gone.

    What the editor says of a row (postponed, cancelled) stands before what was found.
    """
    entries = entries_of(week_start, rows)
    first = entries_of(week_start, first_rows)
    before = _paired(entries, first)
    found = [
        _compared(entry, before.get(entry.mark)) if before.get(entry.mark) != entry else entry
        for entry in entries
    ]
    kept = {old.mark for old in before.values()}
    gone = [replace(entry, change=CANCELLED) for entry in first if entry.mark not in kept]
    return found, gone


def _paired(entries: list[Entry], first: list[Entry]) -> dict[str, Entry]:
    """What each entry (by mark) was at first: the likeliest pairs are made first."""
    pairs: dict[str, Entry] = {}
    left = list(first)
    likenesses = (
        _COMPARED,
        ("leader", "content", "day"),
        ("leader", "content"),
        ("content",),
        ("leader", "day", "start"),
        ("place", "day", "start"),
    )
    for names in likenesses:
        for entry in entries:
            if entry.mark in pairs:
                continue
            same = next((old for old in left if _same(entry, old, names)), None)
            if same is not None:
                pairs[entry.mark] = same
                left.remove(same)
    return pairs


def _same(entry: Entry, old: Entry, names: tuple[str, ...]) -> bool:
    values = [(getattr(entry, name), getattr(old, name)) for name in names]
    # Two empty places say nothing about being the same meeting.
    return all(new == old for new, old in values) and any(new for new, _old in values[:1])


def _compared(entry: Entry, old: Entry | None) -> Entry:
    if old is None:
        return replace(entry, change=entry.change or ADDED)
    was = tuple(
        f"{_LABELS[name]} trước là {shown}"
        for name in _COMPARED
        if getattr(entry, name) != getattr(old, name) and (shown := _shown(getattr(old, name)))
    )
    differs = any(getattr(entry, name) != getattr(old, name) for name in _COMPARED)
    return replace(entry, change=entry.change or (CHANGED if differs else ""), was=was)


def _shown(value) -> str:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, date):
        return f"{WEEKDAYS[value.weekday()]} {value:%d/%m}"
    return f"“{value}”" if value else ""


def _entry(week_start: date, row: dict, mark: str) -> Entry:
    texts = {
        name: row.get(name, "") for name in ("leader", "content", "place", "unit", "change", "note")
    }
    return Entry(
        day=week_start + timedelta(days=_weekday(row)),
        start=_time(row.get("start", "")),
        end=_time(row.get("end", "")),
        mark=mark,
        **texts,
    )


def _place_in_week(row: dict) -> tuple[int, str]:
    return _weekday(row), row.get("start", "")


def _weekday(row: dict) -> int:
    return WEEKDAYS.index(row["day"]) if row.get("day") in WEEKDAYS else 0


def _time(text: str) -> time | None:
    return time.fromisoformat(text) if text else None


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))
