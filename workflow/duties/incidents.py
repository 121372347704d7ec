"""Alarms of the system are incidents: they are to be told to the portal at once (QT-10.3)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from wagtail.models import get_page_models

from workflow.agencies.models import Agency
from workflow.approval.notice import Notice
from workflow.audit.models import Entry
from workflow.regulations.book import StartEvent

from .audience import NOWHERE, Staff
from .events import arise
from .models import Duty, Subject

ALARMS = ("approval.alarm",)
READ_AGAIN = timedelta(minutes=15)


@transaction.atomic
def note_alarms(now: datetime) -> int:
    """Lay the duty to report on the agencies whose public pages raised an alarm; the number made.

    An alarm of the whole installation concerns every agency. Idempotent: an alarm is one incident.
    """
    alarms = list(Entry.objects.filter(action__in=ALARMS, at__gte=now - READ_AGAIN).order_by("pk"))
    if not alarms:
        return 0
    made = 0
    for agency in Agency.objects.order_by("code"):
        for alarm in alarms:
            if alarm.agency_code in ("", agency.code):
                subject = Subject(
                    Duty.Kind.INCIDENT,
                    f"entry:{alarm.pk}",
                    f"Cảnh báo: {alarm.subject_title}",
                    page_id=_page_of(alarm),
                )
                duties = arise(agency.code, StartEvent.DETECTED, subject, alarm.at, now)
                _tell(duties, agency, now)
                made += len(duties)
    return made


def _page_of(alarm: Entry) -> int | None:
    """The page that the alarm is about; images and files have numbers of their own."""
    types = {model._meta.label_lower for model in get_page_models()}
    return int(alarm.subject_id) if alarm.subject_type in types else None


def _tell(duties: list[Duty], agency: Agency, now: datetime) -> None:
    """What is prompt has no time to be reminded of: it is told when it arises."""
    staff = Staff(agency, now) if duties else None
    Notice.objects.bulk_create(
        Notice(user_id=person_id, text=f"{duty.subject_title}: {duty.label}."[:1000], url=duty.path)
        for duty in duties
        for person_id in staff.those_who_owe(duty, NOWHERE)
    )
