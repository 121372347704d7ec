"""Tasks of the worker; each asks for now and calls one function."""

import logging

from django.utils import timezone

from . import counting, incidents, reminding
from .recurring import turns
from .upkeep import watching as upkeep

logger = logging.getLogger(__name__)


def watch() -> int:
    """Read what happened, then mark and tell what is overdue, near or still owed."""
    now = timezone.now()
    failed = []
    for step in (
        incidents.note_alarms,
        turns.follow_record,
        upkeep.follow,
        turns.look_before_telling,
    ):
        try:
            step(now)
        except Exception as error:
            # People hear of what is late all the same; the failure of the task is seen.
            logger.exception("%s failed", step.__name__)
            failed.append(error)
    late = reminding.watch(now)
    if failed:
        raise failed[0]
    return late


def recount_troubled() -> int:
    """Count again what could not be counted before."""
    return counting.recount_troubled(timezone.now())


def recount_open(agency_code: str) -> int:
    """Count what is open on the changed calendar of an agency, of all with ""."""
    return counting.recount_open(timezone.now(), agency_code)


def recount_all() -> int:
    """Count anew whatever is open: settings of the rule books may have changed."""
    return counting.recount_open(timezone.now())


def open_turns() -> int:
    """Make the duties of periods that have begun, and of what is to be looked through again."""
    now = timezone.now()
    return turns.open_turns(now) + upkeep.open_due(now)
