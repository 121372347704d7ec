"""What changed inside a StreamField: block by block, and inside a block part by part."""

import json
from functools import partial

from wagtail import blocks

from . import found
from .blocks import (
    child_block,
    children_of,
    is_text,
    label_of_block,
    words_of_block,
)
from .found import Found
from .pairing import Item, Pair, paired


def changes_of_block(block, before, after, label: str) -> list[Found]:
    """What changed between two values of the block, as the database holds them."""
    if before == after:
        return []
    if isinstance(block, blocks.BaseStreamBlock | blocks.ListBlock):
        return _changes_of_children(block, before, after, label)
    if isinstance(block, blocks.BaseStructBlock) and before and after:
        return [
            change
            for name, child in block.child_blocks.items()
            for change in changes_of_block(
                child,
                before.get(name),
                after.get(name),
                found.below(label, label_of_block(child)),
            )
        ]
    compare = found.of_text if is_text(block) else found.of_value
    return compare(label, words_of_block(block, before), words_of_block(block, after))


def without_ids(value):
    """A stream's value without the ids of its blocks, which say nothing to a visitor."""
    if isinstance(value, list):
        return [without_ids(row) for row in value]
    if isinstance(value, dict):
        is_block = {"type", "value"} <= value.keys()
        return {
            key: without_ids(row) for key, row in value.items() if not (is_block and key == "id")
        }
    return value


def _changes_of_children(block, before, after, label: str) -> list[Found]:
    changes: list[Found] = []
    for pair in paired(_items(block, before), _items(block, after)):
        changes += _changes_of_pair(block, pair, label)
    return changes


def _changes_of_pair(block, pair: Pair, label: str) -> list[Found]:
    item = pair.after or pair.before
    child = child_block(block, item.kind)
    place = found.below(label, _place(block, child, item))
    if pair.before is None:
        return found.of_whole(place, [], pair.after.words)
    if pair.after is None:
        return found.of_whole(place, pair.before.words, [])
    moved = [
        found.of_place(place, item.words, pair.before.position + 1, pair.after.position + 1)
        for _ in range(pair.moved)
    ]
    return [*moved, *changes_of_block(child, pair.before.value, pair.after.value, place)]


def _place(block, child, item: Item) -> str:
    name = label_of_block(child) if child is not None else item.kind
    if isinstance(block, blocks.ListBlock):
        return f"{name} {item.position + 1}"
    return f"khối {item.position + 1}, {name}"


def _items(block, value) -> list[Item]:
    return [
        Item(
            key=key,
            kind=kind,
            content=json.dumps(without_ids(row), sort_keys=True, ensure_ascii=False, default=str),
            position=at,
            value=row,
            read=partial(words_of_block, child_block(block, kind)),
        )
        for at, (key, kind, row) in enumerate(children_of(block, value))
    ]
