"""What was entrusted to whom, taken back, and who was away: delegations and absences."""

from workflow.agencies import signals
from workflow.agencies.delegations.absence import Absence
from workflow.agencies.delegations.delegation import Delegation
from workflow.agencies.delegations.wording import moment_words, period_words

from .attribution import agency_code_of
from .recording import record

ALL = "mọi bước được phép, mọi chuyên mục"


def connect() -> None:
    """Connect the receivers; called once when the apps are ready."""
    for signal, receiver in (
        (signals.delegation_given, on_given),
        (signals.delegation_revoked, on_revoked),
        (signals.delegation_shortened, on_shortened),
        (signals.absence_reported, on_absence),
        (signals.absence_ended, on_back),
    ):
        signal.connect(receiver, dispatch_uid=f"audit.{receiver.__name__}")


def on_given(sender, delegation: Delegation, actor, **kwargs) -> None:
    """Something was entrusted: to whom, what, for how long, on which decision, why."""
    period = period_words(delegation.valid_from, delegation.valid_to)
    _record("delegation.given", delegation, actor, f"{_scope(delegation)}; {period}")


def on_revoked(sender, delegation: Delegation, actor, **kwargs) -> None:
    """It was taken back at once."""
    _record("delegation.revoked", delegation, actor, delegation.revoke_reason)


def on_shortened(sender, delegation: Delegation, actor, before=None, **kwargs) -> None:
    """Its end was brought forward."""
    was = moment_words(before) if before is not None else "không thời hạn"
    words = f"kết thúc: {was} → {moment_words(delegation.valid_to)}"
    _record("delegation.shortened", delegation, actor, words)


def on_absence(sender, absence: Absence, actor, **kwargs) -> None:
    """Somebody will be away."""
    _record_absence("delegation.absence", absence, actor)


def on_back(sender, absence: Absence, actor, **kwargs) -> None:
    """Somebody is back before the end that was reported."""
    _record_absence("delegation.absence_ended", absence, actor)


def _record(action: str, delegation: Delegation, actor, words: str) -> None:
    people = f"{delegation.giver.get_full_name()} → {delegation.receiver.get_full_name()}"
    record(
        action,
        actor=actor,
        agency_code=delegation.agency.code,
        subject=delegation,
        ground=f"Văn bản số {delegation.decision_number}",
        note="\n".join(filter(None, (people, words))),
        kind=delegation.kind,
        giver=delegation.giver_id,
        receiver=delegation.receiver_id,
        steps=delegation.steps,
        sections=delegation.sections,
        reason=delegation.reason,
    )


def _record_absence(action: str, absence: Absence, actor) -> None:
    period = period_words(absence.valid_from, absence.valid_to)
    record(
        action,
        actor=actor,
        agency_code=agency_code_of(absence.user),
        subject=absence.user,
        note="\n".join(filter(None, (period, absence.note))),
    )


def _scope(delegation: Delegation) -> str:
    book = delegation.agency.book
    names = [row.label for row in book.steps if row.code in delegation.steps]
    names += [row.label for row in book.sections if row.code in delegation.sections]
    return ", ".join(names) or ALL
