"""Twelve months of a rule, or of a unit: how many duties were met in time, how many late."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncMonth
from django.utils.html import format_html
from django.utils.safestring import SafeString

from sections.base.charts import line_chart, number
from workflow.audit.review.periods import Period
from workflow.calendar.clock import TIME_ZONE, local_day

from .months import last_months
from .states import OUTCOME, State, in_state

MONTHS = 12


@dataclass(frozen=True, slots=True)
class MonthRow:
    """The outcomes of a month."""

    month: Period
    in_time: int
    late: int

    @property
    def label(self) -> str:
        """«11/2026»."""
        return f"{self.month.first:%m/%Y}"

    @property
    def share(self) -> str:
        """How much of it was in time, «87,5%»; "" without any outcome."""
        total = self.in_time + self.late
        return f"{number(self.in_time * 100 / total, 1)}%" if total else ""


def months_of(duties: QuerySet, last: Period, now: datetime) -> list[MonthRow]:
    """The twelve months up to `last`, the earliest first; one query."""
    months = last_months(last, MONTHS)
    rows = (
        duties.order_by()
        .annotate(outcome=OUTCOME)
        .filter(outcome__gte=months[0].starts_at, outcome__lt=months[-1].ends_at, cancelled_at=None)
        .annotate(month=TruncMonth("outcome", tzinfo=TIME_ZONE))
        .values("month")
        .annotate(
            in_time=Count("pk", filter=in_state(State.IN_TIME, None, now)),
            late=Count("pk", filter=in_state(State.LATE, None, now)),
        )
    )
    counts = {local_day(row["month"]): (row["in_time"], row["late"]) for row in rows}
    return [MonthRow(month, *counts.get(month.first, (0, 0))) for month in months]


def charts_of(rows: list[MonthRow]) -> list[SafeString]:
    """What was in time and what was late, month by month; a sentence where nothing ever was."""
    return [
        line_chart(title, [(row.label, getattr(row, name)) for row in rows], "việc")
        if any(getattr(row, name) for row in rows)
        else format_html('<p class="duty-lead">{}</p>', none)
        for title, name, none in _COURSES
    ]


_COURSES = (
    ("Đúng hạn từng tháng", "in_time", "Mười hai tháng này không có việc nào xong đúng hạn."),
    ("Trễ hạn từng tháng", "late", "Mười hai tháng này không có việc nào trễ hạn."),
)
