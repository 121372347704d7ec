"""Office time around a moment: hours before and after it, when the office opens. Pure.

For messages, not for due times: where the days off of a year are not known the ordinary week is
assumed, since a message on a day off is better than none. Where no office hours are found for
`SEARCHED_DAYS` days, hours are counted by the clock and the office counts as open.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from workflow.calendar.clock import ONE_DAY, TIME_ZONE, WorkCalendar, local

SEARCHED_DAYS = 60
_EVERY_YEAR = frozenset(range(date.min.year, date.max.year + 1))


def assuming_the_week(calendar: WorkCalendar) -> WorkCalendar:
    """`calendar` with the ordinary week in the years that are not filled."""
    return replace(calendar, years=_EVERY_YEAR)


def hours_after(moment: datetime, hours: int, calendar: WorkCalendar) -> datetime:
    """When `hours` office hours have passed since `moment`; what ends at closing ends there."""
    begins, left = local(moment), timedelta(hours=hours)
    for number in range(SEARCHED_DAYS if hours else 0):
        for opens, closes in calendar.spans_on(begins.date() + number * ONE_DAY):
            since = max(opens, begins)
            if since < closes:
                if left <= closes - since:
                    return since + left
                left -= closes - since
    return begins + left


def hours_before(moment: datetime, hours: int, calendar: WorkCalendar) -> datetime:
    """The moment from which `hours` office hours pass until `moment`, the mirror of `hours_after`:
    two hours before Monday 08:00 is Friday an hour before closing."""
    ends, left = local(moment), timedelta(hours=hours)
    for number in range(SEARCHED_DAYS if hours else 0):
        for opens, closes in reversed(calendar.spans_on(ends.date() - number * ONE_DAY)):
            until = min(closes, ends)
            if opens < until:
                if left <= until - opens:
                    return until - left
                left -= until - opens
    return ends - left


def open_from(moment: datetime, calendar: WorkCalendar) -> datetime:
    """`moment` while the office is open, else when it opens next. At closing time it is closed."""
    moment = local(moment)
    for number in range(SEARCHED_DAYS):
        for opens, closes in calendar.spans_on(moment.date() + number * ONE_DAY):
            if moment < closes:
                return max(opens, moment)
    return moment


def last_opening(day: date, calendar: WorkCalendar) -> datetime:
    """When the office opens on `day`, or on the last working day before it."""
    for number in range(SEARCHED_DAYS):
        spans = calendar.spans_on(day - number * ONE_DAY)
        if spans:
            return spans[0][0]
    return datetime.combine(day, time.min, TIME_ZONE)
