"""What the record tells of one duty."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from wagtail.models import get_page_models

from workflow.audit.actions import label_of
from workflow.audit.models import Entry
from workflow.calendar.clock import local
from workflow.duties.models import Duty

SHOWN = 50


@dataclass(frozen=True, slots=True)
class Told:
    """An act on the duty; `moved` are the due times before and after, where it moved."""

    entry: Entry
    label: str
    moved: tuple[datetime | None, datetime | None] | None


def history_of(duty: Duty) -> list[Told]:
    """The last acts on the duty, newest first, in one query.

    What the corrections of an item did to its duties is recorded with the item.
    """
    of_duty = Q(subject_type=Duty._meta.label_lower, subject_id=str(duty.pk))
    if duty.page_id:
        of_duty |= Q(
            subject_type__in=[model._meta.label_lower for model in get_page_models()],
            subject_id=str(duty.page_id),
            data__deadline=duty.deadline_code,
        )
    rows = Entry.objects.filter(
        of_duty, agency_code=duty.agency_code, action__startswith="duty."
    ).order_by("-at", "-pk")
    return [Told(row, label_of(row.action), _moved(row.data)) for row in rows[:SHOWN]]


def _moved(data: dict) -> tuple[datetime | None, datetime | None] | None:
    if "due_before" not in data:
        return None
    # The same moment may be spelled in two time zones.
    before, after = _moment(data["due_before"]), _moment(data.get("due"))
    return (before, after) if before != after else None


def _moment(text: str | None) -> datetime | None:
    return local(datetime.fromisoformat(text)) if text else None
