"""What changed among the rows that belong to a page: leaders, links, keywords."""

import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.text import capfirst
from taggit.models import ItemBase

from . import found
from .change import ADDED, REMOVED, SAME
from .found import Found
from .pairing import Item, paired
from .values import is_text, words_of_field
from .words import LINE, Run, Word, words_of

_NEVER_SHOWN = frozenset({"pk", "sort_order"})


def label_of_relation(page_class, relation) -> str:
    """The name of the rows: of the field that holds keywords, else of the row's model."""
    for field in page_class._meta.many_to_many:
        if getattr(field.remote_field, "through", None) is relation.related_model:
            return str(capfirst(field.verbose_name))
    return str(capfirst(relation.related_model._meta.verbose_name))


def changes_of_rows(relation, before: list[dict], after: list[dict], label: str) -> list[Found]:
    """What changed between the rows of the relation, as a revision holds them."""
    model = relation.related_model
    if issubclass(model, ItemBase):
        return _changes_of_keywords(model, before, after, label)
    fields = _shown_fields(relation)
    changes: list[Found] = []
    for pair in paired(_items(fields, before), _items(fields, after)):
        item = pair.after or pair.before
        place = found.below(label, _name(fields, item))
        if pair.before is None or pair.after is None:
            changes += found.of_whole(
                place,
                pair.before.words if pair.before else [],
                pair.after.words if pair.after else [],
            )
            continue
        if pair.moved:
            changes.append(
                found.of_place(place, [], pair.before.position + 1, pair.after.position + 1)
            )
        for field in fields:
            compare = found.of_text if is_text(field) else found.of_value
            changes += compare(
                found.below(place, capfirst(field.verbose_name)),
                words_of_field(field, pair.before.value.get(field.name)),
                words_of_field(field, pair.after.value.get(field.name)),
            )
    return changes


def _changes_of_keywords(model, before, after, label: str) -> list[Found]:
    field = model._meta.get_field("tag")
    old, new = ([row["tag"] for row in rows] for rows in (before, after))
    runs = [
        Run(mark, [word for pk in pks for word in words_of_field(field, pk)])
        for mark, pks in (
            (SAME, [pk for pk in new if pk in old]),
            (REMOVED, [pk for pk in old if pk not in new]),
            (ADDED, [pk for pk in new if pk not in old]),
        )
    ]
    runs = [Run(run.mark, _listed(run.words)) for run in runs if run.words]
    return [Found(label, "changed", runs)] if set(old) != set(new) else []


def _listed(words: list[Word]) -> list[Word]:
    return [part for word in words for part in (word, Word("·"))][:-1]


def _shown_fields(relation) -> list[models.Field]:
    return [
        field
        for field in relation.related_model._meta.concrete_fields
        if field.serialize
        and not field.primary_key
        and field is not relation.field
        and field.name not in _NEVER_SHOWN
    ]


def _items(fields, rows: list[dict]) -> list[Item]:
    ordered = sorted(rows, key=lambda row: row.get("sort_order") or 0)

    def read(row):
        return _words(fields, row)

    return [
        Item(
            key=str(row.get("pk") or ""),
            kind="row",
            content=json.dumps(
                [row.get(field.name) for field in fields], cls=DjangoJSONEncoder, ensure_ascii=False
            ),
            position=at,
            value=row,
            read=read,
            may_return=not row.get("pk"),
        )
        for at, row in enumerate(ordered)
    ]


def _words(fields, row: dict) -> list[Word]:
    words: list[Word] = []
    for field in fields:
        value = words_of_field(field, row.get(field.name))
        if value:
            line = [*words_of(f"{capfirst(field.verbose_name)}:"), *value]
            words += [LINE, *line] if words else line
    return words


def _name(fields, item: Item) -> str:
    """The row's first filled text, by which people know it."""
    texts = (item.value.get(field.name) for field in fields if is_text(field))
    return next((str(text) for text in texts if text), f"dòng {item.position + 1}")
