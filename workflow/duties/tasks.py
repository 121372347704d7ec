"""Tasks of the worker; each asks for now and calls one function."""

from django.utils import timezone

from . import counting, incidents, reminding
from .recurring import turns


def mark_overdue() -> int:
    """Mark and tell what is overdue; first count what could not be counted before."""
    now = timezone.now()
    counting.recount_troubled(now)
    turns.follow_record(now)
    return reminding.mark_overdue(now)


def recount_open(agency_code: str) -> int:
    """Count what is open on the changed calendar of an agency, of all with ""."""
    return counting.recount_open(timezone.now(), agency_code)


def open_turns() -> int:
    """Make the duties of days, weeks, months … that have begun."""
    return turns.open_turns(timezone.now())


def follow_record() -> int:
    """Meet what the latest acts show to be met; note what the latest alarms ask for."""
    now = timezone.now()
    incidents.note_alarms(now)
    return turns.follow_record(now)
