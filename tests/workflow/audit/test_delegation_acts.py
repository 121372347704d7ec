"""Delegations, assignments and absences reach the record with people, scope and period."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.factories import agency, user
from workflow.agencies import signals
from workflow.agencies.delegations.absence import Absence
from workflow.agencies.delegations.delegation import Delegation

pytestmark = pytest.mark.django_db

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FROM = datetime(2026, 11, 20, 8, tzinfo=HANOI)
TO = datetime(2026, 11, 27, 17, tzinfo=HANOI)


@pytest.fixture
def delegation():
    head = user("la-head")
    return Delegation.objects.create(
        agency=agency("LA"), kind=Delegation.Kind.DELEGATION, giver=head,
        receiver=user("la-deputy"), steps=["duyet"], valid_from=FROM, valid_to=TO,
        decision_number="12/QĐ-STP", reason="Đi công tác", created_by=head,
    )  # fmt: skip


@pytest.mark.clause("LA-8.3.b-1")
def test_delegation_is_recorded_with_people_scope_period_and_decision(delegation, entries):
    signals.delegation_given.send(sender=Delegation, delegation=delegation, actor=delegation.giver)

    (entry,) = entries()
    people = f"{delegation.giver.get_full_name()} → {delegation.receiver.get_full_name()}"
    step = agency("LA").book.step("duyet").label
    assert (entry.action, entry.agency_code, entry.ground) == (
        "delegation.given", "LA", "Văn bản số 12/QĐ-STP",
    )  # fmt: skip
    assert entry.note == f"{people}\n{step}; từ 08:00 20/11/2026 đến 17:00 27/11/2026"
    assert (entry.data["receiver"], entry.data["reason"]) == (
        delegation.receiver_id, "Đi công tác",
    )  # fmt: skip


def test_delegation_taken_back_or_shortened_is_recorded_with_what_was(delegation, entries):
    delegation.revoke_reason = "Về sớm"
    told = {"sender": Delegation, "delegation": delegation, "actor": delegation.giver}
    signals.delegation_shortened.send(before=datetime(2026, 12, 1, 17, tzinfo=HANOI), **told)
    signals.delegation_revoked.send(**told)

    assert [(entry.action, entry.note.partition("\n")[2]) for entry in entries()] == [
        ("delegation.shortened", "kết thúc: 17:00 01/12/2026 → 17:00 27/11/2026"),
        ("delegation.revoked", "Về sớm"),
    ]


def test_absence_and_early_return_are_recorded_on_the_person(entries):
    person = user("bp-deputy")
    absence = Absence.objects.create(
        user=person, valid_from=FROM, valid_to=TO, note="Nghỉ phép", created_by=person
    )
    signals.absence_reported.send(sender=Absence, absence=absence, actor=person)
    signals.absence_ended.send(sender=Absence, absence=absence, actor=person)

    words = "từ 08:00 20/11/2026 đến 17:00 27/11/2026\nNghỉ phép"
    assert [(row.action, row.agency_code, row.subject_id, row.note) for row in entries()] == [
        ("delegation.absence", "BP", str(person.pk), words),
        ("delegation.absence_ended", "BP", str(person.pk), words),
    ]
