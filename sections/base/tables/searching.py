"""Search and facets over the rows of a table, in memory."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from sections.base.text import fold, sort_key


@dataclass(frozen=True, slots=True)
class Facet:
    """Values of a column with the number of rows that the other choices leave for each."""

    name: str
    label: str
    options: list[tuple[str, int]]
    value: str


def search_rows(
    rows: Iterable[dict], columns, facet_names: Iterable[str], parameters, *, order: str = ""
) -> tuple[list[dict], list[Facet]]:
    """The rows that `parameters` (`q` and the names of facets) leave, and the facets.

    Every word of `q` must begin a word of the row; accents make no difference. An unknown facet
    value counts as none. Sorted by the column `order` as the Vietnamese alphabet has it.
    """
    by_name = {column.name: column for column in columns}
    words = [f" {word}" for word in fold(str(parameters.get("q", ""))[:200]).split()[:12]]
    rows = list(rows)
    if words:
        rows = [row for row in rows if _has_words(row, words)]
    known = {name: {str(row.get(name, "")) for row in rows} - {""} for name in facet_names}
    chosen = {
        name: value
        for name in facet_names
        if (value := str(parameters.get(name, ""))) and value in known[name]
    }
    facets = []
    for name in facet_names:
        others = {other: value for other, value in chosen.items() if other != name}
        counts = Counter(str(row[name]) for row in _having(rows, others) if row.get(name))
        options = sorted(counts.items(), key=lambda pair: sort_key(pair[0]))
        facets.append(Facet(name, by_name[name].label, options, chosen.get(name, "")))
    found = _having(rows, chosen)
    if order:
        found.sort(key=lambda row: sort_key(str(row.get(order, ""))))
    return found, facets


def _has_words(row: dict, words: list[str]) -> bool:
    text = f" {fold(' '.join(str(cell) for cell in row.values()))}"
    return all(word in text for word in words)


def _having(rows: list[dict], chosen: dict[str, str]) -> list[dict]:
    return [
        row
        for row in rows
        if all(str(row.get(name, "")) == value for name, value in chosen.items())
    ]
