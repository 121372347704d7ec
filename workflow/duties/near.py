"""When a duty that is owed counts as near: once people were reminded of it, or as late as that.

One answer for a row and for the database, so that a colour and the list behind it agree.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Q

from workflow.calendar.clock import local_day
from workflow.regulations.loader import load

from .models import Duty


def is_near(duty: Duty, now: datetime) -> bool:
    """Whether the duty, which has a due time and is not late, is near it. No query."""
    is_soon = duty.due_at - now <= _span(duty.agency_code, now)
    return duty.is_open and (is_soon or duty.stage == Duty.Stage.BEFORE)


def near(agency_codes: Iterable[str], now: datetime) -> Q:
    """The same for duties of these agencies that are owed and not late."""
    found = Q(stage=Duty.Stage.BEFORE, agency_code__in=(codes := list(agency_codes)))
    for code in codes:
        found |= Q(agency_code=code, due_at__lte=now + _span(code, now))
    return found


def _span(agency_code: str, now: datetime) -> timedelta:
    return timedelta(hours=load(agency_code).setting("remind_before_hours", local_day(now)))
