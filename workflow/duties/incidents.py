"""Alarms of the system are incidents: they are to be told to the portal at once (QT-10.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from workflow.agencies.models import Agency
from workflow.audit.models import Entry
from workflow.regulations.book import StartEvent

from .events import arise
from .models import Duty, Subject

ALARMS = ("approval.alarm",)
READ_AGAIN = timedelta(minutes=15)


def note_alarms(now: datetime) -> int:
    """Lay the duty to report on the agencies whose public pages raised an alarm; the number made.

    An alarm of the whole installation concerns every agency. Idempotent: an alarm is one incident.
    """
    alarms = list(Entry.objects.filter(action__in=ALARMS, at__gte=now - READ_AGAIN).order_by("pk"))
    if not alarms:
        return 0
    made = 0
    for code in Agency.objects.order_by("code").values_list("code", flat=True):
        for alarm in alarms:
            if alarm.agency_code in ("", code):
                subject = Subject(
                    Duty.Kind.INCIDENT,
                    f"entry:{alarm.pk}",
                    f"Cảnh báo: {alarm.subject_title}",
                    page_id=int(alarm.subject_id) if alarm.subject_id.isdigit() else None,
                )
                made += len(arise(code, StartEvent.DETECTED, subject, alarm.at, now))
    return made
