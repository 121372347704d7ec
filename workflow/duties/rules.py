"""Which deadlines of the rule book run on an item. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from workflow.regulations.book import Clock, Deadline, Measure, RuleBook, StartEvent

MEASURES = (Measure.SUPPLY, Measure.PUBLICATION, Measure.ANSWER)
EVENT_STARTS = frozenset({StartEvent.HAPPENED, StartEvent.ENDED, StartEvent.ISSUED})
ORDINARY_KINDS = ("event", "domestic", "own_field")
"""The kind of an item that names none: ordinary news, a question of the agency's own field."""


def section_codes_of(page_type: type, book: RuleBook) -> frozenset[str]:
    """The sections of `book` in which items of `page_type` live, by the type of their parent."""
    homes = {
        f"{parent._meta.app_label}.{parent.__name__}"
        for parent in page_type.clean_parent_page_models()
    }
    return frozenset(section.code for section in book.sections if section.page_type in homes)


def rules_of(
    book: RuleBook,
    section_codes: Iterable[str],
    deadline_kind: str,
    day: date | None = None,
    starts: Collection[StartEvent] = EVENT_STARTS,
) -> list[Deadline]:
    """The deadlines that run on an item of these sections.

    Only those in force on `day`, if one is given. `starts` are the start events whose time is known of the item. Rows without a kind run on
    every item. Where no row names the section, what the regulation asks of the whole site runs:
    an event is a change of what is to be told (QT-5.3).
    """
    codes = set(section_codes)
    rows = [
        row
        for row in book.deadlines
        if row.measure in MEASURES
        and row.clock != Clock.NONE
        and (day is None or row.is_valid_on(day))
    ]
    if not any(codes & set(row.sections) for row in book.deadlines):
        return [row for row in rows if not row.sections and row.start == StartEvent.CHANGED]
    of_section = [row for row in rows if codes & set(row.sections)]
    kind = _kind(of_section, deadline_kind)
    return [row for row in of_section if row.kind in ("", kind) and row.start in starts]


def _kind(rows: list[Deadline], wished: str) -> str:
    known = {row.kind for row in rows if row.kind}
    if not wished and len(known) == 1:
        return known.pop()
    return next((kind for kind in (wished, *ORDINARY_KINDS) if kind and kind in known), "")
