"""How much time is left, in words: «còn 3 giờ 20 phút làm việc»."""

from __future__ import annotations

from datetime import datetime, timedelta

from workflow.calendar.clock import CalendarNotFilled, WorkCalendar, local_day
from workflow.regulations.book import Clock

from .models import Duty

OF_OFFICE = " làm việc"
NOT_SET = "không ấn định thời hạn"
NO_LONGER = "thôi tính"
DUE_NOT_KNOWN = "chưa tính được hạn"
IN_TIME = "đúng hạn"
STANDS = "tạm dừng từ"
A_DAY, A_WORKING_WEEK, TWO_DAYS = 24 * 60, 40 * 60, 48 * 60
_MINUTE = timedelta(minutes=1)


def remaining_words(duty: Duty, now: datetime, calendar: WorkCalendar, cause: str = "") -> str:
    """How the duty stands at `now`, counted as its clock counts.

    «còn …» and «quá hạn …» while it is owed, «đúng hạn» and «trễ …» once it is met; where the
    regulation sets no number only the time that has passed. `cause` is why its clock stands. Why
    the due time is not known is told only while the duty is owed.
    """
    if duty.is_open and duty.stands_since is not None:
        return f"{STANDS} {local_day(duty.stands_since):%d/%m/%Y}{cause and f': {cause}'}"
    if duty.cancelled_at is not None or (duty.trouble and duty.is_open):
        return duty.trouble if duty.is_open else NO_LONGER
    if duty.due_at is None:
        return _passed(duty, now)
    if duty.is_late(now):
        word = "quá hạn" if duty.met_at is None else "trễ"
        span = _span(duty, duty.due_at, duty.met_at or now, calendar)
        return f"{word} {span}" if span else f"vừa {word}"
    if duty.met_at is not None:
        return IN_TIME
    return f"còn {_span(duty, now, duty.due_at, calendar) or 'dưới 1 phút'}"


def hours_and_minutes(minutes: int) -> str:
    """«3 giờ 20 phút», «1 giờ 05 phút», «2 giờ», «45 phút»; "" for none."""
    hours, rest = divmod(minutes, 60)
    if not hours:
        return f"{rest} phút" if rest else ""
    return f"{hours} giờ {rest:02d} phút" if rest else f"{hours} giờ"


def _passed(duty: Duty, now: datetime) -> str:
    passed = ((duty.met_at or now) - duty.started_at) // _MINUTE
    if duty.met_at is not None:
        done = f"xong sau {by_the_clock(max(passed, 0)) or 'chưa đầy 1 phút'}"
        return f"{done}; {DUE_NOT_KNOWN}" if duty.trouble else f"{NOT_SET}; {done}"
    if passed < 0:
        return f"{NOT_SET}; chưa diễn ra"
    return f"{NOT_SET}; đã {by_the_clock(passed) or 'chưa đầy 1 phút'}"


def _span(duty: Duty, first: datetime, last: datetime, calendar: WorkCalendar) -> str:
    try:
        return _SPANS.get(duty.clock, _days)(first, last, calendar)
    except CalendarNotFilled:
        # The due time is known; only the way of counting to it is not.
        return _days(first, last, calendar)


def _office_hours(first: datetime, last: datetime, calendar: WorkCalendar) -> str:
    minutes = calendar.office_minutes_between(first, last)
    if minutes >= A_WORKING_WEEK:
        return _working_days(first, last, calendar)
    words = hours_and_minutes(minutes)
    return words and words + OF_OFFICE


def _working_days(first: datetime, last: datetime, calendar: WorkCalendar) -> str:
    days = calendar.working_days_between(local_day(first), local_day(last))
    if days:
        return f"{days} ngày{OF_OFFICE}"
    words = hours_and_minutes(calendar.office_minutes_between(first, last))
    return words and words + OF_OFFICE


def _days(first: datetime, last: datetime, calendar: WorkCalendar) -> str:
    days = (local_day(last) - local_day(first)).days
    return f"{days} ngày" if days else hours_and_minutes((last - first) // _MINUTE)


def _hours(first: datetime, last: datetime, calendar: WorkCalendar) -> str:
    return by_the_clock((last - first) // _MINUTE)


def by_the_clock(minutes: int) -> str:
    """«3 ngày 4 giờ» from two days on, shorter spans as `hours_and_minutes`."""
    if minutes < TWO_DAYS:
        return hours_and_minutes(minutes)
    days, rest = divmod(minutes, A_DAY)
    return f"{days} ngày {rest // 60} giờ" if rest >= 60 else f"{days} ngày"


_SPANS = {
    Clock.OFFICE_HOURS: _office_hours,
    Clock.HOURS: _hours,
    Clock.WORKING_DAYS: _working_days,
    Clock.DAYS: _days,
    Clock.PERIOD_END: _days,
}
