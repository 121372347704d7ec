"""Reporting an absence, and its early end."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from sections.base.door import Refused
from sections.base.text import clean_text
from workflow.agencies import signals
from workflow.agencies.models import User

from . import letters
from .absence import Absence
from .queries import is_head

NOT_YOURS = "Chỉ người vắng mặt hoặc Trưởng Ban Biên tập của cơ quan mới báo được."
WRONG_ORDER = "Thời điểm trở lại phải sau thời điểm bắt đầu vắng mặt."
ALREADY_OVER = "Thời điểm trở lại đã qua; hãy kiểm tra ngày giờ."
ALREADY_BACK = "Lần vắng mặt này đã kết thúc."
TOO_LONG = "Ghi chú dài quá {limit} ký tự; hãy viết ngắn hơn."


@transaction.atomic
def report(
    actor: User,
    person: User,
    *,
    valid_from: datetime,
    valid_to: datetime,
    note: str,
    now: datetime,
) -> Absence:
    """Say that `person` is away: what is assigned to them goes to the others meanwhile.

    The same report sent twice is made once. Raises `Refused` unless it is oneself or the head of
    the same agency who reports, and ValidationError for a period that is wrong or over.
    """
    person = _locked_person(actor, person)
    note = clean_text(note).strip()
    limit = Absence.note.field.max_length
    if len(note) > limit:
        raise ValidationError({"note": TOO_LONG.format(limit=limit)})
    if valid_to <= valid_from:
        raise ValidationError({"valid_to": WRONG_ORDER})
    if valid_to <= now:
        raise ValidationError({"valid_to": ALREADY_OVER})
    known = person.absences.not_over(now)
    same = known.filter(valid_from=valid_from, valid_to=valid_to).first()
    if same is not None:
        return same
    absence = Absence.objects.create(
        user=person, valid_from=valid_from, valid_to=valid_to, note=note, created_by=actor
    )
    signals.absence_reported.send(sender=Absence, absence=absence, actor=actor)
    letters.absent(absence, actor)
    return absence


@transaction.atomic
def end(actor: User, absence: Absence, *, now: datetime) -> Absence:
    """The person is back (or does not leave after all): the absence ends at `now`.

    Raises `Refused` for strangers and when it is already over.
    """
    _locked_person(actor, absence.user)
    row = Absence.objects.select_for_update(no_key=True).get(pk=absence.pk)
    if row.ended_at is not None or row.valid_to <= now:
        raise Refused(ALREADY_BACK)
    row.ended_at = now
    row.ended_by = actor
    row.save(update_fields=["ended_at", "ended_by"])
    signals.absence_ended.send(sender=Absence, absence=row, actor=actor)
    return row


def _locked_person(actor: User, person: User) -> User:
    found = (
        User.objects.select_for_update(no_key=True, of=("self",))
        .select_related("agency")
        .filter(pk=person.pk, agency__isnull=False)
        .first()
    )
    if found is None or not actor.is_active:
        raise Refused(NOT_YOURS)
    if actor.pk != found.pk and not is_head(actor, found.agency):
        raise Refused(NOT_YOURS)
    return found
