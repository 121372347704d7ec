"""Who hears of a duty when: before it is due, when it is late, when it stays late. Pure.

The stages go one way. What was missed is not made up for: a look at a duty leads straight to the
stage that has come meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from workflow.calendar.clock import WorkCalendar, local_day
from workflow.regulations.book import Clock, RuleBook

from .models import Duty
from .office_time import assuming_the_week, hours_after, hours_before, last_opening, open_from
from .recurring.turn import turn_named

Stage = Duty.Stage

# A duty is late after its due time, not at it.
AFTER = timedelta.resolution


@dataclass(frozen=True, slots=True)
class Look:
    """The stage that a duty has reached, and when it must be looked at next (None: never)."""

    stage: int
    next_at: datetime | None


def schedule(duty: Duty, calendar: WorkCalendar, book: RuleBook) -> None:
    """Set when the duty must be looked at: at the moment of the stage after the present one.

    A duty whose mark was taken back after people were told is looked at for its mark first.
    What would come after the last day of all calendars never comes.
    """
    duty.next_at = None
    if duty.due_at is None:
        return
    if duty.stage >= Stage.DUE and duty.overdue_at is None:
        duty.next_at = _comes_at(Stage.DUE, duty, calendar, book)
    elif duty.stage < Stage.HEAD:
        duty.next_at = _comes_at(Stage(duty.stage + 1), duty, assuming_the_week(calendar), book)


def look(duty: Duty, now: datetime, calendar: WorkCalendar, book: RuleBook) -> Look:
    """What has come of the duty at `now`.

    Outside office hours only what is urgent goes on; the rest waits for the opening, except that
    the end of the due time is always a moment to look.
    """
    if duty.due_at is None:
        return Look(duty.stage, None)
    calendar = assuming_the_week(calendar)
    opening = now if is_urgent(duty) else open_from(now, calendar)
    stage = duty.stage
    while stage < Stage.HEAD:
        moment = _comes_at(Stage(stage + 1), duty, calendar, book)
        if moment is None or moment > now:
            return Look(stage, moment)
        if opening > now:
            late_from = duty.due_at + AFTER
            return Look(stage, min(opening, late_from) if late_from > now else opening)
        stage += 1
    return Look(stage, None)


def is_urgent(duty: Duty) -> bool:
    """Whether people hear of it at any hour: its clock runs at night, or it is an incident."""
    return duty.clock == Clock.HOURS or duty.subject_kind == Duty.Kind.INCIDENT


def _comes_at(stage: Stage, duty: Duty, calendar: WorkCalendar, book: RuleBook) -> datetime | None:
    """`moment_of`, or None where that lies beyond what a date can say (31/12/9999)."""
    try:
        return moment_of(stage, duty, calendar, book)
    except OverflowError:
        return None


def moment_of(stage: Stage, duty: Duty, calendar: WorkCalendar, book: RuleBook) -> datetime:
    """When `stage` comes for a duty with a due time; later stages never come earlier.

    `escalate_after_hours` office hours after the due time the deputies hear of it, after twice
    that the head. `calendar` knows every year. OverflowError beyond what a date can say.
    """
    due_at = duty.due_at
    if stage == Stage.BEFORE:
        return _reminder(duty, calendar, book)
    if stage == Stage.DUE:
        return due_at + AFTER
    hours = book.setting("escalate_after_hours", local_day(due_at))
    times = 1 if stage == Stage.DEPUTY else 2
    return max(due_at + AFTER, _heard(hours_after(due_at, times * hours, calendar), duty, calendar))


def _reminder(duty: Duty, calendar: WorkCalendar, book: RuleBook) -> datetime:
    """`remind_before_hours` before the due time, counted as the duty's clock counts.

    What runs for days is reminded of `remind_before_percent` of its time ahead, when the office
    opens; where that is less than a day, what ends with a day on its last working day. Never before
    the duty runs, never after it is due.
    """
    due_at = duty.due_at
    hours = book.setting("remind_before_hours", local_day(due_at))
    ahead = days_ahead(duty, book)
    match duty.clock:
        case Clock.HOURS:
            moment = due_at - timedelta(hours=hours)
        case Clock.OFFICE_HOURS | Clock.WORKING_DAYS if not ahead:
            moment = hours_before(due_at, hours, calendar)
        case _:
            moment = last_opening(local_day(due_at) - timedelta(days=ahead), calendar)
    return min(_heard(max(moment, duty.started_at), duty, calendar), due_at)


def days_ahead(duty: Duty, book: RuleBook) -> int:
    """So many calendar days before its last day a duty that is counted in days is reminded of."""
    if duty.clock in (Clock.HOURS, Clock.OFFICE_HOURS):
        return 0
    span = local_day(duty.due_at) - _runs_from(duty)
    percent = book.setting("remind_before_percent", local_day(duty.due_at))
    return max(span.days, 0) * percent // 100


def _runs_from(duty: Duty) -> date:
    """From when something can be done: a report of a year not before the year is over."""
    begins = local_day(duty.started_at)
    if not duty.recurs:
        return begins
    try:
        ends = turn_named(duty.subject_key.partition("|")[0]).last
    except (ValueError, LookupError):
        # A period that no rule book names: people hear of it all the same.
        return begins
    return max(begins, ends) if ends < local_day(duty.due_at) else begins


def _heard(moment: datetime, duty: Duty, calendar: WorkCalendar) -> datetime:
    return moment if is_urgent(duty) else open_from(moment, calendar)
