"""Giving, revoking and shortening delegations and assignments; under a lock on the giver."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sections.base.door import Refused
from sections.base.text import clean_text
from workflow.agencies import signals
from workflow.agencies.models import User

from . import letters
from .delegation import Delegation
from .eligibility import check_scope
from .queries import is_head
from .wording import moment_words, period_words

NOT_IN_SERVICE = "Tài khoản của bạn không hoạt động ở cơ quan nào nên không giao được việc."
NOT_YOURSELF = "Không thể giao cho chính mình; hãy chọn người khác."
FOREIGN = "Người nhận không thuộc cơ quan của bạn hoặc tài khoản đã ngừng; hãy chọn người khác."
NUMBER_NEEDED = "Hãy ghi số văn bản ủy quyền hoặc phân công, ví dụ 12/QĐ-BBT."
REASON_NEEDED = "Hãy ghi lý do: người khác xem lại sẽ đọc dòng này."
TOO_LONG = "Dài quá {limit} ký tự; hãy viết ngắn hơn."
END_NEEDED = "Ủy quyền phải có thời điểm kết thúc; không có thời hạn thì lập phân công."
ALREADY_BEGUN = "Thời điểm bắt đầu đã qua; để trống nếu có hiệu lực ngay."
WRONG_ORDER = "Thời điểm kết thúc phải sau thời điểm bắt đầu."
OVERLAP = (
    "Trùng với {kind} số {number} cho {receiver}, {period}. Hãy thu hồi văn bản đó trước, hoặc "
    "chọn thời gian, bước hay chuyên mục khác."
)
NOT_YOURS = "Chỉ người đã giao hoặc Trưởng Ban Biên tập mới thu hồi hay rút ngắn được."
REVOKED = "Văn bản số {number} đã được {who} thu hồi lúc {when}."
ENDED = "Văn bản số {number} đã hết hiệu lực lúc {when}; không còn gì để thu hồi."
NOT_EARLIER = "Chỉ rút ngắn được: chọn thời điểm từ bây giờ tới trước khi hết hạn hiện nay."


@transaction.atomic
def give(
    giver: User,
    receiver: User,
    *,
    kind: str,
    valid_from: datetime,
    valid_to: datetime | None,
    decision_number: str,
    reason: str,
    now: datetime,
    steps: Collection[str] = (),
    sections: Collection[str] = (),
) -> Delegation:
    """Entrust `receiver` with steps of `giver` (see `Delegation`) and tell both.

    The same thing sent twice is made once. Raises `Refused` or ValidationError (a sentence for each
    field) and then nothing is made. Only the own roles count, so what was received by delegation
    cannot be passed on (LA-8.3.b-2, BP-15.2, BP-19.1-3, BP-19.2, DL-11.2-2, DL-12.1, KT-16.1.b).
    """
    giver = _locked_giver(giver)
    receiver = _checked_receiver(giver, receiver)
    row = Delegation(
        agency=giver.agency,
        kind=Delegation.Kind(kind),
        giver=giver,
        receiver=receiver,
        steps=list(steps),
        sections=list(sections),
        valid_from=valid_from,
        valid_to=valid_to,
        decision_number=plain_number(decision_number),
        reason=clean_text(reason).strip(),
        created_by=giver,
    )
    check_scope(row)
    _check_texts(row)
    same = _sent_before(row)
    if same is not None:
        return same
    _check_period(row, now)
    _check_overlap(row)
    row.save(force_insert=True)
    signals.delegation_given.send(sender=Delegation, delegation=row, actor=giver)
    letters.given(row)
    return row


@transaction.atomic
def revoke(
    actor: User, delegation: Delegation, *, reason: str, now: datetime | None = None
) -> Delegation:
    """End `delegation` at once; the row as it is then.

    `now` is by default the moment when the row is locked: a decision that holds the row is waited
    for, and the revocation is later than it. Raises `Refused` (not the giver, not the head; already over) and ValidationError (no reason).
    """
    row = _locked(actor, delegation)
    now = now or timezone.now()
    _check_not_over(row, now)
    reason = clean_text(reason).strip()
    _check_text("reason", reason, REASON_NEEDED, Delegation.revoke_reason.field.max_length)
    row.revoked_at = now
    row.revoked_by = actor
    row.revoke_reason = reason
    row.save(update_fields=["revoked_at", "revoked_by", "revoke_reason"])
    signals.delegation_revoked.send(sender=Delegation, delegation=row, actor=actor)
    letters.revoked(row)
    return row


@transaction.atomic
def shorten(
    actor: User, delegation: Delegation, *, valid_to: datetime, now: datetime | None = None
) -> Delegation:
    """Bring the end of `delegation` forward to `valid_to`; the row as it is then.

    `now` as for `revoke`. Raises `Refused` as `revoke` does, and ValidationError unless `valid_to`
    is still to come, after the beginning and before the present end.
    """
    row = _locked(actor, delegation)
    now = now or timezone.now()
    _check_not_over(row, now)
    earliest = max(now, row.valid_from)
    if valid_to <= earliest or (row.valid_to is not None and valid_to >= row.valid_to):
        raise ValidationError({"valid_to": NOT_EARLIER})
    before = row.valid_to
    row.valid_to = valid_to
    row.save(update_fields=["valid_to"])
    signals.delegation_shortened.send(sender=Delegation, delegation=row, actor=actor, before=before)
    letters.shortened(row)
    return row


def plain_number(text: str) -> str:
    """The number of a written act without the words people put in front of it."""
    number = " ".join(clean_text(text).split())
    for words in ("quyết định", "văn bản", "số"):
        if number.casefold().startswith(f"{words} "):
            number = number[len(words) :].strip()
    return number


def _locked_giver(giver: User) -> User:
    # Everything one person gives is checked one after the other, so two requests never overlap.
    # A fresh object: the roles are asked anew, not taken from what the request remembers.
    fresh = (
        User.objects.select_for_update(no_key=True, of=("self",))
        .select_related("agency")
        .filter(pk=giver.pk)
        .first()
    )
    if fresh is None or not fresh.is_active or fresh.agency is None:
        raise Refused(NOT_IN_SERVICE)
    return fresh


def _checked_receiver(giver: User, receiver: User) -> User:
    if receiver.pk == giver.pk:
        raise ValidationError({"receiver": NOT_YOURSELF})
    people = User.objects.filter(agency_id=giver.agency_id, is_active=True)
    found = people.filter(pk=receiver.pk).first()
    if found is None:
        raise ValidationError({"receiver": FOREIGN})
    return found


def _check_texts(row: Delegation) -> None:
    fields = Delegation._meta
    number_limit = fields.get_field("decision_number").max_length
    _check_text("decision_number", row.decision_number, NUMBER_NEEDED, number_limit)
    _check_text("reason", row.reason, REASON_NEEDED, fields.get_field("reason").max_length)


def _check_text(field: str, text: str, needed: str, limit: int) -> None:
    if not text:
        raise ValidationError({field: needed})
    if len(text) > limit:
        raise ValidationError({field: TOO_LONG.format(limit=limit)})


def _check_period(row: Delegation, now: datetime) -> None:
    if row.valid_from < now:
        raise ValidationError({"valid_from": ALREADY_BEGUN})
    if row.valid_to is None:
        if row.kind == Delegation.Kind.DELEGATION:
            raise ValidationError({"valid_to": END_NEEDED})
    elif row.valid_to <= row.valid_from:
        raise ValidationError({"valid_to": WRONG_ORDER})


def _sent_before(row: Delegation) -> Delegation | None:
    """The same act, already made: a double click, or the form sent again after going back."""
    return Delegation.objects.filter(
        giver=row.giver,
        receiver=row.receiver,
        kind=row.kind,
        steps=row.steps,
        sections=row.sections,
        valid_from__lte=row.valid_from,
        valid_to=row.valid_to,
        decision_number=row.decision_number,
        reason=row.reason,
        revoked_at__isnull=True,
    ).first()


def _check_overlap(row: Delegation) -> None:
    others = Delegation.objects.filter(giver=row.giver, kind=row.kind).not_ended(row.valid_from)
    if row.valid_to is not None:
        others = others.filter(valid_from__lt=row.valid_to)
    for other in others.select_related("receiver"):
        if _share(row.steps, other.steps) and _share(row.sections, other.sections):
            raise ValidationError(
                OVERLAP.format(
                    kind=other.get_kind_display(),
                    number=other.decision_number,
                    receiver=other.receiver,
                    period=period_words(other.valid_from, other.valid_to),
                )
            )


def _share(ours: list[str], theirs: list[str]) -> bool:
    return not ours or not theirs or not set(ours).isdisjoint(theirs)


def _locked(actor: User, delegation: Delegation) -> Delegation:
    row = (
        Delegation.objects.select_for_update(no_key=True, of=("self",))
        .select_related("agency", "giver", "receiver", "revoked_by")
        .get(pk=delegation.pk)
    )
    is_giver = actor.is_active and actor.pk == row.giver_id and actor.agency_id == row.agency_id
    if not is_giver and not is_head(actor, row.agency):
        raise Refused(NOT_YOURS)
    return row


def _check_not_over(row: Delegation, now: datetime) -> None:
    if row.revoked_at is not None:
        raise Refused(
            REVOKED.format(
                number=row.decision_number, who=row.revoked_by, when=moment_words(row.revoked_at)
            )
        )
    if row.valid_to is not None and row.valid_to <= now:
        raise Refused(ENDED.format(number=row.decision_number, when=moment_words(row.valid_to)))
