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

    @property
    def shown(self) -> list[tuple[str, int]]:
        """The options, the chosen one among them even where nothing is left for it."""
        if self.value and self.value not in dict(self.options):
            return [*self.options, (self.value, 0)]
        return self.options


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
    # Known before the words narrow: a choice that leaves nothing says so instead of being dropped.
    known = {name: {str(row.get(name, "")) for row in rows} - {""} for name in facet_names}
    if words:
        rows = [row for row in rows if _has_words(row, words)]
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
        found.sort(key=lambda row: _place_of(row.get(order, "")))
    return found, facets


def _place_of(value) -> tuple:
    """Numbers by size before texts by the alphabet; what is empty comes last."""
    if isinstance(value, int | float):
        return (0, value, "")
    return (1, 0, sort_key(value)) if value else (2, 0, "")


def _has_words(row: dict, words: list[str]) -> bool:
    text = f" {fold(' '.join(str(cell) for cell in row.values()))}"
    return all(word in text for word in words)


def _having(rows: list[dict], chosen: dict[str, str]) -> list[dict]:
    return [
        row
        for row in rows
        if all(str(row.get(name, "")) == value for name, value in chosen.items())
    ]
