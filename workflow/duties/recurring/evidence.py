"""What the record shows of an obligation: the acts by which it was met.

Read from the audit record, which every act enters in the transaction that did it, so that whatever
is counted twice, late or after a crash gives the same answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sections.base.models import BasePage
from workflow.audit.models import Entry

from .obligation import REPORT, Evidence, Obligation
from .turn import Turn

MADE_PUBLIC = ("approval.published", "approval.emergency")
SUPPLIED = ("approval.submitted",)
BACKED_UP = ("backup.made",)
SIGNED = ("audit.signed_off",)
REPORTED = ("report.approved",)
ACTIONS = {
    Evidence.UPDATE: MADE_PUBLIC,
    Evidence.UNIT_SUPPLY: SUPPLIED,
    Evidence.PERIOD_SUPPLY: SUPPLIED,
    Evidence.SCHEDULE: MADE_PUBLIC,
    Evidence.BACKUP: BACKED_UP,
    Evidence.LOG_REVIEW: SIGNED,
    Evidence.REPORT: REPORTED,
    Evidence.BY_HAND: (),
}
REQUEST = "approval.changerequest"
# Which page is about which period, as `is_about` says.
Periods = dict[int, tuple[str, date] | None]
# A report or schedule may be supplied so long before its period begins.
AHEAD = timedelta(days=62)


@dataclass(frozen=True, slots=True)
class Act:
    """An act that counts, as the record tells it."""

    at: datetime
    entry_id: int
    page_id: int | None
    title: str

    def as_evidence(self) -> dict:
        """What the duty keeps of it (JSON)."""
        return {
            "at": self.at.isoformat(),
            "entry": self.entry_id,
            "page": self.page_id,
            "note": self.title,
        }


def acts_of(
    obligation: Obligation, turn: Turn, agency_code: str, periods: Periods
) -> dict[str, list[Act]]:
    """The acts from the beginning of `turn` on that count, the first `needed` and all within it.

    By the code of the unit where units owe on their own, else under "". `periods` remembers which
    item is about which period, for the next turn that is looked at.
    """
    rows = (
        Entry.objects.filter(agency_code=agency_code, action__in=ACTIONS[obligation.evidence])
        .exclude(subject_type=REQUEST)
        .order_by("at", "pk")
    )
    match obligation.evidence:
        case Evidence.UNIT_SUPPLY:
            return _by_unit(rows.filter(at__gte=turn.begins_at))
        case Evidence.PERIOD_SUPPLY | Evidence.SCHEDULE:
            since = turn.begins_at - AHEAD
            return {"": _about(turn, obligation, rows.filter(at__gte=since), periods)}
        case Evidence.LOG_REVIEW:
            rows = rows.filter(data__period=turn.key)
        case Evidence.REPORT:
            report = obligation.code.removeprefix(REPORT)
            rows = rows.filter(data__report=report, data__period=turn.key)
        case _:
            rows = rows.filter(at__gte=turn.begins_at)
            if obligation.sections:
                rows = rows.filter(section_code__in=obligation.sections)
    return {"": _acts(_first_and_within(rows, turn, obligation.needed))}


def _first_and_within(rows, turn: Turn, needed: int) -> list[Entry]:
    """Of the rest of time only as many as are needed: a late act ends the breach."""
    within = list(rows.filter(at__lt=turn.ends_at))
    if len(within) < needed:
        within += rows.filter(at__gte=turn.ends_at)[: needed - len(within)]
    return within


def _by_unit(rows) -> dict[str, list[Act]]:
    """Items first supplied, each once, by the unit that supplied them."""
    entries = list(rows.filter(subject_id__regex=r"^\d+$"))
    pages = {
        page: (unit, supplied_at)
        for page, unit, supplied_at in BasePage.objects.filter(
            pk__in={int(entry.subject_id) for entry in entries}, unit__isnull=False
        ).values_list("pk", "unit__code", "supplied_at")
    }
    found: dict[str, list[Act]] = defaultdict(list)
    counted = set()
    for entry in entries:
        page_id = int(entry.subject_id)
        unit, supplied_at = pages.get(page_id, (None, None))
        # Sent again after a return, or a new version of what is public: no new item.
        is_first = supplied_at and abs(supplied_at - entry.at) < timedelta(minutes=1)
        if unit and is_first and page_id not in counted:
            counted.add(page_id)
            found[unit].append(_act(entry))
    return found


def _about(turn: Turn, obligation: Obligation, rows, periods: Periods) -> list[Act]:
    """The acts on items that say of themselves that they are about `turn`."""
    if obligation.sections:
        rows = rows.filter(section_code__in=obligation.sections)
    entries = list(rows.filter(subject_id__regex=r"^\d+$"))
    unknown = {int(entry.subject_id) for entry in entries} - periods.keys()
    periods |= dict.fromkeys(unknown)
    for page in BasePage.objects.filter(pk__in=unknown).specific():
        draft = page if page.live else page.get_latest_revision_as_object()
        periods[page.pk] = draft.is_about()
    wanted = (turn.per.value, turn.first)
    return [_act(entry) for entry in entries if periods[int(entry.subject_id)] == wanted]


def _acts(entries: Iterable[Entry]) -> list[Act]:
    return [_act(entry) for entry in entries]


def _act(entry: Entry) -> Act:
    page_id = int(entry.subject_id) if entry.subject_id.isdigit() else None
    return Act(entry.at, entry.pk, page_id, entry.subject_title)
