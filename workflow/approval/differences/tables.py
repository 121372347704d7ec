"""What changed in a table that a page holds in one column: rows, and cells by their headings."""

import json

from sections.base.tables import Column, TableField

from . import found
from .change import ADDED, REMOVED, SAME
from .found import Found
from .pairing import Item, Pair, paired
from .words import LINE, Run, Word, whole, words_of

# As many new or dropped rows as this are told one by one; more stand together, a line for each.
ONE_BY_ONE = 20
# Rows are sought by likeness only while their number squared stays cheap.
_ALIKE_WITHIN = 200


def changes_of_table(field: TableField, before, after, label: str) -> list[Found]:
    """The rows added, dropped, moved, and the cells changed, in the order of the new table.

    Rows are the same by the column `key`, else by the first column, else by likeness.
    """
    old, new = _items(field, before or []), _items(field, after or [])
    if max(len(old), len(new)) > _ALIKE_WITHIN:
        for item in old:
            item.may_return = False
    pairs = paired(old, new)
    single = [pair for pair in pairs if pair.before is None or pair.after is None]
    together = len(single) > ONE_BY_ONE
    changes = _moved(label, [pair for pair in pairs if pair.moved])
    if together:
        changes += _together(field.columns, label, single)
    for pair in pairs:
        if pair.before and pair.after:
            changes += _cells(field, label, pair)
        elif not together:
            changes += found.of_whole(
                found.below(label, _name(field, pair.after or pair.before)),
                _whole_row(field, pair.before),
                _whole_row(field, pair.after),
            )
    return changes


def _whole_row(field: TableField, item: Item | None) -> list[Word]:
    """The filled cells of a row, each on a line behind its heading."""
    words: list[Word] = []
    for column in field.columns if item else ():
        cell = _words_of_cell(column, item.value)
        if cell:
            line = [*words_of(f"{column.heading}:"), *cell]
            words += [LINE, *line] if words else line
    return words


def _cells(field: TableField, label: str, pair: Pair) -> list[Found]:
    changes: list[Found] = []
    place = found.below(label, _name(field, pair.after))
    for column in field.columns:
        compare = found.of_text if column.kind in ("text", "long") else found.of_value
        changes += compare(
            found.below(place, column.heading),
            _words_of_cell(column, pair.before.value),
            _words_of_cell(column, pair.after.value),
        )
    return changes


def _moved(label: str, pairs: list[Pair]) -> list[Found]:
    """One row that moved is told by its places; a table in another order only by how many."""
    if len(pairs) == 1:
        (pair,) = pairs
        words = pair.after.words
        return [found.of_place(label, words, pair.before.position + 1, pair.after.position + 1)]
    told = words_of(f"{len(pairs)} dòng đổi chỗ trong bảng")
    return [Found(label, "moved", [Run(SAME, told)])] if pairs else []


def _together(columns: tuple[Column, ...], label: str, pairs: list[Pair]) -> list[Found]:
    """All dropped rows as one change, all new ones as another."""
    dropped = [pair.before for pair in pairs if pair.after is None]
    added = [pair.after for pair in pairs if pair.before is None]
    changes = []
    for mark, kind, items in ((REMOVED, "removed", dropped), (ADDED, "added", added)):
        lines: list[Word] = []
        for item in items:
            shown = " · ".join(filter(None, (_shown(column, item.value) for column in columns)))
            lines += [LINE, *words_of(shown.replace("\n", " "))]
        if items:
            place = found.below(label, f"{len(items)} dòng")
            changes.append(Found(place, kind, whole(mark, lines[1:])))
    return changes


def _items(field: TableField, rows: list[dict]) -> list[Item]:
    key = field.key or (field.columns[0].name if field.columns else "")

    def read(row: dict) -> list[Word]:
        # Without the headings: they would make every row like every other.
        return [word for column in field.columns for word in _words_of_cell(column, row)]

    return [
        Item(
            key=str(row.get(key) or ""),
            kind="row",
            content=json.dumps(row, sort_keys=True, ensure_ascii=False),
            position=at,
            value=row,
            read=read,
        )
        for at, row in enumerate(rows)
    ]


def _words_of_cell(column: Column, row: dict) -> list[Word]:
    return words_of(_shown(column, row))


def _shown(column: Column, row: dict) -> str:
    """The cell as it is read on the page; one that its column no longer allows, as it stands."""
    try:
        return column.written(row.get(column.name))
    except (TypeError, ValueError):
        return str(row.get(column.name))


def _name(field: TableField, item: Item) -> str:
    """The row's first filled cell, by which people know it."""
    cells = (_shown(column, item.value) for column in field.columns)
    return next((cell for cell in cells if cell), f"dòng {item.position + 1}")
