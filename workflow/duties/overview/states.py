"""In which state a duty is, as a condition of the database; the same one for sums and for lists.

Every duty is counted in one month: that of its outcome. The outcome of what is met in time is the
meeting, of what is late the due time that passed; what is only measured has its meeting. What was
met while its clock stood is in time (`Duty.is_late`). Before its outcome a duty is open, and
counted in the month that runs.
"""

from __future__ import annotations

from datetime import datetime

from django.db.models import Case, F, Q, TextChoices, When
from django.db.models.functions import Least

from workflow.audit.review.periods import Period
from workflow.duties.near import near
from workflow.regulations.loader import CODES


class State(TextChoices):
    """What can be asked for in the address of a list."""

    IN_TIME = "dung-han", "đúng hạn"
    LATE = "tre-han", "trễ, quá hạn trong kỳ"
    CARRIED = "no-cu", "quá hạn từ kỳ trước"
    OPEN = "dang-chay", "đang chạy, chưa đến hạn"
    NEAR = "sap-den-han", "sắp đến hạn"
    TROUBLED = "chua-tinh", "chưa tính được hạn"
    MEASURED = "da-do", "đã xong, chỉ đo"
    OVERDUE = "con-qua-han", "đang quá hạn"


# Late begins after the due second; a clock that stood still before its due time is not late.
_RUNS = Q(stands_since=None) | Q(stands_since__gt=F("due_at"))
_STOOD = Q(stands_since__lte=F("due_at"))
_NOT_CANCELLED = Q(cancelled_at=None)
_MET = Q(met_at__isnull=False)
OUTCOME = Case(When(_MET & _STOOD, then=F("met_at")), default=Least("met_at", "due_at"))


def in_state(state: State | str, period: Period | None, now: datetime) -> Q:
    """Duties in `state`; of `period`, or at any time without one.

    Open states exist in the running month only; «quá hạn từ kỳ trước» needs a period.
    """
    if state in (State.OPEN, State.NEAR, State.TROUBLED):
        return _open_states(now)[State(state)] if is_running(period, now) else Q(pk__in=())
    if state == State.OVERDUE:
        return overdue(now)
    if state == State.CARRIED:
        return carried(period, now) if period else Q(pk__in=())
    return _settled_states(now)[State(state)] & _within(period)


def of_period(period: Period | None, now: datetime) -> Q:
    """Every duty that counts in `period`, however it stands."""
    if period is None:
        return _NOT_CANCELLED
    settled = (_settled(now)) & _within(period) & _NOT_CANCELLED
    found = settled | carried(period, now)
    return found | _open(now) if is_running(period, now) else found


def is_running(period: Period | None, now: datetime) -> bool:
    """Whether `period` is the month that runs; "at any time" contains it."""
    return period is None or period.starts_at <= now < period.ends_at


def carried(period: Period, now: datetime) -> Q:
    """Late since before `period` and not met when it began."""
    not_met = Q(met_at=None) | Q(met_at__gte=period.starts_at)
    return Q(due_at__lt=min(period.starts_at, now)) & not_met & _RUNS & _NOT_CANCELLED


def overdue(now: datetime) -> Q:
    """Owed, and past the due time."""
    return Q(met_at=None, due_at__lt=now) & _RUNS & _NOT_CANCELLED


def _open(now: datetime) -> Q:
    waits = Q(due_at=None) | Q(due_at__gte=now) | _STOOD
    return Q(met_at=None) & waits & _NOT_CANCELLED


def _open_states(now: datetime) -> dict[State, Q]:
    soon = near(CODES, now)
    return {
        State.OPEN: _open(now),
        State.NEAR: Q(met_at=None, due_at__gte=now, stands_since=None) & soon & _NOT_CANCELLED,
        State.TROUBLED: Q(met_at=None) & ~Q(trouble="") & _NOT_CANCELLED,
    }


def _settled(now: datetime) -> Q:
    return _MET | (Q(due_at__lt=now) & _RUNS)


def _settled_states(now: datetime) -> dict[State, Q]:
    met_late = Q(met_at__gt=F("due_at")) & _RUNS
    met_in_time = Q(met_at__lte=F("due_at")) | (_MET & _STOOD)
    return {
        State.IN_TIME: met_in_time & _NOT_CANCELLED,
        State.LATE: (met_late & _NOT_CANCELLED) | overdue(now),
        State.MEASURED: _MET & Q(due_at=None) & _NOT_CANCELLED,
    }


def _within(period: Period | None) -> Q:
    """Needs the annotation `outcome` (`OUTCOME`)."""
    if period is None:
        return Q()
    return Q(outcome__gte=period.starts_at, outcome__lt=period.ends_at)
