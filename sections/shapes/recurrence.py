"""The next of a kind that comes back: its period, its title, the frame without the content."""

from __future__ import annotations

import re

from sections.base.tables import Column
from sections.base.text import fold

_ROMAN = ("I", "II", "III", "IV")
# Columns of a row that say what is counted; what was counted is new each time.
_LABEL_KINDS = frozenset({"text", "choice"})
_NOT_LABELS = frozenset({"note", "change"})
# Where a table has both, the value of the last period is the previous one of the next.
_VALUE, _PREVIOUS = "value", "previous"


def following(number: int | None, year: int | None, largest: int | None) -> tuple:
    """The month or quarter (1 … `largest`) after this one, and its year; else the year after."""
    if largest and number:
        if number < largest:
            return number + 1, year
        return 1, year + 1 if year else None
    return number, year + 1 if year else None


def renamed(title: str, was: tuple, now: tuple, word: str = "") -> str:
    """`title` with the period (number, year) `was` put as `now`; `word`: «tháng», «quý» or "".

    «tháng 12/2026», «tháng 12 năm 2026», «Quý IV năm 2026», «tháng 09» are understood; a title
    that names no period stays as it is.
    """
    (old_number, old_year), (new_number, new_year) = was, now
    if word and old_number and new_number:
        title = re.sub(
            rf"(?i:({word}\s+)){_number(old_number, word)}(?!\w)",
            lambda found: found[1] + _written(found[0][len(found[1]) :], new_number),
            title,
        )
    if old_year and new_year:
        title = re.sub(rf"(?<!\d){old_year}(?!\d)", str(new_year), title)
    return title


def body_frame(body) -> list[tuple[str, object]]:
    """The headings of a body with an empty paragraph under each."""
    frame: list[tuple[str, object]] = []
    for block in body or ():
        if block.block_type == "heading":
            heading = {name: block.value.get(name) for name in ("text", "level")}
            frame += [("heading", heading), ("paragraph", "")]
    return frame


def rows_frame(rows: list[dict], columns: tuple[Column, ...]) -> list[dict]:
    """The rows with their labels; the numbers, dates and notes of the last time are left out."""
    names = {column.name for column in columns}
    return [_row_frame(row, columns, {_VALUE, _PREVIOUS} <= names) for row in rows or ()]


def _row_frame(row: dict, columns: tuple[Column, ...], has_previous: bool) -> dict:
    frame = {
        column.name: row.get(column.name, "")
        if column.kind in _LABEL_KINDS and column.name not in _NOT_LABELS
        else ""
        for column in columns
    }
    if has_previous:
        frame[_PREVIOUS] = row.get(_VALUE, "")
    return frame


def _number(number: int, word: str) -> str:
    """The pattern of a month's or quarter's number as people write it."""
    plain = rf"0?{number}"
    if fold(word) != "quy" or number > len(_ROMAN):
        return plain
    return rf"(?:{_ROMAN[number - 1]}|{plain})"


def _written(was: str, number: int) -> str:
    """`number` in the way in which `was` is written: Roman, with a leading nought, or plain."""
    if was.isalpha():
        return _ROMAN[number - 1]
    return f"{number:02d}" if was.startswith("0") and was != "0" else str(number)
