"""Duties of every state around one moment, made directly."""

from datetime import datetime, timedelta
from itertools import count

from tests.workflow.calendar.year_2026 import at
from workflow.duties.models import Duty

# A Wednesday morning.
NOW = at(18, 11, hour=9)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
_NUMBERS = count(1)

LA_NEWS, BP_QUOTA = "LA-9.2.a", "BP-9.4"


def duty(agency_code: str = "LA", **fields) -> Duty:
    """A saved duty; of news by default, started a day before its due time."""
    number = next(_NUMBERS)
    due_at = fields.pop("due_at", None)
    values = {
        "agency_code": agency_code,
        "subject_kind": Duty.Kind.CASE,
        "subject_key": f"thu-{number}",
        "subject_title": f"Việc {number}",
        "deadline_code": "D01",
        "label": "Gửi tin tức, sự kiện",
        "clauses": [LA_NEWS],
        "clock": "office_hours",
        "limit": 8,
        "start_event": "happened",
        "measure": "supply",
        "started_at": (due_at or NOW) - DAY,
        "due_at": due_at,
        **fields,
    }
    return Duty.objects.create(**values)


def met(due_at: datetime, met_at: datetime, **fields) -> Duty:
    """A duty that was met."""
    return duty(due_at=due_at, met_at=met_at, **fields)
