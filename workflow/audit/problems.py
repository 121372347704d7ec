"""What can be wrong with the record, in words."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils import timezone

from . import actions


class Kind(StrEnum):
    """The sort of damage; the value is for programs."""

    ALTERED = "altered"
    MISSING_ROW = "missing_row"
    MISSING_LINK = "missing_link"
    BROKEN_LINK = "broken_link"
    UNLINKED = "unlinked"
    CUT = "cut"
    ANCHOR_MISMATCH = "anchor_mismatch"
    ANCHOR_MISSING = "anchor_missing"
    ANCHOR_UNREADABLE = "anchor_unreadable"
    GUARD_OFF = "guard_off"
    EVIDENCE = "evidence"


@dataclass(frozen=True, slots=True)
class Problem:
    """One damage; `words` is the whole sentence without the place.

    `chain` is None for what concerns no chain; `seq`, `entry_id`, `at` (UTC, ISO 8601) and
    `action` name the row as far as it is known.
    """

    kind: Kind
    words: str
    chain: str | None = None
    seq: int | None = None
    entry_id: int | None = None
    at: str = ""
    action: str = ""

    @property
    def place(self) -> str:
        """«dòng 12 (mục số 345, 08:30:00 05/02/2026, duyệt)»; "" when no row is known."""
        known = [
            f"mục số {self.entry_id}" if self.entry_id is not None else "",
            _local(self.at),
            actions.label_of(self.action),
        ]
        inside = ", ".join(filter(None, known))
        if self.seq is None:
            return inside
        return f"dòng {self.seq} ({inside})" if inside else f"dòng {self.seq}"

    def __str__(self):
        return f"{self.place}: {self.words}" if self.place else self.words


def _local(at: str) -> str:
    if not at:
        return ""
    return f"{timezone.localtime(datetime.fromisoformat(at)):%H:%M:%S %d/%m/%Y}"
