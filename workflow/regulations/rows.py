"""Questions about the decoded tables that several checks ask."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from workflow.regulations.shape import Placed, Tables


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
