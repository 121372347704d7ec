"""Tables of a report as JSON values, with the same numbers of the period before.

A table is {"title", "note", "head", "rows", "total"}; a row {"label", "cells"}; a cell is a number
{"n", "before", "rows"} — `rows` the address of what was counted — or words {"text"}.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from site_home.visits.queries import HOME
from workflow.agencies.models import Agency, Unit, User
from workflow.regulations.book import RuleBook
from workflow.reports.measures import Measure, address
from workflow.reports.measures.measure import AUTHOR, GROUND, LABEL, MONTH, SECTION, UNIT
from workflow.reports.periods import Period

NO_UNIT = "Không ghi đơn vị"
NO_AUTHOR = "Không ghi người viết"
GONE = "Đã xóa"
_HEADS = {
    SECTION: "Chuyên mục",
    UNIT: "Đơn vị",
    AUTHOR: "Người viết",
    MONTH: "Tháng",
    LABEL: "Thời hạn",
    GROUND: "Lý do",
}


@dataclass
class Counting:
    """The numbers of one agency in one period, each asked for once."""

    agency: Agency
    period: Period

    def __post_init__(self):
        self._known: dict[tuple, dict[Any, int]] = {}

    @cached_property
    def book(self) -> RuleBook:
        """The rule book."""
        return self.agency.book

    @cached_property
    def units(self) -> list[Unit]:
        """The units that there were in the period, in their order."""
        rows = Unit.objects.filter(agency=self.agency).order_by("order", "name")
        period = self.period
        return [
            unit
            for unit in rows
            if (unit.valid_from is None or unit.valid_from <= period.last)
            and (unit.valid_to is None or unit.valid_to >= period.first)
        ]

    def by(self, measure: Measure, by: str, period: Period) -> dict[Any, int]:
        """The numbers of `measure` by `by` in `period`."""
        key = (measure.code, by, period)
        if key not in self._known:
            self._known[key] = measure.count_by(by, self.agency, period)
        return self._known[key]

    def number(self, measure: Measure, by: str, value: Any) -> dict:
        """The cell of one section, unit …; a month has none to stand beside."""
        now, before = self._both(measure, by)
        return {
            "n": now.get(value, 0),
            "before": None if by == MONTH else before.get(value, 0),
            "rows": address(measure, by, value),
        }

    def total(self, measure: Measure) -> dict:
        """The cell of the whole period."""
        before = self.period.before()
        return {
            "n": sum(self._whole(measure, self.period)),
            "before": sum(self._whole(measure, before)),
            "rows": address(measure),
        }

    def has_any(self, measures: Iterable[Measure], by: str) -> set:
        """The sections, units … that have a number in this period or the one before."""
        return {key for measure in measures for found in self._both(measure, by) for key in found}

    def _both(self, measure: Measure, by: str) -> tuple[dict, dict]:
        now = self.by(measure, by, self.period)
        # Months of two periods are not the same months.
        return now, {} if by == MONTH else self.by(measure, by, self.period.before())

    def _whole(self, measure: Measure, period: Period) -> Iterable[int]:
        known = next(
            (found for key, found in self._known.items() if key[::2] == (measure.code, period)),
            None,
        )
        return (known or self.by(measure, MONTH, period)).values()


def table(
    title: str, head: Sequence[str], rows: list[dict], total: list | None = None, note: str = ""
) -> dict:
    """A table; `head` names the first column and then each number."""
    return {"title": title, "note": note, "head": list(head), "rows": rows, "total": total}


def by_key(
    counting: Counting,
    title: str,
    by: str,
    labels: dict[Any, str],
    measures: Sequence[Measure],
    *,
    always: bool = False,
    only: Collection | None = None,
    note: str = "",
) -> dict:
    """A line for each of `labels` (those with numbers only, unless `always`), and the sum.

    With `only`, lines for these alone and no sum.
    """
    found = counting.has_any(measures, by)
    keys = [key for key in labels if always or key in found]
    keys += sorted(found - set(labels), key=str)
    if only is not None:
        keys = [key for key in keys if key in only]
    rows = [
        {
            "label": labels.get(key) or _unknown(by, key),
            "cells": [counting.number(measure, by, key) for measure in measures],
        }
        for key in keys
    ]
    total = [counting.total(measure) for measure in measures] if only is None else None
    return table(title, [_HEADS[by], *(measure.label for measure in measures)], rows, total, note)


def by_section(counting: Counting, title: str, measures: Sequence[Measure], **options) -> dict:
    """A line for each section."""
    return by_key(counting, title, SECTION, section_labels(counting), measures, **options)


def section_labels(counting: Counting) -> dict[str, str]:
    """The sections that the site had at the end of the period, in the regulation's order."""
    day = counting.period.last
    rows = [row for row in counting.book.sections if row.on and row.is_valid_on(day)]
    return {row.code: row.label for row in sorted(rows, key=lambda row: row.order)}


def by_unit(counting: Counting, title: str, measures: Sequence[Measure], **options) -> dict:
    """A line for each unit, those without a number too."""
    labels = {unit.pk: unit.name for unit in counting.units}
    return by_key(counting, title, UNIT, labels, measures, always=True, **options)


def by_author(counting: Counting, title: str, measures: Sequence[Measure]) -> dict:
    """A line for each person who wrote, most first."""
    found = counting.has_any(measures, AUTHOR)
    numbers = counting.by(measures[0], AUTHOR, counting.period)
    people = User.objects.in_bulk([key for key in found if key is not None])
    order = sorted(found, key=lambda key: (-numbers.get(key, 0), str(key)))
    labels = {
        key: people[key].get_full_name() if key in people else _unknown(AUTHOR, key)
        for key in order
    }
    return by_key(counting, title, AUTHOR, labels, measures)


def by_month(counting: Counting, title: str, measures: Sequence[Measure]) -> dict:
    """A line for each month of the period."""
    labels = {month: f"Tháng {month:%m/%Y}" for month in counting.period.months()}
    return by_key(counting, title, MONTH, labels, measures, always=True)


def whole(counting: Counting, title: str, measures: Sequence[Measure], note: str = "") -> dict:
    """A line for each measure, with its number of the whole period."""
    rows = [{"label": row.label, "cells": [counting.total(row)]} for row in measures]
    return table(title, ["Nội dung", "Số lượng"], rows, note=note)


def _unknown(by: str, key: Any) -> str:
    if by == SECTION:
        return key or HOME
    if by == UNIT:
        return NO_UNIT if key is None else _name(Unit, key)
    if by == AUTHOR:
        return NO_AUTHOR if key is None else GONE
    return str(key) or "Không ghi"


def _name(model, key) -> str:
    row = model.objects.filter(pk=key).first()
    return str(row) if row else GONE
