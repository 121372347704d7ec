"""Rows that hold for a time: who was in office, which units there were, on a given day."""

from datetime import date

from django.utils import timezone
from django.utils.dateparse import parse_date

from sections.base.submission import Problem


def asked_day(request) -> tuple[date, str]:
    """The day of `?ngay=YYYY-MM-DD`, today without one; and why what was asked cannot be a day."""
    text = request.GET.get("ngay", "").strip()
    today = timezone.localdate()
    if not text:
        return today, ""
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        return today, "Ngày cần xem không hợp lệ; đang hiển thị theo hôm nay."
    return day, ""


def holds_on(day: date, start: date | str | None, end: date | str | None) -> bool:
    """Whether the time from `start` to `end` (both days included, either may be open) has `day`."""
    asked = day.isoformat()
    return (not start or str(start) <= asked) and (not end or str(end) >= asked)


def rows_on(rows: list[dict], day: date, start: str, end: str) -> list[dict]:
    """The rows that hold on `day`; `start` and `end` name their columns."""
    return [row for row in rows if holds_on(day, row.get(start), row.get(end))]


def backward_problems(field: str, rows: list[dict], start: str, end: str) -> list[Problem]:
    """A problem for each row that ends before it begins."""
    return [
        Problem(field, f"Dòng {number}: ngày kết thúc sớm hơn ngày bắt đầu.")
        for number, row in enumerate(rows, start=1)
        if row.get(start) and row.get(end) and row[end] < row[start]
    ]
