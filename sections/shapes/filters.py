"""What a reader narrows a list by; each filter is one parameter of the list's address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.db.models.functions import ExtractYear

from sections.base.text import fold, sort_key

from .years import NEWEST, years_of_newest


@dataclass(frozen=True, slots=True)
class Option:
    """A value that can be chosen, as the address and as the reader see it."""

    value: str
    label: str


@dataclass(frozen=True, slots=True)
class Filter:
    """Narrows items to one value of `lookup`; its options are the values in use (one query)."""

    name: str
    label: str
    lookup: str

    def options(self, items: QuerySet) -> list[Option]:
        """The values that the live items have, in Vietnamese order."""
        values = items.order_by().values_list(self.lookup, flat=True).distinct()
        found = sorted({str(value) for value in values if value not in (None, "")}, key=sort_key)
        return [Option(value, value) for value in found]

    def apply(self, items: QuerySet, value: str) -> QuerySet:
        """The items with `value`."""
        return items.filter(**{self.lookup: value})


@dataclass(frozen=True, slots=True)
class ChoiceFilter(Filter):
    """Narrows by a field with choices; all of them are offered, without a query."""

    choices: Iterable[tuple[str, str]] = ()

    def options(self, items: QuerySet) -> list[Option]:
        """Every choice, in its own order."""
        return [Option(str(value), str(label)) for value, label in self.choices]


@dataclass(frozen=True, slots=True)
class YearFilter(Filter):
    """Narrows by the year of a date, the newest first."""

    name: str = "nam"
    label: str = "Năm"
    lookup: str = NEWEST

    def options(self, items: QuerySet) -> list[Option]:
        """The years in use."""
        if self.lookup == NEWEST:
            found = years_of_newest(items)
        else:
            years = items.order_by().annotate(year=ExtractYear(self.lookup)).values_list("year")
            found = sorted({year for (year,) in years.distinct() if year}, reverse=True)
        return [Option(str(year), f"Năm {year}") for year in found]

    def apply(self, items: QuerySet, value: str) -> QuerySet:
        """The items of the year."""
        return items.filter(**{f"{self.lookup}__year": int(value)})


@dataclass(frozen=True, slots=True)
class NumberFilter(Filter):
    """Narrows by a whole number such as a year or level; the largest first."""

    def options(self, items: QuerySet) -> list[Option]:
        """The numbers in use."""
        values = items.order_by().values_list(self.lookup, flat=True).distinct()
        found = sorted({value for value in values if value is not None}, reverse=True)
        return [Option(str(value), str(value)) for value in found]


@dataclass(frozen=True, slots=True)
class Choice:
    """A filter with its options and what the reader chose ("" for all)."""

    filter: Filter
    options: list[Option]
    value: str

    @property
    def chosen(self) -> Option | None:
        """The chosen option."""
        return next((option for option in self.options if option.value == self.value), None)


def chosen_of(
    filters: Iterable[Filter], options_of: Callable[[Filter], list[Option]], parameters
) -> list[Choice]:
    """Each filter with options and chosen value; a value that is no option counts as none."""
    found = []
    for row in filters:
        options = options_of(row)
        wanted = parameters.get(row.name, "")
        known = any(option.value == wanted for option in options)
        found.append(Choice(row, options, wanted if known else ""))
    return found


def with_words(items: QuerySet, query: str) -> QuerySet:
    """The items whose title or summary has every word of `query`; accents make no difference."""
    condition = Q()
    for word in fold(query).split()[:12]:
        condition &= Q(folded__contains=f" {word}")
    return items.filter(condition)
