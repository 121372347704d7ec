"""Checks of one rule book across its rows: clauses, dates, codes, references, look, hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, time
from itertools import combinations, pairwise

from workflow.regulations.book import Clock
from workflow.regulations.clauses import Clause
from workflow.regulations.contrast import MINIMUM_CONTRAST, contrast, is_hex
from workflow.regulations.problems import Problems, suggestion
from workflow.regulations.shape import ROW_TABLES, Placed, Tables

RIGHTS = ("write", "edit", "accounts", "audit", "official_file")
"""What a role may be given; `SCHEMA.md` says what each means."""

BASES = ("clause", "setting")

PRINCIPLE_KINDS = (
    "workflow",
    "format",
    "security",
    "archive",
    "integration",
    "feedback",
    "other",
)

ROYALTY_KINDS = ("rates", "line", "rule")

SETTINGS: Mapping[str, type] = {
    "start_day_counts": bool,
    "event_clock_from": str,
    "first_week": str,
    "day_limits_skip_days_off": bool,
    "everything_needs_approval": bool,
    "service_levels": str,
    "break_glass_hours": int,
    "escalate_after_hours": int,
    "remind_before_hours": int,
}
"""Settings that every file has, with the type of their value."""

SETTING_CHOICES: Mapping[str, tuple[str, ...]] = {
    "event_clock_from": ("start", "end"),
    "first_week": ("days_1_7", "first_working_week"),
}

COUNTED_CLOCKS = (Clock.OFFICE_HOURS, Clock.HOURS, Clock.WORKING_DAYS, Clock.DAYS)

_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_AGENCY_CODE = re.compile(r"[A-Z]{2,4}")
_CODE_PATTERNS = {
    "section": (re.compile(r"S\d\d"), "S và hai chữ số, như S04"),
    "refusal": (re.compile(r"R\d\d"), "R và hai chữ số, như R02"),
    "deadline": (re.compile(r"D\d\d"), "D và hai chữ số, như D01"),
    "frequency": (re.compile(r"D\d\d"), "D và hai chữ số, như D19"),
}
_PLAIN_CODE = (
    re.compile(r"[a-z][a-z0-9]*([_-][a-z0-9]+)*"),
    "chữ thường không dấu, nối bằng «-» hoặc «_»",
)
_PAGE_TYPE = re.compile(r"[a-z_]+\.[A-Z][A-Za-z]+Page")


def check_all(tables: Tables, clauses: Mapping[str, Clause], problems: Problems) -> None:
    """Add every defect of the decoded tables to `problems`."""
    _check_agency(tables, problems)
    for table in ("regulation", *ROW_TABLES):
        for item in whole(tables, table):
            _check_period(item, problems)
            _check_clauses(item, _agency_code(tables), clauses, problems)
    for table in ROW_TABLES:
        _check_codes(table, tables, problems)
    for label, table in (("tên", "name"), ("địa chỉ", "address")):
        for earlier, later in overlapping(whole(tables, table)):
            problems.add(later.place, f"thời gian của {label} này chồng lên {earlier.place}.")
    _check_look(tables, problems)
    _check_office_hours(tables, problems)
    _check_settings(tables, problems)
    _check_sections(tables, problems)
    _check_deadlines(tables, problems)
    _check_choices(tables, problems)


def whole(tables: Tables, table: str) -> list[Placed]:
    """The rows of a table whose shape is right."""
    return [item for item in tables[table] if item.row is not None]


def named(tables: Tables, table: str) -> set[str]:
    """The codes that a table names, rows of wrong shape included."""
    return {code for item in tables[table] if isinstance(code := item.raw.get("code"), str)}


def overlapping(items: Iterable[Placed]) -> Iterator[tuple[Placed, Placed]]:
    """Pairs of rows that are in force on a common day."""
    for earlier, later in combinations(items, 2):
        starts = (earlier.row.valid_from or date.min, later.row.valid_from or date.min)
        ends = (earlier.row.valid_to or date.max, later.row.valid_to or date.max)
        if max(starts) <= min(ends):
            yield earlier, later


def _agency_code(tables: Tables) -> str:
    return next((item.row.code for item in whole(tables, "agency")), "")


def _check_agency(tables: Tables, problems: Problems) -> None:
    for item in whole(tables, "agency"):
        if not _AGENCY_CODE.fullmatch(item.row.code):
            problems.add(item.place, "khóa «code» phải là 2 đến 4 chữ in hoa, như «LA».")
        _check_slug(item, problems)


def _check_slug(item: Placed, problems: Problems) -> None:
    if not _SLUG.fullmatch(item.row.slug):
        problems.add(
            item.place,
            f"khóa «slug» chỉ gồm chữ thường không dấu, chữ số và «-», đang là «{item.row.slug}».",
        )


def _check_period(item: Placed, problems: Problems) -> None:
    start, end = item.row.valid_from, item.row.valid_to
    if start and end and start > end:
        problems.add(
            item.place,
            f"khóa «valid_from» ({start:%d/%m/%Y}) đứng sau «valid_to» ({end:%d/%m/%Y}).",
        )


def _check_clauses(
    item: Placed, agency: str, clauses: Mapping[str, Clause], problems: Problems
) -> None:
    if item.row.basis not in BASES:
        problems.add(
            item.place, f"khóa «basis» có giá trị «{item.row.basis}»; được dùng: clause, setting."
        )
    elif not item.row.clauses and item.row.basis != "setting":
        problems.add(
            item.place,
            'thiếu căn cứ: ghi khóa «clauses», hoặc basis = "setting" nếu quy chế không quy định.',
        )
    for clause_id in item.row.clauses:
        if clause_id not in clauses:
            near = [known for known in clauses if known.startswith(f"{agency}-")]
            problems.add(
                item.place,
                f"khóa «clauses»: clauses.csv không có điều khoản «{clause_id}»"
                f"{_near_clause(clause_id, near)}",
            )
        elif clauses[clause_id].agency != agency:
            problems.add(
                item.place,
                f"khóa «clauses»: «{clause_id}» là điều khoản của {clauses[clause_id].agency},"
                f" không phải của {agency}.",
            )


def _near_clause(clause_id: str, known: list[str]) -> str:
    hint = suggestion(clause_id, known)
    return hint if "có phải" in hint else "."


def _check_codes(table: str, tables: Tables, problems: Problems) -> None:
    items = [item for item in whole(tables, table) if hasattr(item.row, "code")]
    pattern, form = _CODE_PATTERNS.get(table, _PLAIN_CODE)
    for item in items:
        if not pattern.fullmatch(item.row.code):
            problems.add(item.place, f"khóa «code» phải là {form}, đang là «{item.row.code}».")
    for earlier, later in overlapping(items):
        if _identity(earlier.row) == _identity(later.row):
            problems.add(later.place, f"mã «{later.row.code}» đã dùng ở {earlier.place}.")


def _identity(row) -> tuple[str, str]:
    return row.code, getattr(row, "kind", "") if hasattr(row, "clock") else ""


def _check_look(tables: Tables, problems: Problems) -> None:
    for item in whole(tables, "look"):
        colours = {key: getattr(item.row, key) for key in ("brand", "brand_dark", "accent", "tint")}
        wrong = [key for key, colour in colours.items() if not is_hex(colour)]
        for key in wrong:
            problems.add(
                item.place, f"khóa «{key}» phải là màu viết như #0b4f8a, đang là «{colours[key]}»."
            )
        if wrong:
            continue
        for text, ground in (
            ("#ffffff", "brand"),
            ("#ffffff", "brand_dark"),
            (colours["brand"], "tint"),
        ):
            ratio = contrast(text, colours[ground])
            if ratio < MINIMUM_CONTRAST:
                problems.add(
                    item.place,
                    f"khóa «{ground}»: chữ màu {text} trên nền {colours[ground]} chỉ tương phản"
                    f" {ratio:.1f}:1, cần ít nhất {MINIMUM_CONTRAST}:1.",
                )


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
        elif value not in SETTING_CHOICES.get(code, (value,)):
            problems.add(
                item.place,
                f"khóa «value» có giá trị «{value}»; được dùng: {', '.join(SETTING_CHOICES[code])}.",
            )


def _check_sections(tables: Tables, problems: Problems) -> None:
    items = whole(tables, "section")
    for item in items:
        _check_slug(item, problems)
        if not _PAGE_TYPE.fullmatch(item.row.page_type):
            problems.add(
                item.place,
                "khóa «page_type» viết như «sections.NewsIndexPage»,"
                f" đang là «{item.row.page_type}».",
            )
    for earlier, later in overlapping(items):
        for key in ("slug", "order"):
            value = getattr(later.row, key)
            if earlier.row.code != later.row.code and getattr(earlier.row, key) == value:
                problems.add(later.place, f"khóa «{key}»: «{value}» đã dùng ở {earlier.place}.")


def _check_deadlines(tables: Tables, problems: Problems) -> None:
    sections = named(tables, "section")
    for item in [*whole(tables, "deadline"), *whole(tables, "frequency")]:
        for code in item.row.sections:
            if code not in sections:
                problems.add(
                    item.place, f"khóa «sections»: quy chế này không có chuyên mục «{code}»."
                )
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


def _check_choices(tables: Tables, problems: Problems) -> None:
    for table, key, known in (
        ("principle", "kind", PRINCIPLE_KINDS),
        ("royalty", "kind", ROYALTY_KINDS),
    ):
        for item in whole(tables, table):
            _check_choice(item, key, getattr(item.row, key), known, problems)
    for item in whole(tables, "role"):
        for right in item.row.rights:
            _check_choice(item, "rights", right, RIGHTS, problems)
        if item.row.rights and not item.row.account:
            problems.add(
                item.place, "khóa «rights»: vai trò không có tài khoản thì không có quyền."
            )


def _check_choice(
    item: Placed, key: str, value: str, known: tuple[str, ...], problems: Problems
) -> None:
    if value not in known:
        problems.add(
            item.place,
            f"khóa «{key}» có giá trị «{value}» không nằm trong danh sách{suggestion(value, known)}",
        )
