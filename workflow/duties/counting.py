"""Puts the due time into a duty, and counts open duties anew when the calendar changes."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db import connection, transaction
from django.db.models import QuerySet

from sections.base.models import BasePage
from workflow.audit.recording import record_all
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

logger = logging.getLogger(__name__)

# So many are counted anew in one transaction: nobody who saves an item waits for all of them.
BATCH = 500
# `bulk_update` takes three times as long as all the rest of the counting.
_WRITE = """
    UPDATE duties_duty SET due_at = counted.due_at, trouble = counted.trouble,
        overdue_at = counted.overdue_at, stage = counted.stage, next_at = counted.next_at
    FROM unnest(%s::bigint[], %s::timestamptz[], %s::text[], %s::timestamptz[], %s::smallint[],
        %s::timestamptz[]) AS counted(id, due_at, trouble, overdue_at, stage, next_at)
    WHERE duties_duty.id = counted.id
"""
_WRITTEN = ("pk", "due_at", "trouble", "overdue_at", "stage", "next_at")

TOO_FAR = "Thời điểm quá xa nên không tính được thời hạn; hãy xem lại ngày diễn ra."
CALENDAR_CHANGED = "Lịch làm việc thay đổi: thời hạn tính lại."


NOT_RECOUNTED = "Chưa tính lại được {number} thời hạn hoặc cơ quan (mã): {named}."
NAMED = 20


class NotRecounted(Exception):
    """Some duties, or all of an agency, could not be counted anew; all others were."""

    def __init__(self, names: list[str]):
        named = ", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "")
        super().__init__(NOT_RECOUNTED.format(number=len(names), named=named))


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
    duty.due_at, duty.trouble = None, ""
    try:
        settings = ClockSettings.of(book, local_day(duty.started_at))
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


def _recount(duties: QuerySet[Duty], now: datetime) -> int:
    """The number of duties whose due time changed. NotRecounted when all others are counted."""
    codes = duties.order_by("agency_code").values_list("agency_code", flat=True).distinct()
    changed, failed = 0, []
    for code in list(codes):
        try:
            for number in _recount_agency(duties.filter(agency_code=code), code, now, failed):
                changed += number
        except Exception:
            logger.exception("The duties of %s cannot be counted anew", code)
            failed.append(code)
    if failed:
        raise NotRecounted(failed)
    return changed


def _recount_agency(
    duties: QuerySet[Duty], agency_code: str, now: datetime, failed: list[str]
) -> Iterator[int]:
    """For each batch, which is one transaction, the number of due times that changed."""
    last = 0
    while last is not None:
        with transaction.atomic():
            rows = duties.filter(pk__gt=last).select_for_update(no_key=True).order_by("pk")
            batch = list(rows[:BATCH])
            moved = _recount_batch(batch, agency_code, now, failed)
        yield moved
        last = batch[-1].pk if len(batch) == BATCH else None


def _recount_batch(batch: list[Duty], agency_code: str, now: datetime, failed: list[str]) -> int:
    # Read while the rows are held: of two runs the later one counts on the later calendar.
    book, calendar = load(agency_code), calendar_of(agency_code)
    pauses = pauses_of([duty.pk for duty in batch])
    written: list[Duty] = []
    moved: list[tuple[Duty, datetime | None]] = []
    for duty in batch:
        before, next_before = (duty.due_at, duty.trouble), duty.next_at
        try:
            set_due(duty, calendar, book, pauses.get(duty.pk, ()))
            is_moved = (duty.due_at, duty.trouble) != before
            if is_moved:
                set_marks(duty, now, moved=True)
        except Exception:
            logger.exception("Duty %s cannot be counted anew", duty.pk)
            failed.append(str(duty.pk))
            continue
        if is_moved:
            moved.append((duty, before[0]))
        if is_moved or duty.next_at != next_before:
            written.append(duty)
    if written:
        with connection.cursor() as cursor:
            columns = [[getattr(duty, name) for duty in written] for name in _WRITTEN]
            cursor.execute(_WRITE, columns)
    if moved:
        _record_moved(moved, agency_code, now)
    return len(moved)


def _record_moved(
    moved: list[tuple[Duty, datetime | None]], agency_code: str, now: datetime
) -> None:
    pages = BasePage.objects.in_bulk({duty.page_id for duty, _before in moved} - {None})
    record_all(
        {
            "action": "duty.recomputed",
            "agency_code": agency_code,
            "subject": pages.get(duty.page_id) or duty,
            "subject_title": duty.subject_title,
            "note": CALENDAR_CHANGED,
            "at": now,
            "deadline": duty.deadline_code,
            "clauses": duty.clauses,
            "due": _iso(duty.due_at),
            "due_before": _iso(before),
        }
        for duty, before in moved
    )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
