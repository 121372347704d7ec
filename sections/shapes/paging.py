"""Pages of long lists: what counts or sorts all of it is done once until the site changes.

A database counts and skips rows one by one. Asked at each reading, the pages of a section would
become slower with each item; asked once per epoch (`site_home.delivery`), they do not.
"""

from array import array
from collections.abc import Callable
from typing import TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.utils.functional import cached_property

from site_home.delivery.memory import remembered
from site_home.delivery.sites import site_at

# From here on it is quicker to know the order than to skip the rows before a page.
DEEP = 1_000

T = TypeVar("T")


def kept(page, name: str, make: Callable[[], T]) -> T:
    """What `make()` returns about the section page `page`, until its site changes.

    Readers share the result: nobody may change it.
    """
    site = site_at(page.path) if page.live and page.pk else None
    return make() if site is None else remembered(site, f"{name} {page.pk}", make)


class PagesOfAll(Paginator):
    """Pages of everything that a section lists, in its own order."""

    def __init__(self, section, items: QuerySet, per_page: int):
        super().__init__(items, per_page)
        self._section = section

    @cached_property
    def count(self) -> int:
        """How many items there are."""
        return kept(self._section, "count", self.object_list.count)

    def page(self, number) -> Page:
        """The page `number`; a deep one by its items' keys."""
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        if first < DEEP:
            return super().page(number)
        keys = kept(self._section, "order", self._keys)[first : first + self.per_page]
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)

    def _keys(self) -> array:
        """Eight bytes for each item."""
        items = self.object_list.prefetch_related(None)
        return array("q", items.values_list("pk", flat=True).iterator(5_000))


class PagesOfChosen(Paginator):
    """Pages of what a reader chose by one filter of a list; `asked` names the choice.

    There are as many such choices as options, so that what is kept of them stays small.
    """

    def __init__(self, section, items: QuerySet, per_page: int, asked: str):
        super().__init__(items, per_page)
        self._section, self._asked = section, asked

    @cached_property
    def count(self) -> int:
        """How many items there are."""
        return kept(self._section, f"count {self._asked}", self.object_list.count)


class PagesByMonth(Paginator):
    """Pages of items, the newest first, where it is known how many each month has.

    `months` are dictionaries with `count` and `ends`, the moment at which the month is over, the
    newest first.
    """

    def __init__(self, items: QuerySet, per_page: int, months: list[dict]):
        super().__init__(items, per_page)
        self._months = months

    @cached_property
    def count(self) -> int:
        """The sum of the months."""
        return sum(month["count"] for month in self._months)

    def page(self, number) -> Page:
        """The page `number`: the months before it are passed over by their dates."""
        number = self.validate_number(number)
        left = (number - 1) * self.per_page
        items = self.object_list
        for month in self._months:
            if left < month["count"]:
                items = items.filter(first_published_at__lt=month["ends"])
                break
            left -= month["count"]
        return self._get_page(items[left : left + self.per_page], number, self)
