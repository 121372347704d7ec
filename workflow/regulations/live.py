"""Whether the sections of a regulation stand on its agency's site, told by the room that knows.

Pure Python. The page tree lies further down: its room sets `ask` when the apps are ready.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workflow.regulations.book import RuleBook

ABSENT, HIDDEN, EMPTY, FILLED = "absent", "hidden", "empty", "filled"

STATE_LABELS: Mapping[str, str] = {
    ABSENT: "chưa có trang",
    HIDDEN: "không công khai",
    EMPTY: "chưa có nội dung",
    FILLED: "có nội dung",
}


@dataclass(frozen=True, slots=True)
class SectionState:
    """How a section stands: `state` is a key of STATE_LABELS, `items` counts live items below."""

    code: str
    page_type: str
    address: str
    state: str
    items: int


Ask = Callable[[RuleBook], Mapping[str, SectionState] | None]

# One function, added by the room of the page tree: the states by section code, None before founding.
ASK: list[Ask] = []


def states_of(book: RuleBook) -> Mapping[str, SectionState] | None:
    """The state of each section of `book` by code; None when that cannot be known here."""
    return ASK[0](book) if ASK else None


def clauses_without_page(book: RuleBook, states: Mapping[str, SectionState]) -> list[str]:
    """The section clauses of `book` that no live page with content meets."""
    met: dict[str, bool] = {}
    for section in book.sections:
        filled = section.code in states and states[section.code].state == FILLED
        for clause in section.clauses:
            met[clause] = met.get(clause, False) or filled
    return [clause for clause, is_met in met.items() if not is_met]
