"""An act as the screens show it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from .delegation import Delegation
from .queries import effective_steps, giver_title
from .wording import period_words

ALL_SECTIONS = "mọi chuyên mục"


@dataclass(frozen=True, slots=True)
class Line:
    """One act in words; `is_idle` when it serves no step although it was not ended."""

    row: Delegation
    title: str
    state: Delegation.State
    giver_title: str
    period: str
    steps: str
    sections: str
    is_idle: bool


def line_of(row: Delegation, now: datetime) -> Line:
    """The line of `row` at `now`; asks nothing when `row` comes from `queries.equipped`."""
    serving = effective_steps(row)
    state = row.state(now)
    is_open = state in {Delegation.State.IN_FORCE, Delegation.State.COMING}
    kind = row.get_kind_display()
    return Line(
        row=row,
        title=f"{kind[:1].upper()}{kind[1:]} số {row.decision_number}",
        state=state,
        giver_title=giver_title(row),
        period=period_words(row.valid_from, row.valid_to),
        steps=steps_words(row),
        sections=sections_words(row),
        is_idle=is_open and not serving,
    )


def steps_words(row: Delegation) -> str:
    """The names of the steps; for an act about all steps those that it serves today."""
    if row.steps:
        return "; ".join(step.label for step in row.agency.book.steps if step.code in row.steps)
    names = "; ".join(step.label for step in effective_steps(row))
    return f"mọi bước được giao ({names})" if names else "mọi bước được giao"


def sections_words(row: Delegation) -> str:
    """The names of the sections."""
    if not row.sections:
        return ALL_SECTIONS
    return "; ".join(part.label for part in row.agency.book.sections if part.code in row.sections)
