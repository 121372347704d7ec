"""Tasks of the worker; each asks for now and calls one function."""

from django.utils import timezone

from . import counting, reminding


def mark_overdue() -> int:
    """Mark and tell what is overdue; first count what could not be counted before."""
    now = timezone.now()
    counting.recount_troubled(now)
    return reminding.mark_overdue(now)


def recount_open(agency_code: str) -> int:
    """Count what is open on the changed calendar of an agency, of all with ""."""
    return counting.recount_open(timezone.now(), agency_code)
