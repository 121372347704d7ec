"""The month that a screen is about."""

from __future__ import annotations

from datetime import date

from django.utils import timezone

from workflow.audit.review.periods import MONTH, Period, parse, period_of
from workflow.calendar.clock import ONE_DAY

PARAMETER = "thang"
OFFERED = 24


def this_month() -> Period:
    """The month that runs, by the clock of Vietnam."""
    return period_of(MONTH, timezone.localdate())


def chosen_month(request, *, ahead: bool = False) -> Period:
    """The month in the address (`?thang=2026-11`), else this one.

    A month that has not begun is this one too, unless the screen looks `ahead`.
    """
    now = this_month()
    found = parse(request.GET.get(PARAMETER, ""))
    if found is None or found.kind != MONTH or (found.first > now.first and not ahead):
        return now
    return found


def before(month: Period, count: int = 1) -> Period:
    """The month `count` months earlier."""
    months = month.first.year * 12 + month.first.month - 1 - count
    return period_of(MONTH, date(months // 12, months % 12 + 1, 1))


def after(month: Period) -> Period:
    """The next month."""
    return period_of(MONTH, month.last + ONE_DAY)


def last_months(month: Period, count: int) -> list[Period]:
    """`count` months that end with `month`, the earliest first."""
    return [before(month, number) for number in range(count - 1, -1, -1)]
