"""The figures of a report as the page and the files show them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sections.base.charts import number as in_words

from .models import PeriodReport

TOTAL = "Cộng"
# In the address of the rows: those of the period before.
BEFORE = "ky"
BEFORE_VALUE = "truoc"


@dataclass(frozen=True, slots=True)
class Cell:
    """A number with the way to its rows, and the same of the period before; or words."""

    text: str
    n: int | None = None
    before: int | None = None
    url: str = ""
    before_url: str = ""

    @property
    def before_text(self) -> str:
        """«1.234» of the period before; "" where there is nothing to compare."""
        return "" if self.before is None else in_words(self.before)

    @property
    def change(self) -> str:
        """«+3», «-2», «không đổi»; "" where there is nothing to compare, or nothing at all."""
        if self.before is None or self.n is None or self.before == self.n == 0:
            return ""
        more = self.n - self.before
        if more == 0:
            return "không đổi"
        return f"{'+' if more > 0 else '-'}{in_words(abs(more))}"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table."""

    label: str
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; `total` is None where a sum would say nothing."""

    number: int
    title: str
    note: str
    head: list[str]
    rows: list[Row]
    total: Row | None

    def lines(self) -> Iterator[Row]:
        """The rows, and the sum below them."""
        yield from self.rows
        if self.total is not None:
            yield self.total


@dataclass(frozen=True, slots=True)
class Shown:
    """The figures with their words."""

    counted_at: datetime | None
    before: str
    note: str
    tables: list[Table]


def shown(report: PeriodReport) -> Shown:
    """The figures of `report`; asks the database nothing."""
    figures = report.figures
    counted = figures.get("counted_at")
    rows_url = reverse("reports:rows", args=[report.pk])
    return Shown(
        counted_at=datetime.fromisoformat(counted) if counted else None,
        before=figures.get("before", ""),
        note=figures.get("note", ""),
        tables=[
            _table(number, row, rows_url)
            for number, row in enumerate(figures.get("tables", []), start=1)
        ],
    )


def _table(number: int, table: dict, rows_url: str) -> Table:
    total = table.get("total")
    return Table(
        number=number,
        title=table["title"],
        note=table.get("note", ""),
        head=table["head"],
        rows=[
            Row(row["label"], [_cell(cell, rows_url) for cell in row["cells"]])
            for row in table["rows"]
        ],
        total=Row(TOTAL, [_cell(cell, rows_url) for cell in total]) if total else None,
    )


def _cell(cell: dict, rows_url: str) -> Cell:
    if "n" not in cell:
        return Cell(cell["text"])
    url = f"{rows_url}?{cell['rows']}"
    return Cell(
        text=in_words(cell["n"]),
        n=cell["n"],
        before=cell["before"],
        url=url,
        before_url="" if cell["before"] is None else f"{url}&{BEFORE}={BEFORE_VALUE}",
    )
