"""Tasks of the worker; each asks for now and calls one function."""

from django.utils import timezone

from . import counting, incidents, reminding
from .recurring import turns


def watch() -> int:
    """Mark and tell what is overdue, near or still owed, once the record has been read."""
    now = timezone.now()
    turns.follow_record(now)
    turns.look_before_telling(now)
    return reminding.watch(now)


def recount_troubled() -> int:
    """Count again what could not be counted before."""
    return counting.recount_troubled(timezone.now())


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
