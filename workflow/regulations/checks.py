"""Checks of the rows of one rule book: clauses, dates, codes, words, colours, sections."""

from __future__ import annotations

import re
from collections.abc import Mapping

from workflow.regulations.clauses import Clause
from workflow.regulations.contrast import MINIMUM_CONTRAST, contrast, is_hex
from workflow.regulations.problems import Problems, suggestion
from workflow.regulations.rows import overlapping, whole
from workflow.regulations.shape import ROW_TABLES, Placed, Tables
from workflow.regulations.vocabulary import (
    ATTRIBUTION_FIELDS,
    ATTRIBUTION_TARGETS,
    BASES,
    PERIODS,
    PRINCIPLE_KINDS,
    RIGHTS,
    ROYALTY_KINDS,
    UPKEEP_SUBJECTS,
    WITHOUT_PERIOD,
)

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


def check_rows(tables: Tables, clauses: Mapping[str, Clause], problems: Problems) -> None:
    """Add every defect of single rows, and of rows of one table together, to `problems`."""
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
    _check_sections(tables, problems)
    _check_words(tables, problems)


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


def _check_words(tables: Tables, problems: Problems) -> None:
    for table, key, known in (
        ("principle", "kind", PRINCIPLE_KINDS),
        ("royalty", "kind", ROYALTY_KINDS),
        ("attribution", "applies_to", ATTRIBUTION_TARGETS),
        ("attribution", "requires", ATTRIBUTION_FIELDS),
        ("role", "rights", RIGHTS),
        ("upkeep", "of", UPKEEP_SUBJECTS),
        ("frequency", "per", PERIODS),
        *((table, "per", (*PERIODS, *WITHOUT_PERIOD)) for table in ("quota", "report", "backup")),
        *((table, "per", (*PERIODS, "")) for table in ("principle", "royalty")),
    ):
        for item in whole(tables, table):
            _check_word(item, key, known, problems)
    for item in whole(tables, "role"):
        if item.row.rights and not item.row.account:
            problems.add(
                item.place, "khóa «rights»: vai trò không có tài khoản thì không có quyền."
            )


def _check_word(item: Placed, key: str, known: tuple[str, ...], problems: Problems) -> None:
    value = getattr(item.row, key)
    for word in (value,) if isinstance(value, str) else value:
        if word not in known:
            problems.add(
                item.place,
                f"khóa «{key}» có giá trị «{word}» không nằm trong danh sách"
                f"{suggestion(word, known)}",
            )
