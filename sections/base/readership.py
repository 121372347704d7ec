"""Which pages every reader may see: lists, menus, feeds and search show no others."""

from functools import cache

from django.db.models import Exists, OuterRef, QuerySet
from django.db.models.expressions import NegatedExpression
from django.db.models.functions import Length, Substr
from wagtail.models import PageViewRestriction


def for_everyone(pages: QuerySet) -> QuerySet:
    """The live ones of `pages` that no restriction, of theirs or of a page above, closes.

    Within the same query, unlike Wagtail's `public()`. Who has signed in finds no more: public
    pages are the same bytes for every reader.
    """
    return pages.filter(_open(), live=True)


@cache
def _open() -> NegatedExpression:
    """No restriction stands on the page or above it; built once, copied into each query."""
    closed = PageViewRestriction.objects.filter(
        page__path=Substr(OuterRef("path"), 1, Length("page__path"))
    )
    return ~Exists(closed)
