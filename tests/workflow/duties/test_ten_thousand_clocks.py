"""Ten thousand random deadlines of 2025–2028 against a counter that looks at every minute.

The counter knows of each minute whether the office is open and whether the clock stands, nothing
else. Days are told by their midnight.
"""

from bisect import bisect_right
from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

import pytest

from tests.workflow.duties.test_clocks_by_slow_counting import (
    CALENDAR,
    DAY,
    MINUTE,
    NEAR,
    is_worked_day,
    is_worked_minute,
    rule,
)
from workflow.calendar.clock import TIME_ZONE
from workflow.calendar.pauses import Pause
from workflow.duties.clocks import ClockSettings, Period, due_at
from workflow.regulations.book import Clock, StartEvent

CASES_OF_EACH = 2_000
FIRST = datetime(2025, 1, 1, tzinfo=TIME_ZONE)
LAST = datetime(2028, 12, 1, tzinfo=TIME_ZONE)
MINUTES_OF_A_DAY = 24 * 60


@pytest.fixture(scope="module")
def worked() -> list[int]:
    """The numbers of the minutes since FIRST in which the office is open."""
    days = (LAST - FIRST).days + 365
    found = []
    for number in range(days):
        day = FIRST + number * DAY
        if is_worked_day(day):
            found += [
                number * MINUTES_OF_A_DAY + minute
                for minute in range(MINUTES_OF_A_DAY)
                if is_worked_minute(day + minute * MINUTE)
            ]
    return found


def moment_of(chance: Random) -> datetime:
    """As often near Tết, moved Saturdays, month ends and 29 February as anywhere else."""
    if chance.random() < 0.5:
        return chance.choice(NEAR) + chance.randrange(5 * MINUTES_OF_A_DAY) * MINUTE
    return FIRST + chance.randrange((LAST - FIRST) // MINUTE) * MINUTE


def pauses_of(chance: Random, start: datetime) -> tuple[Pause, ...]:
    """None in half of the cases, else up to three, which may meet, overlap or come before."""
    if chance.random() < 0.5:
        return ()
    begins = [
        start + chance.randrange(-4_000, 20_000) * MINUTE for _ in range(chance.randint(1, 3))
    ]
    return tuple(Pause(since, since + chance.randrange(10_000) * MINUTE) for since in begins)


def stands(number: int, start_of: list[tuple[int, int]]) -> bool:
    return any(since <= number < until for since, until in start_of)


def numbered(pauses) -> list[tuple[int, int]]:
    return [((p.since - FIRST) // MINUTE, (p.until - FIRST) // MINUTE) for p in pauses]


def test_hours(worked):
    chance = Random(20261122)
    for _case in range(CASES_OF_EACH):
        start, hours = moment_of(chance), chance.randint(1, 40)
        pauses = pauses_of(chance, start)
        standing = numbered(pauses)
        begin = (start - FIRST) // MINUTE

        left, at = hours * 60, bisect_right(worked, begin - 1)
        while True:
            left -= not stands(worked[at], standing)
            if not left:
                break
            at += 1
        expected = FIRST + (worked[at] + 1) * MINUTE
        found = due_at(
            rule(Clock.OFFICE_HOURS, hours), start, CALENDAR, ClockSettings(), pauses=pauses
        )
        assert found == expected, (start, hours, pauses)

        left, number = hours * 60, begin
        while left:
            left -= not stands(number, standing)
            number += 1
        expected = FIRST + number * MINUTE
        found = due_at(rule(Clock.HOURS, hours), start, CALENDAR, ClockSettings(), pauses=pauses)
        assert found == expected, (start, hours, pauses)


def test_days():
    chance = Random(20261123)

    def is_paused(day: datetime) -> bool:
        return any(midnight(p.since) < day <= midnight(p.until) for p in pauses)

    for _case in range(CASES_OF_EACH):
        start, days, counts = moment_of(chance), chance.randint(1, 45), chance.random() < 0.3
        pauses = pauses_of(chance, start)
        choice = ClockSettings(start_day_counts=counts)

        day, left = midnight(start), days - (counts and is_worked_day(start))
        while left:
            day += DAY
            left -= is_worked_day(day) and not is_paused(day)
        row = rule(Clock.WORKING_DAYS, days)
        found = due_at(row, start, CALENDAR, choice, pauses=pauses)
        assert found == day + timedelta(hours=17), (start, days, counts, pauses)

        day, left = midnight(start), days - counts
        while left:
            day += DAY
            left -= not is_paused(day)
        found = due_at(rule(Clock.DAYS, days), start, CALENDAR, choice, pauses=pauses)
        assert found == day + DAY - timedelta(seconds=1), (start, days, counts, pauses)


def test_ends_of_periods():
    """A period ends on the day before its name changes."""
    chance = Random(20261124)
    every_day = [FIRST + number * DAY for number in range((LAST - FIRST).days + 365)]
    ends = {
        period: [
            today
            for today, tomorrow in pairwise(every_day)
            if (today.year, (today.month - 1) // period.value)
            != (tomorrow.year, (tomorrow.month - 1) // period.value)
        ]
        for period in Period
    }
    for _case in range(CASES_OF_EACH):
        start, period = moment_of(chance), chance.choice(list(Period))
        expected = next(end for end in ends[period] if end >= midnight(start))
        row = rule(Clock.PERIOD_END, None, StartEvent.PERIOD)
        found = due_at(row, start, CALENDAR, ClockSettings(), period=period)
        assert found == expected + DAY - timedelta(seconds=1), (start, period)


def midnight(moment: datetime) -> datetime:
    return moment.replace(hour=0, minute=0, second=0, microsecond=0)
