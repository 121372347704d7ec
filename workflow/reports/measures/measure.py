"""A measure: rows of one kind in a period, counted by something and listed for whoever looks.

The number and the list behind it come from the same query, so a number always has its rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, DateField, QuerySet, Subquery, Sum, Value
from django.db.models.functions import Coalesce, TruncMonth

from workflow.agencies.models import Agency
from workflow.calendar.clock import TIME_ZONE
from workflow.reports.periods import Period

# By what numbers are broken down: annotations of the rows, or columns of their own.
SECTION, UNIT, AUTHOR, MONTH = "of_section", "of_unit", "of_author", "of_month"
LABEL, GROUND = "label", "ground"


@dataclass(frozen=True, slots=True)
class Line:
    """A row behind a number, in words; `number` where rows are summed, not counted."""

    when: str
    title: str
    detail: str = ""
    url: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. `rows` gives the rows of a period with the annotations of `by`.

    `total` names the column that is summed; without it the rows are counted. `line` puts a row
    into words. `right` is what a person needs to see the rows, beside the report itself.
    """

    code: str
    label: str
    by: frozenset[str]
    rows: Callable[[Agency, Period], QuerySet]
    line: Callable[[Any], Line]
    total: str = ""
    right: str = ""

    @property
    def number(self):
        """The aggregate over rows."""
        return Coalesce(Sum(self.total), Value(0)) if self.total else Count("pk")

    def count(self, agency: Agency, period: Period) -> int:
        """The number of the whole period (one query)."""
        return self.rows(agency, period).order_by().aggregate(number=self.number)["number"]

    def count_by(self, by: str, agency: Agency, period: Period) -> dict[Any, int]:
        """The numbers by section, unit … (one query); only what has rows."""
        rows = self.rows(agency, period).order_by().values(by).annotate(number=self.number)
        return {row[by]: row["number"] for row in rows}

    def listed(self, agency: Agency, period: Period, wanted: dict[str, Any]) -> QuerySet:
        """The rows behind a number, oldest first."""
        rows = self.rows(agency, period)
        for name, value in wanted.items():
            rows = rows.filter(**({f"{name}__isnull": True} if value is None else {name: value}))
        return rows


def month_of(column: str):
    """The first day of the local month of a moment."""
    return TruncMonth(column, tzinfo=TIME_ZONE, output_field=DateField())


def of_page(pages: QuerySet) -> dict[str, Any]:
    """Section, unit and author of the page that a row names; `pages` is tied to the row."""
    return {
        SECTION: Coalesce(Subquery(pages.values("section_code")[:1]), Value("")),
        UNIT: Subquery(pages.values("unit_id")[:1]),
        AUTHOR: Subquery(pages.values("owner_id")[:1]),
    }
