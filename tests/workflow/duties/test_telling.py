"""When people hear of a duty: pure, on the calendar of the worked examples."""

from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest

from tests.workflow.calendar.year_2026 import CALENDAR, at
from workflow.duties.models import Duty
from workflow.duties.office_time import (
    assuming_the_week,
    hours_after,
    hours_before,
    last_opening,
    open_from,
)
from workflow.duties.telling import AFTER, Look, look, moment_of, schedule
from workflow.regulations.loader import load

BOOK = load("LA")
KNOWN = assuming_the_week(CALENDAR)
Stage = Duty.Stage


def duty(clock: str, due: datetime | None, *, started: datetime | None = None, **fields) -> Duty:
    started = started or (due or at(1, 11)) - timedelta(days=5)
    return Duty(
        agency_code="LA", clock=clock, started_at=started, due_at=due, **{"stage": 0, **fields}
    )


def looked(owed: Duty, now: datetime) -> Look:
    return look(owed, now, CALENDAR, BOOK)


@pytest.mark.parametrize(
    ("clock", "due", "told"),
    [
        # Two hours of the office, over a weekend and over noon.
        ("office_hours", at(23, 11, hour=8), at(20, 11, hour=16)),
        ("office_hours", at(23, 11, hour=9), at(23, 11, hour=7)),
        ("office_hours", at(23, 11, hour=15), at(23, 11, hour=11)),
        ("working_days", at(23, 11, hour=17), at(23, 11, hour=15)),
        # The day after the holiday of 24 November.
        ("office_hours", at(25, 11, hour=7, minute=30), at(23, 11, hour=15, minute=30)),
        # Two hours by the clock, at night too.
        ("hours", at(22, 11, hour=3), at(22, 11, hour=1)),
        # When the office opens on the last day, or on the last working day before it.
        ("days", at(23, 11, hour=23), at(23, 11, hour=7)),
        ("days", at(22, 11, hour=23), at(20, 11, hour=7)),
        ("period_end", at(24, 11, hour=23), at(23, 11, hour=7)),
        ("per_item", at(25, 11, hour=23), at(25, 11, hour=7)),
    ],
)
def test_the_reminder_is_counted_as_the_clock_counts(clock, due, told):
    owed = duty(clock, due)
    assert moment_of(Stage.BEFORE, owed, KNOWN, BOOK) == told
    schedule(owed, CALENDAR, BOOK)
    assert owed.next_at == told


@pytest.mark.parametrize(
    ("clock", "started", "due", "told"),
    [
        # A tenth of what runs for days: a month, six weeks, a year.
        ("period_end", at(1, 11), at(30, 11, hour=23), at(27, 11, hour=7)),
        ("working_days", at(9, 10, hour=9), at(20, 11, hour=17), at(16, 11, hour=7)),
        ("days", at(23, 11, 2025), at(23, 11, hour=23), at(16, 10, hour=7)),
        # A tenth of nine days is no day.
        ("working_days", at(11, 11, hour=9), at(20, 11, hour=17), at(20, 11, hour=15)),
        ("office_hours", at(1, 1), at(23, 11, hour=15), at(23, 11, hour=11)),
    ],
)
def test_what_runs_for_days_is_reminded_of_a_tenth_of_its_time_ahead(clock, started, due, told):
    assert moment_of(Stage.BEFORE, duty(clock, due, started=started), KNOWN, BOOK) == told


def test_what_can_be_done_only_after_its_period_counts_from_there():
    owed = duty(
        "period_end",
        at(10, 1, 2027, hour=23),
        started=at(1, 1),
        subject_kind=Duty.Kind.PERIOD,
        subject_key="2026",
    )
    # Ten days, of which the last but one is a Saturday.
    assert moment_of(Stage.BEFORE, owed, KNOWN, BOOK) == at(8, 1, 2027, hour=7)


def test_nobody_is_reminded_before_the_duty_runs():
    owed = duty("office_hours", at(23, 11, hour=8), started=at(23, 11, hour=7, minute=30))
    assert moment_of(Stage.BEFORE, owed, KNOWN, BOOK) == at(23, 11, hour=7, minute=30)


def test_eight_office_hours_later_the_deputies_twice_that_the_head():
    owed = duty("office_hours", at(23, 11, hour=15))
    assert moment_of(Stage.DUE, owed, KNOWN, BOOK) == at(23, 11, hour=15) + AFTER
    assert moment_of(Stage.DEPUTY, owed, KNOWN, BOOK) == at(25, 11, hour=15)
    assert moment_of(Stage.HEAD, owed, KNOWN, BOOK) == at(26, 11, hour=15)


def test_what_would_come_at_closing_time_comes_when_the_office_opens():
    owed = duty("days", at(22, 11, hour=23))
    assert moment_of(Stage.DEPUTY, owed, KNOWN, BOOK) == at(25, 11, hour=7)


@pytest.mark.parametrize(
    ("now", "stage", "next_at"),
    [
        (at(23, 11, hour=10), 0, at(23, 11, hour=11)),
        (at(23, 11, hour=11), 1, at(23, 11, hour=15) + AFTER),
        # At noon the office is closed.
        (at(23, 11, hour=12), 0, at(23, 11, hour=13, minute=30)),
        (at(23, 11, hour=15), 1, at(23, 11, hour=15) + AFTER),
        (at(23, 11, hour=16), 2, at(25, 11, hour=15)),
        (at(23, 11, hour=18), 0, at(25, 11, hour=7)),
        (at(25, 11, hour=16), 3, at(26, 11, hour=15)),
        (at(27, 11, hour=10), 4, None),
    ],
)
def test_a_look_leads_straight_to_what_has_come(now, stage, next_at):
    assert looked(duty("office_hours", at(23, 11, hour=15)), now) == Look(stage, next_at)


def test_the_end_of_the_due_time_is_looked_at_though_the_office_is_closed():
    owed = duty("days", at(22, 11, hour=23))
    assert looked(owed, at(20, 11, hour=18)) == Look(0, at(22, 11, hour=23) + AFTER)
    assert looked(owed, at(23, 11, hour=2)) == Look(0, at(23, 11, hour=7))


@pytest.mark.parametrize(
    "owed",
    [
        duty("hours", at(22, 11, hour=3)),
        duty("office_hours", at(20, 11, hour=16), subject_kind=Duty.Kind.INCIDENT),
    ],
)
def test_what_is_urgent_is_told_at_night(owed):
    assert looked(owed, at(22, 11, hour=4)).stage == Stage.DUE


@pytest.mark.parametrize("clock", ["prompt", "none", "per_item"])
def test_without_a_due_time_there_is_nothing_to_look_at(clock):
    owed = duty(clock, None)
    schedule(owed, CALENDAR, BOOK)
    assert owed.next_at is None
    assert looked(owed, at(1, 12)) == Look(0, None)


@pytest.mark.parametrize("stage", [Stage.DUE, Stage.DEPUTY])
def test_what_would_come_after_the_last_day_never_comes(stage):
    owed = duty("per_item", at(31, 12, 9999, 23), stage=stage, overdue_at=at(23, 11))
    schedule(owed, CALENDAR, BOOK)
    assert owed.next_at is None
    assert looked(owed, at(23, 11)) == Look(stage, None)


def test_where_the_calendar_is_not_filled_the_ordinary_week_is_assumed():
    empty = replace(CALENDAR, years=frozenset())
    owed = duty("office_hours", at(23, 11, hour=8))
    assert look(owed, at(20, 11, hour=16), empty, BOOK).stage == Stage.BEFORE


def test_an_office_that_never_opens_is_no_reason_for_silence():
    shut = replace(KNOWN, hours=())
    noon = at(23, 11, hour=12)
    assert open_from(noon, shut) == noon
    assert hours_after(noon, 8, shut) == noon + timedelta(hours=8)
    assert hours_before(noon, 8, shut) == noon - timedelta(hours=8)
    assert last_opening(noon.date(), shut) == at(23, 11)


def test_hours_before_and_after_agree_with_the_calendar():
    chance = Random(5)
    for _case in range(300):
        moment = at(1, 1) + timedelta(minutes=chance.randrange(360 * 24 * 60))
        hours = chance.randint(1, 40)
        due = CALENDAR.add_office_hours(moment, hours)
        assert hours_after(moment, hours, KNOWN) == due
        since = hours_before(due, hours, KNOWN)
        assert CALENDAR.office_minutes_between(since, due) == hours * 60
        assert open_from(since, KNOWN) == since


def test_later_stages_never_come_earlier():
    chance = Random(6)
    clocks = ("office_hours", "hours", "days", "working_days", "period_end", "per_item")
    for _case in range(500):
        due = at(1, 1) + timedelta(minutes=chance.randrange(360 * 24 * 60))
        started = due - timedelta(minutes=chance.randrange(20_000))
        owed = duty(chance.choice(clocks), due, started=started)
        moments = [moment_of(Stage(number), owed, KNOWN, BOOK) for number in range(1, 5)]
        assert moments == sorted(moments)
        assert started <= moments[0] <= due
