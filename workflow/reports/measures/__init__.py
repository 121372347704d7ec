"""What reports count. Each number carries the address of its rows (`address`, `asked`)."""

from __future__ import annotations

from datetime import date
from typing import Any
from urllib.parse import urlencode

from . import cases, deadlines, items, record, visits
from .measure import AUTHOR, GROUND, LABEL, MONTH, SECTION, UNIT, Line, Measure

__all__ = ["Line", "Measure", "address", "asked"]

_MEASURES = {
    measure.code: measure
    for room in (items, deadlines, visits, cases, record)
    for measure in room.MEASURES
}
_WORDS = {
    "chuyen-muc": SECTION,
    "don-vi": UNIT,
    "nguoi": AUTHOR,
    "thang": MONTH,
    "thoi-han": LABEL,
    "ly-do": GROUND,
}
_WORD_OF = {by: word for word, by in _WORDS.items()}
_MEASURE = "so"
# What stands in the address for «none»: no unit, no author.
_NONE = "-"
_MAX_DIGITS = 15


def address(measure: Measure, by: str = "", value: Any = None) -> str:
    """The query string that names a number: of the whole period, or of one section, unit …"""
    words = {_MEASURE: measure.code}
    if by:
        words[_WORD_OF[by]] = _NONE if value is None else str(value)
    return urlencode(words)


def asked(query: dict[str, str]) -> tuple[Measure, dict[str, Any]] | None:
    """The measure and the values that `query` (a GET) names; None for anything unknown."""
    measure = _MEASURES.get(query.get(_MEASURE, ""))
    if measure is None:
        return None
    wanted = {}
    for word, by in _WORDS.items():
        if word not in query:
            continue
        if by not in measure.by:
            return None
        try:
            wanted[by] = _value(by, query[word])
        except ValueError:
            return None
    return measure, wanted


def _value(by: str, text: str) -> Any:
    if by in (UNIT, AUTHOR):
        return None if text == _NONE else int(text[:_MAX_DIGITS])
    return date.fromisoformat(text) if by == MONTH else text
