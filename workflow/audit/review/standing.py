"""How each period of an agency stands: running, waiting for the head, late, signed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from workflow.agencies.models import Agency
from workflow.audit.models import Entry
from workflow.calendar.clock import WorkCalendar
from workflow.calendar.queries import calendar_of

from .periods import Period, periods
from .signing import signatures

RUNNING, WAITING, LATE, SIGNED = "running", "waiting", "late", "signed"
WORDS = {
    RUNNING: "Đang chạy",
    WAITING: "Chờ ký",
    LATE: "Quá hạn ký",
    SIGNED: "Đã ký",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A period with what became of it; `due_at` is None where the calendar is not filled."""

    period: Period
    state: str
    due_at: datetime | None
    signature: Entry | None

    @property
    def words(self) -> str:
        """The state in Vietnamese."""
        return WORDS[self.state]

    @property
    def is_to_sign(self) -> bool:
        """Whether the head still has to sign."""
        return self.state in {WAITING, LATE}


def standing_of(
    agency: Agency, period: Period, now: datetime, calendar: WorkCalendar, signed: dict[str, Entry]
) -> Standing:
    """The standing of one period; asks nothing."""
    days = agency.book.setting("log_review_days", period.last)
    due_at = period.due_at(calendar, days)
    signature = signed.get(period.code)
    if signature is not None:
        state = SIGNED
    elif now < period.ends_at:
        state = RUNNING
    else:
        state = LATE if due_at is not None and now > due_at else WAITING
    return Standing(period, state, due_at, signature)


def standings(agency: Agency, now: datetime) -> list[Standing]:
    """Every period since the agency's first row, the newest first (three queries)."""
    rows = Entry.objects.filter(agency_code=agency.code)
    first = rows.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return []
    calendar, signed = calendar_of(agency.code), signatures(agency.code)
    begins, today = timezone.localdate(first), timezone.localdate(now)
    return [
        standing_of(agency, period, now, calendar, signed)
        for period in periods(agency.book, begins, today)
    ]
