"""First filling of the working calendar: the package `holidays` and what was announced.

The package computes the days of the Labour Code 2019 (art. 112), lunar ones and days in lieu
included, and lists the moved working days it knows; which five days of Tết and which second day
of National Day are off is announced each year. So computed days are marked, officers edit them,
and `announced.toml` turns a computed year into an announced one.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import holidays
from django.db import transaction

from .models import CalendarYear, Holiday

ANNOUNCED = Path(__file__).parent / "announced.toml"
LABOUR_CODE = "Bộ luật Lao động 2019, Điều 112"
COMPUTED = f"{LABOUR_CODE} (ngày tính trước, chờ thông báo)"
MOVED_IN = "Ngày làm bù"
DAY_OFF_FOR = "Ngày nghỉ (làm bù ngày {worked:%d/%m/%Y})"
WORKED_FOR = "Ngày làm bù cho ngày {off:%d/%m/%Y}"
YEARS_AHEAD = 2


@dataclass(frozen=True, slots=True)
class Filled:
    """What filling a year did; `is_kept` when the year was already as good as known."""

    year: int
    is_announced: bool
    is_kept: bool
    added: int = 0


def fill_ahead(today: date) -> list[Filled]:
    """Fill last year to two years ahead of `today`: what open and coming deadlines can reach."""
    return fill_years(range(today.year - 1, today.year + YEARS_AHEAD + 1))


@transaction.atomic
def fill_years(years: Iterable[int]) -> list[Filled]:
    """Fill each year that is not filled yet, or that has been announced since it was computed.

    Idempotent. Rows that a person wrote or changed are never touched, nor does a row that a
    person deleted come back, unless the year's announcement arrives.
    """
    return [_fill(year) for year in sorted(set(years))]


@transaction.atomic
def confirm(year: int, basis: str) -> int:
    """Take the computed days of `year` as announced by the document `basis`; how many they were.

    What a person wrote keeps its own document. Each day is saved, so that the record names it.
    """
    CalendarYear.objects.select_for_update().filter(year=year).first()
    rows = list(Holiday.objects.filter(is_computed=True, day__year=year))
    for row in rows:
        row.basis, row.is_computed = basis, False
        row.save()
    for known in CalendarYear.objects.filter(year=year, is_announced=False):
        known.is_announced = True
        known.save()
    return len(rows)


def can_be_filled(year: int, known: CalendarYear | None) -> bool:
    """Whether filling would change anything: a new year, or one announced since it was computed."""
    return known is None or (not known.is_announced and year in _announcements())


def _fill(year: int) -> Filled:
    is_announced = year in _announcements()
    known = CalendarYear.objects.select_for_update().filter(year=year).first()
    if known is not None and (known.is_announced or not is_announced):
        return Filled(year, known.is_announced, is_kept=True)
    rows = _rows(year)
    days = [row.day for row in rows]
    Holiday.objects.filter(agency=None, is_computed=True, day__year=year).delete()
    written = set(Holiday.objects.filter(agency=None, day__in=days).values_list("day", flat=True))
    Holiday.objects.bulk_create(
        (row for row in rows if row.day not in written), ignore_conflicts=True
    )
    CalendarYear.objects.update_or_create(year=year, defaults={"is_announced": is_announced})
    return Filled(year, is_announced, is_kept=False, added=len(set(days) - written))


def _rows(year: int) -> list[Holiday]:
    """Days off of `year`, and the working days moved for them, which may lie in other years."""
    announced = _announcements().get(year)
    package = holidays.VN(years=year, language="vi")
    common = {"basis": COMPUTED, "is_computed": announced is None}
    rows = {
        day: Holiday(day=day, name=name, **{**common, "basis": _basis(announced, day)})
        for day, name in package.items()
    }
    # The package names the days it knows of other years too; those are not this year's business.
    for day in (day for day in package.weekend_workdays if day.year == year):
        rows[day] = Holiday(day=day, is_working_day=True, name=MOVED_IN, **common)
    for move in (announced or {}).get("moved", ()):
        off, worked = move["off"], move["worked"]
        common["basis"] = move["basis"]
        rows[off] = Holiday(day=off, name=DAY_OFF_FOR.format(worked=worked), **common)
        rows[worked] = Holiday(
            day=worked, is_working_day=True, name=WORKED_FOR.format(off=off), **common
        )
    return [rows[day] for day in sorted(rows)]


def _basis(announced: dict | None, day: date) -> str:
    if announced is None:
        return COMPUTED
    named = {row["day"]: row["basis"] for row in announced.get("basis_of", ())}
    return named.get(day, f"{LABOUR_CODE}; {announced['basis']}")


@cache
def _announcements() -> dict[int, dict]:
    data = tomllib.loads(ANNOUNCED.read_text(encoding="utf-8"))
    return {row["year"]: row for row in data["year"]}
