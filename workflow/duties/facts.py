"""What the clocks read of an item, whatever its type calls it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from sections.base.clock_fields import ClockFields
from sections.base.models import BasePage
from workflow.calendar.clock import TIME_ZONE, end_of_day, local_day
from workflow.regulations.book import Clock, Deadline, Measure, StartEvent

from .clocks import ClockSettings, event_start

EVENT_STARTS = frozenset(
    {
        StartEvent.HAPPENED,
        StartEvent.ENDED,
        StartEvent.ISSUED,
        StartEvent.APPROVED,
        StartEvent.DECIDED,
        StartEvent.CONFERENCE,
        StartEvent.FINISHED,
        StartEvent.CHANGED,
    }
)
"""Events whose time is that of the item where its type names no field of their own."""

YEARS = range(1900, 10_000)
"""In which something can have happened or be promised."""


@dataclass(frozen=True, slots=True)
class Facts:
    """An item and the values of its clock fields, as its draft or its public version says."""

    page: BasePage
    title: str
    values: Mapping[str, Any]

    @property
    def fields(self) -> ClockFields:
        """The clock fields of the item's type."""
        return type(self.page).clock_fields

    @property
    def kind(self) -> str:
        """What picks the deadline where the regulation has several."""
        return self.values.get(self.fields.kind) or ""

    @property
    def started_events(self) -> frozenset[StartEvent]:
        """The start events whose time is known."""
        known = {event for event, name in self.fields.starts.items() if self.values.get(name)}
        if self.values.get(self.fields.begins):
            known |= EVENT_STARTS
        if self.page.first_published_at:
            known.add(StartEvent.PUBLISHED)
        return frozenset(StartEvent(event) for event in known)

    def started_at(self, row: Deadline, settings: ClockSettings) -> datetime | None:
        """From when the deadline `row` runs on the item; None while that is not known."""
        found = self._start(row, settings)
        # A slip of the keyboard, which no calendar and not every database can hold.
        return found if found is not None and found.year in YEARS else None

    def _start(self, row: Deadline, settings: ClockSettings) -> datetime | None:
        own = self.values.get(self.fields.starts.get(row.start, ""))
        if own:
            return _moment(own) if own.year in YEARS else None
        if row.start == StartEvent.PUBLISHED:
            return self.page.first_published_at
        if row.start not in EVENT_STARTS:
            return None
        begins, ends = (self.values.get(name) for name in (self.fields.begins, self.fields.ends))
        return event_start(row, begins, ends, settings)

    def promised(self, row: Deadline) -> datetime | None:
        """The end of the day that the item itself promises, for a deadline set for each item."""
        day = self.values.get(self.fields.promised)
        if row.clock != Clock.PER_ITEM or not day or day.year not in YEARS:
            return None
        return end_of_day(local_day(day))

    def done_at(self, measure: str, now: datetime) -> datetime | None:
        """When what `measure` asks for was first done; None while it is not."""
        if measure == Measure.SUPPLY:
            return self.page.supplied_at
        if measure == Measure.PUBLICATION:
            return self.page.first_published_at
        value = self.values.get(self.fields.done.get(measure, ""))
        # Until it is public, an answer is a draft.
        if not value or not self.page.live:
            return None
        return min(_moment(value), now)


def _moment(value: date | datetime) -> datetime:
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time.min, TIME_ZONE)
