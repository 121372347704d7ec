"""What a page offers to site search unless its type says otherwise: plain words and numbers.

Only what the page shows: the record of who supplied an item and fields that nobody edits stay out.
"""

import re
from functools import cache

from django.db import models
from django.utils.encoding import force_str

_SHOWN_OF_EVERY_PAGE = ("byline", "source_name")
# Short fields of these names hold a number however it looks.
_NUMBERED_BY = ("number", "code")
# 12/2026/QĐ-UBND, 105/QĐ-STP, 12-NQ/TW, 43/2024/QH15.
_NUMBER = re.compile(
    r"(?<![\w/.-])\d{1,6}(?:/\d{4})?[/‐‑–—-](?=[A-ZĐ])\w+(?:[/.&‐‑–—-]\w+)*"  # noqa: RUF001
)


def text_of(page) -> str:
    """The words of `page` without markup, one part a line: summary, own fields, inline records.

    Inline records are those of the relations in `page.search_children`.
    """
    own = _own_fields(type(page))
    parts = [page.summary]
    parts += [part for field in own for part in _words(field, page)]
    for relation in page.search_children:
        for record in getattr(page, relation).all():
            fields = _text_fields(type(record), frozenset())
            parts += [part for field in fields for part in _words(field, record)]
    parts += [getattr(page, name) for name in _SHOWN_OF_EVERY_PAGE]
    return "\n".join(text for part in parts if (text := part.strip()))


def numbers_of(page) -> list[str]:
    """The page's own number or code, then those in its title and its other short fields."""
    short = [field for field in _own_fields(type(page)) if isinstance(field, models.CharField)]
    own = [part for field in short if field.name in _NUMBERED_BY for part in _words(field, page)]
    texts = [page.title, *(part for field in short for part in _words(field, page))]
    cited = [number for text in texts for number in _NUMBER.findall(text)]
    return list(dict.fromkeys([*own, *cited]))


@cache
def _own_fields(page_class) -> tuple[models.Field, ...]:
    """What the page type adds to the base page."""
    base = page_class._meta.get_field("summary").model
    fields = _text_fields(page_class, page_class.not_searched)
    return tuple(field for field in fields if field.model is not base)


@cache
def _text_fields(model, left_out: frozenset[str]) -> tuple[models.Field, ...]:
    fields = [field for field in model._meta.concrete_fields if field.name not in left_out]
    return tuple(field for field in fields if field.editable and _is_text(field))


def _is_text(field: models.Field) -> bool:
    if hasattr(field, "get_searchable_content"):
        return True
    kinds = (models.CharField, models.TextField)
    return isinstance(field, kinds) and not isinstance(field, models.URLField | models.SlugField)


def _words(field: models.Field, owner) -> list[str]:
    """The text of a field: what readers see of a choice, rich text and blocks without tags."""
    if field.choices:
        return [force_str(getattr(owner, f"get_{field.name}_display")())]
    value = field.value_from_object(owner)
    if not value:
        return []
    if hasattr(field, "get_searchable_content"):
        return field.get_searchable_content(value)
    return [force_str(value)]
