"""Acts on one duty: the row locked, the words cleaned, the act in the record."""

from __future__ import annotations

from datetime import datetime

from sections.base.door import Refused
from sections.base.text import clean_text
from workflow.agencies.models import User
from workflow.audit.models import Entry
from workflow.audit.recording import record
from workflow.calendar.clock import local

from .models import Duty

TOO_LONG = "Nội dung dài {count} ký tự; hãy rút gọn còn không quá {limit} ký tự."


def locked(duty: Duty) -> Duty:
    """The duty as it is now, locked until the transaction ends."""
    return Duty.objects.select_for_update().get(pk=duty.pk)


def cleaned(text: str, limit: int, needed: str = "") -> str:
    """`text` as it is kept; Refused if it is longer than `limit`, or empty where `needed` says so."""
    words = clean_text(text).replace("\r\n", "\n").strip()
    if needed and not words:
        raise Refused(needed)
    if len(words) > limit:
        raise Refused(TOO_LONG.format(count=len(words), limit=limit))
    return words


def enter(action: str, duty: Duty, user: User, now: datetime, note: str = "", **data) -> Entry:
    """Add the act of `user` on `duty` to the record."""
    return record(
        action,
        actor=user,
        agency_code=duty.agency_code,
        subject=duty,
        subject_title=duty.subject_title,
        note=note,
        at=now,
        page=duty.page_id,
        deadline=duty.deadline_code,
        clauses=duty.clauses,
        due=iso(duty.due_at),
        **data,
    )


def iso(moment: datetime | None) -> str:
    """`moment` as the record keeps it, in Vietnamese time; "" for none."""
    return local(moment).isoformat() if moment else ""
