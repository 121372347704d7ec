"""What the record says of how the regulation was kept: sign-offs, blocked attempts, alarms."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils import timezone

from workflow.agencies.models import Agency
from workflow.audit.actions import label_of
from workflow.audit.models import Entry
from workflow.reports.periods import Period

from .measure import MONTH, Line, Measure, month_of

_BY = frozenset({MONTH})
# Who may not read the record sees how many, not which.
_RIGHT = "audit"


def _entries(action: str):
    def rows(agency: Agency, period: Period) -> QuerySet[Entry]:
        return (
            Entry.objects.filter(
                agency_code=agency.code,
                action=action,
                at__gte=period.starts_at,
                at__lt=period.ends_at,
            )
            .annotate(**{MONTH: month_of("at")})
            .order_by("at", "pk")
        )

    return rows


def _line(entry: Entry) -> Line:
    who = ", ".join(filter(None, (entry.actor_name, entry.actor_role)))
    return Line(
        when=f"{timezone.localtime(entry.at):%H:%M %d/%m/%Y}",
        title=entry.subject_title or label_of(entry.action).capitalize(),
        detail="; ".join(filter(None, (label_of(entry.action).capitalize(), who))),
    )


REVIEWS = Measure(
    "reviews",
    "Lần Trưởng ban ký rà soát nhật ký",
    _BY,
    _entries("audit.signed_off"),
    _line,
    right=_RIGHT,
)
ATTEMPTS = Measure(
    "attempts",
    "Lần làm trái quy trình, bị chặn",
    _BY,
    _entries("approval.attempt"),
    _line,
    right=_RIGHT,
)
ALARMS = Measure(
    "alarms",
    "Lần nội dung công khai khác bản đã duyệt",
    _BY,
    _entries("approval.alarm"),
    _line,
    right=_RIGHT,
)
MEASURES = (REVIEWS, ATTEMPTS, ALARMS)
