"""How a duty stands, as the screens show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from workflow.calendar.clock import WorkCalendar, local_day
from workflow.regulations.loader import load

from .models import Duty
from .words import remaining_words

# Colour of the mark: what is late, what is near, what is well, what is only measured.
LATE, NEAR, WELL, MEASURED = "late", "near", "well", "measured"


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty with its words and the mark to colour it by."""

    duty: Duty
    words: str
    mark: str


def standings(
    duties: Iterable[Duty], now: datetime, calendars: dict[str, WorkCalendar]
) -> list[Standing]:
    """The standings of `duties` at `now`; `calendars` by agency code."""
    return [
        Standing(duty, remaining_words(duty, now, calendars[duty.agency_code]), _mark(duty, now))
        for duty in duties
    ]


def _mark(duty: Duty, now: datetime) -> str:
    if duty.due_at is None:
        return MEASURED
    if duty.is_late(now):
        return LATE
    near = timedelta(hours=load(duty.agency_code).setting("remind_before_hours", local_day(now)))
    return NEAR if duty.met_at is None and duty.due_at - now <= near else WELL
