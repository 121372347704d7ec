"""What people type into the forms of a duty: days and moments, read in Vietnamese time."""

from __future__ import annotations

from datetime import date, datetime

from sections.base.door import Refused
from workflow.calendar.clock import TIME_ZONE

NO_DAY = "Hãy ghi ngày thực hiện."
BAD_DAY = "Ngày «{text}» không đọc được; hãy ghi như 2026-11-20."
BAD_MOMENT = "Thời điểm «{text}» không đọc được; hãy ghi như 2026-11-20T15:00."
EARLIEST = 2000


def day_of(text: str, needed: str = NO_DAY) -> date:
    """The day of a form; Refused with `needed` for none, and for what is no day."""
    text = text.strip()
    if not text:
        raise Refused(needed)
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Refused(BAD_DAY.format(text=text[:40])) from error


def moment_of(text: str) -> datetime | None:
    """The moment of a form, None where it is left empty; Refused for what is none."""
    text = text.strip()
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
        if found.year < EARLIEST:
            raise ValueError
    except ValueError as error:
        raise Refused(BAD_MOMENT.format(text=text[:40])) from error
    return found if found.tzinfo is not None else found.replace(tzinfo=TIME_ZONE)
