"""Which tables hold what a page shows: found from the models, so none is forgotten."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db import connection, models
from modelcluster.fields import ParentalKey
from wagtail.models import PageViewRestriction

from sections.base.models import BOOKKEEPING, BasePage


@dataclass(frozen=True, slots=True)
class Part:
    """A table whose rows belong to pages.

    `column` holds the page's id or, when `lookup` is not empty, the `$1` (as text) of that SQL
    expression which yields it. `always`: guarded for drafts too.
    """

    table: str
    column: str
    lookup: str = ""
    always: bool = False


def bookkeeping_columns() -> tuple[str, ...]:
    """The columns of the base page that change without a visitor seeing anything else."""
    fields = BasePage._meta.concrete_fields
    return tuple(sorted(field.column for field in fields if field.name in BOOKKEEPING))


def parts() -> list[Part]:
    """Page types, children by `ParentalKey`, many-to-many rows, view restrictions; by table.

    At any depth: the children of a child and the tables a child inherits count as well. Generic
    foreign keys are not followed.
    """
    through = _many_to_many_links()
    found = {}
    for model in apps.get_models(include_auto_created=True):
        for link in _links(model, through):
            way = _way(link, f"$1::{link.db_type(connection)}", through)
            if way is not None:
                direct = issubclass(link.remote_field.model, BasePage)
                found[model._meta.db_table, link.column] = Part(
                    table=model._meta.db_table,
                    column=link.column,
                    lookup="" if direct else way,
                    always=PageViewRestriction in {model, link.remote_field.model},
                )
    return [found[place] for place in sorted(found)]


def _many_to_many_links() -> dict[type[models.Model], list[models.ForeignKey]]:
    """By the model between the two sides: its key to the side that defines the relation."""
    links: dict[type[models.Model], list[models.ForeignKey]] = {}
    for model in apps.get_models():
        for field in model._meta.local_many_to_many:
            # taggit's manager poses as one; its rows are found by their own `ParentalKey`.
            if isinstance(field, models.ManyToManyField):
                through = field.remote_field.through
                links.setdefault(through, []).append(
                    through._meta.get_field(field.m2m_field_name())
                )
    return links


def _links(model, through) -> Iterator[models.ForeignKey]:
    """The keys by which a row of `model` may be a part of something."""
    if model._meta.proxy or not model._meta.managed:
        return
    for field in model._meta.local_fields:
        if isinstance(field, ParentalKey):
            if field.remote_field.get_accessor_name() not in BOOKKEEPING:
                yield field
        elif getattr(field.remote_field, "parent_link", False) or (
            model is PageViewRestriction and field.name == "page"
        ):
            yield field
    yield from through.get(model, ())


def _way(link, value: str, through, passed: frozenset = frozenset()) -> str | None:
    """SQL from `value`, the content of `link`, to the id of the page; None if there is no page."""
    owner = link.remote_field.model
    if issubclass(owner, BasePage):
        return value
    if owner in passed:
        return None
    quote = connection.ops.quote_name
    table, primary = quote(owner._meta.db_table), quote(owner._meta.pk.column)
    for further in _links(owner, through):
        above = f"(SELECT {quote(further.column)} FROM {table} WHERE {primary} = {value})"  # noqa: S608
        way = _way(further, above, through, passed | {owner})
        if way is not None:
            return way
    return None
