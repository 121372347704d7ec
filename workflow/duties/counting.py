"""Puts the due time into a duty, and counts open duties anew when the calendar changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from sections.base.models import BasePage
from workflow.audit.recording import record
from workflow.calendar.clock import CalendarNotFilled, WorkCalendar, local_day
from workflow.calendar.pauses import Pause
from workflow.calendar.queries import calendar_of
from workflow.regulations.book import Clock, RuleBook
from workflow.regulations.loader import load

from .clocks import ClockSettings, due_at
from .models import Duty
from .queries import pauses_of
from .recurring.obligation import due_of_turn
from .telling import schedule

TOO_FAR = "Thời điểm quá xa nên không tính được thời hạn; hãy xem lại ngày diễn ra."
CALENDAR_CHANGED = "Lịch làm việc thay đổi: thời hạn tính lại."


def set_due(
    duty: Duty, calendar: WorkCalendar, book: RuleBook, pauses: Sequence[Pause] = ()
) -> None:
    """Set `due_at`, or `trouble` where it cannot be known: a draft is never lost over a clock.

    `pauses` are the ended standstills of the duty (`queries.pauses_of`). When people are to hear
    of it (`next_at`) is set with it.
    """
    # What is set for each item promises its own day.
    if duty.clock != Clock.PER_ITEM:
        _count(duty, calendar, book, pauses)
    schedule(duty, calendar, book)


def _count(duty: Duty, calendar: WorkCalendar, book: RuleBook, pauses: Sequence[Pause]) -> None:
    settings = ClockSettings.of(book, local_day(duty.started_at))
    duty.due_at, duty.trouble = None, ""
    try:
        duty.due_at = (
            due_of_turn(duty.deadline_code, duty.subject_key, calendar, book)
            if duty.recurs
            else due_at(duty.rule, duty.started_at, calendar, settings, pauses=pauses)
        )
    except CalendarNotFilled as unknown:
        duty.trouble = str(unknown)
    except OverflowError:
        duty.trouble = TOO_FAR


def set_marks(duty: Duty, now: datetime, *, moved: bool = False) -> None:
    """Take back «overdue» where the due time no longer makes the duty late.

    Where the due time was `moved`, people hear of the new one from the first stage on. A duty that
    was met late is marked at once: there is nothing left to tell.
    """
    if not duty.is_late(now):
        duty.overdue_at = None
        if moved and duty.stage:
            # The next look finds what has come of the new due time.
            duty.stage, duty.next_at = Duty.Stage.NONE, duty.due_at and now
    elif duty.met_at is not None and duty.overdue_at is None:
        duty.overdue_at = duty.met_at


def recount_open(now: datetime, agency_code: str = "") -> int:
    """Count the open duties of one agency, or of all, on the calendar as it is now."""
    duties = Duty.objects.filter(met_at=None, cancelled_at=None)
    if agency_code:
        duties = duties.filter(agency_code=agency_code)
    return _recount(duties, now)


def recount_troubled(now: datetime) -> int:
    """Count the duties again whose due time could not be known; the number now known."""
    return _recount(Duty.objects.exclude(trouble="").filter(cancelled_at=None), now)


def _recount(duties, now: datetime) -> int:
    codes = duties.order_by("agency_code").values_list("agency_code", flat=True).distinct()
    return sum(_recount_agency(duties.filter(agency_code=code), code, now) for code in list(codes))


@transaction.atomic
def _recount_agency(duties, agency_code: str, now: datetime) -> int:
    book, calendar = load(agency_code), calendar_of(agency_code)
    pauses = pauses_of(duties)
    changed = 0
    for duty in duties.select_for_update().order_by("pk"):
        before, next_before = (duty.due_at, duty.trouble), duty.next_at
        set_due(duty, calendar, book, pauses.get(duty.pk, ()))
        if (duty.due_at, duty.trouble) == before:
            if duty.next_at != next_before:
                duty.save(update_fields=["next_at"])
            continue
        set_marks(duty, now, moved=True)
        duty.save(update_fields=["due_at", "trouble", "overdue_at", "stage", "next_at"])
        record(
            "duty.recomputed",
            agency_code=agency_code,
            subject=BasePage.objects.filter(pk=duty.page_id).first() or duty,
            subject_title=duty.subject_title,
            note=CALENDAR_CHANGED,
            at=now,
            deadline=duty.deadline_code,
            clauses=duty.clauses,
            due=_iso(duty.due_at),
            due_before=_iso(before[0]),
        )
        changed += 1
    return changed


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
