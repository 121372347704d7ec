"""The head signs a period as reviewed; the signature is itself a row of the record."""

from __future__ import annotations

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from sections.base.door import Refused
from sections.base.text import clean_text
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import roles_of
from workflow.audit.models import Entry, Link
from workflow.audit.recording import record
from workflow.calendar.queries import calendar_of

from .figures import figures_of, rows_of
from .periods import Period

SIGNED = "audit.signed_off"
HEAD = "head"
MAX_NOTE = 4000

NOT_HEAD = "Chỉ Trưởng ban của cơ quan ký rà soát nhật ký."
NOT_ENDED = "Kỳ {period} chưa kết thúc nên chưa ký được."
ALREADY = "Nhật ký {period} đã được {who} ký lúc {when}; không cần ký lại."
MORE_CAME = (
    "Từ khi bạn mở trang, số việc của {period} đã đổi từ {seen} thành {total} nên chưa ký. Hãy xem "
    "lại rồi ký."
)
NOTE_NEEDED = (
    "Kỳ này có {count} việc cần chú ý. Hãy ghi bạn đã xem những gì và xử lý ra sao rồi ký lại."
)


def may_sign(person: User, agency: Agency) -> bool:
    """Whether `person` holds the role of the head in `agency`; superusers sign nothing."""
    return person.is_active and person.agency_id == agency.pk and HEAD in roles_of(person)


def signatures(agency_code: str) -> dict[str, Entry]:
    """The rows by which periods were signed, by the period's code (one query)."""
    rows = Entry.objects.filter(agency_code=agency_code, action=SIGNED).order_by("-at", "-pk")
    return {row.data["period"]: row for row in rows}


def sign(agency: Agency, period: Period, person: User, *, note: str, seen: int, now) -> Entry:
    """Sign `period` as reviewed and return the row.

    `seen` is the number of rows that the person had on the screen; `note` is needed when something
    deserves attention. Raises `Refused` with the sentence for the person. The agency's row is
    locked: of two signatures at once the second finds the first.
    """
    note = clean_text(note).strip()[:MAX_NOTE]
    with transaction.atomic():
        Agency.objects.select_for_update(no_key=True).get(pk=agency.pk)
        figures = figures_of(agency.code, period, calendar_of(agency.code))
        _check(agency, period, person, figures, note=note, seen=seen, now=now)
        link = Link.objects.filter(chain=agency.code).order_by("-seq").first()
        return record(
            SIGNED,
            actor=person,
            subject=agency,
            subject_title=period.label,
            note=note,
            at=now,
            period=period.code,
            **{"from": period.first.isoformat(), "to": period.last.isoformat()},
            rows=figures.total,
            counts={group.code: count for group, count in figures.attention},
            last_entry=figures.last_entry,
            chain_seq=link.seq if link else 0,
            chain_hash=link.hash if link else "",
        )


def added_later(signature: Entry, period: Period) -> QuerySet[Entry]:
    """Rows of the signed period that reached the record after the signature."""
    data = signature.data
    newer = Link.objects.filter(
        chain=signature.agency_code, entry_id=OuterRef("pk"), seq__gt=data["chain_seq"]
    )
    # A transaction under way while the head signed has an older id but a newer place in the chain.
    after = Q(pk__gt=data["last_entry"])
    if data["chain_seq"]:
        after |= Q(Exists(newer))
    return rows_of(signature.agency_code, period).filter(after).order_by("at", "pk")


def _check(agency, period, person, figures, *, note: str, seen: int, now) -> None:
    words = period.label
    if not may_sign(person, agency):
        raise Refused(NOT_HEAD)
    if period.ends_at > now:
        raise Refused(NOT_ENDED.format(period=words))
    signed = signatures(agency.code).get(period.code)
    if signed is not None:
        when = f"{timezone.localtime(signed.at):%H:%M %d/%m/%Y}"
        raise Refused(ALREADY.format(period=words, who=signed.actor_name, when=when))
    if seen != figures.total:
        raise Refused(MORE_CAME.format(period=words, seen=seen, total=figures.total))
    if figures.needs_attention and not note:
        raise Refused(NOTE_NEEDED.format(count=figures.needs_attention))
