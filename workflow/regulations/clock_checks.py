"""Checks of what the clocks of one rule book read: office hours, settings, deadlines."""

from __future__ import annotations

from datetime import time
from itertools import pairwise

from workflow.regulations.book import Clock
from workflow.regulations.problems import Problems
from workflow.regulations.rows import named, overlapping, whole
from workflow.regulations.shape import Placed, Tables
from workflow.regulations.vocabulary import SETTING_CHOICES, SETTINGS

COUNTED_CLOCKS = (Clock.OFFICE_HOURS, Clock.HOURS, Clock.WORKING_DAYS, Clock.DAYS)


def check_clocks(tables: Tables, problems: Problems) -> None:
    """Add every defect of office hours, settings, deadlines and frequencies to `problems`."""
    _check_office_hours(tables, problems)
    _check_settings(tables, problems)
    _check_deadlines(tables, problems)


def _check_office_hours(tables: Tables, problems: Problems) -> None:
    items = whole(tables, "office_hours")
    for item in items:
        if not item.row.weekdays or any(day not in range(7) for day in item.row.weekdays):
            problems.add(item.place, "khóa «weekdays» gồm các số từ 0 (thứ Hai) đến 6 (Chủ nhật).")
        _check_spans(item, problems)
    for earlier, later in overlapping(items):
        if set(earlier.row.weekdays) & set(later.row.weekdays):
            problems.add(later.place, f"có ngày trong tuần đã ghi ở {earlier.place}.")


def _check_spans(item: Placed, problems: Problems) -> None:
    try:
        times = [time.fromisoformat(end) for span in item.row.spans for end in span]
    except ValueError:
        problems.add(item.place, "khóa «spans» gồm các giờ viết như 07:00.")
        return
    if not times or any(earlier >= later for earlier, later in pairwise(times)):
        problems.add(item.place, "khóa «spans»: các giờ phải tăng dần, không chồng nhau.")


def _check_settings(tables: Tables, problems: Problems) -> None:
    present = named(tables, "setting")
    for code in [code for code in SETTINGS if code not in present]:
        problems.add("bảng [[setting]]", f"thiếu thiết lập «{code}».")
    for item in whole(tables, "setting"):
        code, value = item.row.code, item.row.value
        expected = SETTINGS.get(code, type(value))
        if type(value) is not expected:
            kind = {bool: "true hoặc false", int: "số nguyên", str: "chữ"}[expected]
            problems.add(item.place, f"khóa «value» phải là {kind}.")
        elif expected is int and value < 1:
            problems.add(item.place, f"khóa «value» phải từ 1 trở lên, đang là {value}.")
        elif value not in SETTING_CHOICES.get(code, (value,)):
            problems.add(
                item.place,
                f"khóa «value» có giá trị «{value}»; được dùng: {', '.join(SETTING_CHOICES[code])}.",
            )


def _check_deadlines(tables: Tables, problems: Problems) -> None:
    sections = named(tables, "section")
    for item in whole(tables, "upkeep"):
        if item.row.days < 1:
            problems.add(item.place, f"khóa «days» phải từ 1 trở lên, đang là {item.row.days}.")
        if not item.row.sections:
            problems.add(item.place, "khóa «sections» cần ít nhất một chuyên mục.")
    for table in ("deadline", "frequency", "upkeep"):
        _check_sections_of(whole(tables, table), sections, problems)
    items = whole(tables, "deadline")
    for item in items:
        _check_limit(item, problems)
    for earlier, later in overlapping(items):
        shared = sorted(set(earlier.row.sections) & set(later.row.sections))
        if shared and _clock_of(earlier.row) == _clock_of(later.row):
            problems.add(
                later.place,
                f"chuyên mục {', '.join(shared)} đã có thời hạn cùng loại ở {earlier.place};"
                " hãy phân biệt bằng khóa «kind».",
            )


def _check_sections_of(items: list[Placed], sections: set[str], problems: Problems) -> None:
    for item in items:
        for code in item.row.sections:
            if code not in sections:
                problems.add(
                    item.place, f"khóa «sections»: quy chế này không có chuyên mục «{code}»."
                )


def _clock_of(row) -> tuple:
    return row.kind, row.measure, row.start


def _check_limit(item: Placed, problems: Problems) -> None:
    clock, limit = item.row.clock, item.row.limit
    if clock in COUNTED_CLOCKS and limit is None:
        problems.add(item.place, f"thiếu khóa «limit»: đồng hồ «{clock}» cần một con số.")
    elif limit is not None and limit < 1:
        problems.add(item.place, f"khóa «limit» phải từ 1 trở lên, đang là {limit}.")
    elif limit is not None and clock in (Clock.PROMPT, Clock.PER_ITEM, Clock.NONE):
        problems.add(item.place, f"khóa «limit» không dùng với đồng hồ «{clock}».")
