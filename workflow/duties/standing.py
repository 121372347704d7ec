"""How a duty stands, as the screens show it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from workflow.calendar.clock import WorkCalendar

from .models import Duty
from .near import is_near
from .queries import causes_of
from .words import remaining_words

# Colour of the mark: what is late, what is near, what is well, what is only measured, what stands.
LATE, NEAR, WELL, MEASURED, STANDS = "late", "near", "well", "measured", "stands"


@dataclass(frozen=True, slots=True)
class Standing:
    """A duty with its words and the mark to colour it by.

    `url` is its page for who may see that, `explained` what became of the explanation of a breach.
    """

    duty: Duty
    words: str
    mark: str
    url: str = ""
    explained: str = ""


def standings(
    duties: Iterable[Duty], now: datetime, calendars: dict[str, WorkCalendar]
) -> list[Standing]:
    """The standings of `duties` at `now`; `calendars` by agency code.

    No query, but one for the causes where the clock of any of them stands.
    """
    rows = list(duties)
    causes = causes_of(rows)
    return [
        Standing(
            duty,
            remaining_words(duty, now, calendars[duty.agency_code], causes.get(duty.pk, "")),
            _mark(duty, now),
        )
        for duty in rows
    ]


def _mark(duty: Duty, now: datetime) -> str:
    if duty.is_open and duty.stands_since is not None:
        return STANDS
    if duty.due_at is None:
        return MEASURED
    if duty.is_late(now):
        return LATE
    return NEAR if is_near(duty, now) else WELL
