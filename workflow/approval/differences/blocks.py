"""The blocks of a StreamField as words, whatever they are made of."""

import json

from django.utils.text import capfirst
from wagtail import blocks
from wagtail.contrib.typed_table_block.blocks import BaseTypedTableBlock

from .richtext import ref_to, words_of_html
from .values import label_of, moment_text
from .words import LINE, Word, words_of


def label_of_block(block) -> str:
    """The name of a kind of block."""
    return str(capfirst(block.label or block.name or "mục"))


def children_of(block, value) -> list[tuple[str, str, object]]:
    """(id, type, value) of each block inside a stream or list, as the database holds them."""
    rows = value or []
    if isinstance(block, blocks.ListBlock):
        return [
            (row.get("id") or "", "item", row["value"])
            if isinstance(row, dict) and row.get("type") == "item" and "value" in row
            else ("", "item", row)
            for row in rows
        ]
    return [(row.get("id") or "", row["type"], row["value"]) for row in rows]


def child_block(block, kind: str):
    """The definition of a child of the type `kind`; None if it has been dropped since."""
    if isinstance(block, blocks.ListBlock):
        return block.child_block
    return block.child_blocks.get(kind)


def words_of_block(block, value) -> list[Word]:
    """All that a visitor reads of a block; `value` is what the database holds."""
    if isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        lines = [
            words_of_block(child_block(block, kind), item)
            for _key, kind, item in children_of(block, value)
        ]
        return _lines(lines)
    if isinstance(block, blocks.BaseStructBlock):
        return _struct(block, value or {})
    if isinstance(block, BaseTypedTableBlock):
        return _table(block, value or {})
    return _leaf(block, value)


def is_text(block) -> bool:
    """Whether the change of a block's value is read word by word."""
    return not isinstance(
        block,
        blocks.ChooserBlock
        | blocks.ChoiceBlock
        | blocks.MultipleChoiceBlock
        | blocks.BooleanBlock
        | blocks.DateBlock
        | blocks.DateTimeBlock,
    )


def _leaf(block, value) -> list[Word]:
    """The words of a block without blocks inside."""
    if value is None or value in ("", [], {}):
        return []
    read = next((read for kind, read in _READERS if isinstance(block, kind)), _anything)
    return read(block, value)


def _choice(block, value) -> list[Word]:
    choices = _flat(block.field.choices)
    chosen = value if isinstance(value, list) else [value]
    return words_of(", ".join(label_of(choices, item) for item in chosen))


def _anything(_block, value) -> list[Word]:
    """All of a value whose block is of another package, or whose definition is gone."""
    nested = isinstance(value, dict | list)
    return words_of(json.dumps(value, ensure_ascii=False) if nested else value)


_READERS = (
    (blocks.RichTextBlock, lambda _block, value: words_of_html(value)),
    (blocks.ChooserBlock, lambda block, value: [Word("{}", ref=ref_to(block.model_class, value))]),
    ((blocks.ChoiceBlock, blocks.MultipleChoiceBlock), _choice),
    (blocks.BooleanBlock, lambda _block, value: words_of("có" if value else "không")),
    ((blocks.DateBlock, blocks.DateTimeBlock), lambda _block, value: words_of(moment_text(value))),
)


def _struct(block, value: dict) -> list[Word]:
    shown = [
        (child, words)
        for name, child in block.child_blocks.items()
        if (words := words_of_block(child, value.get(name)))
    ]
    if len(block.child_blocks) == 1:
        return _lines([words for _child, words in shown])
    return _lines(
        [[*words_of(f"{label_of_block(child)}:"), *words] for child, words in shown]
    )  # fmt: skip


def _table(block, value: dict) -> list[Word]:
    columns = value.get("columns") or []
    lines = [words_of(value.get("caption"))]
    lines.append(_cells([words_of(column.get("heading")) for column in columns]))
    for row in value.get("rows") or []:
        cells = [
            words_of_block(block.child_blocks.get(column.get("type")), cell)
            for column, cell in zip(columns, row["values"], strict=False)
        ]
        lines.append(_cells(cells))
    return _lines(lines)


def _cells(cells: list[list[Word]]) -> list[Word]:
    return [word for cell in cells for word in (*cell, Word("|"))][:-1]


def _lines(parts: list[list[Word]]) -> list[Word]:
    """The parts, each on lines of its own."""
    words: list[Word] = []
    for part in parts:
        if part:
            words += [LINE, *part] if words else part
    return words


def _flat(choices) -> list[tuple]:
    return [
        pair
        for key, label in choices
        for pair in (label if isinstance(label, list | tuple) else [(key, label)])
    ]
