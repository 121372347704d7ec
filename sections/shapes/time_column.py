"""A column for a time of day."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError

from sections.base.tables import Column

# 08:30, 8h30, 8 giờ 30, 8h, and 08:30:00 as a spreadsheet gives it.
_TIME = re.compile(r"(\d{1,2})\s*(?:[:h.g]|giờ)\s*(\d{2})?(?::\d{2})?(?:\s*phút)?", re.IGNORECASE)
_HOURS, _MINUTES = 24, 60


@dataclass(frozen=True, slots=True)
class TimeColumn(Column):
    """Holds «08:30»; takes 8h30, 8 giờ 30 and what a spreadsheet holds."""

    help: str = "Ví dụ: 08:30 hoặc 8h30"

    def clean(self, value: object) -> str:
        """The time as HH:MM or ""; raises `ValidationError`."""
        text = "" if value is None else str(value).strip()
        if not text:
            return Column.clean(self, "")
        found = _TIME.fullmatch(text)
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (_HOURS, 0)
        if hour >= _HOURS or minute >= _MINUTES:
            raise ValidationError(f"«{self.label}»: «{text}» không phải là giờ, ví dụ 08:30.")
        return f"{hour:02d}:{minute:02d}"
