"""By which act somebody may take a step, and to whom items are routed: at the very moment."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tests.factories import agency, user
from workflow.agencies.delegations import queries
from workflow.agencies.delegations.models import Absence, Delegation
from workflow.agencies.models import RoleGroup, User

pytestmark = pytest.mark.django_db

# 08:00 and 17:00 in Hà Nội on Friday 20/11/2026.
BEGIN = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
END = datetime(2026, 11, 20, 10, 0, tzinfo=UTC)
NOON = BEGIN + timedelta(hours=4)
INSTANT = timedelta(microseconds=1)


def row(giver: str, receiver: str, **values) -> Delegation:
    giver_account = user(giver)
    return Delegation.objects.create(
        **{
            "agency": giver_account.agency,
            "kind": "delegation",
            "giver": giver_account,
            "receiver": user(receiver),
            "valid_from": BEGIN,
            "valid_to": END,
            "decision_number": "12/QĐ-BBT",
            "reason": "Trưởng Ban đi công tác",
            "created_by": giver_account,
            **values,
        }
    )


def authority(name: str, step_code: str, now: datetime = NOON, section_code: str = "S04"):
    person = user(name)
    step = person.agency.book.step(step_code)
    return queries.authority(
        person,
        step_code=step.code,
        roles=set(step.roles),
        delegable_to=set(step.delegable_to),
        section_code=section_code,
        now=now,
    )


def assigned(code: str, step_code: str, now: datetime = NOON, section_code: str = "S04"):
    people = queries.assigned_to(
        agency(code).pk, step_code=step_code, section_code=section_code, now=now
    )
    return [person.username for person in people]


def drop_role(name: str, role_code: str) -> None:
    person = user(name)
    person.groups.remove(
        RoleGroup.objects.get(agency_id=person.agency_id, role_code=role_code).group
    )


def give_role(name: str, role_code: str) -> None:
    person = user(name)
    person.groups.add(RoleGroup.objects.get(agency_id=person.agency_id, role_code=role_code).group)


@pytest.mark.clause("LA-8.3.b-1")
@pytest.mark.parametrize(
    ("now", "holds"),
    [
        (BEGIN - INSTANT, False),
        (BEGIN, True),
        (END - timedelta(seconds=1), True),
        (END - INSTANT, True),
        (END, False),
        (END + INSTANT, False),
    ],
)
def test_the_period_contains_its_beginning_and_not_its_end(now, holds):
    made = row("la-head", "la-deputy")
    assert authority("la-deputy", "duyet", now) == (made if holds else None)
    assert made.is_in_force(now) is holds
    assert [found.pk for found in queries.standing(made.agency_id, now)] == [made.pk] * holds


@pytest.mark.clause("BP-15.2", "BP-15.3-1", "BP-19.2")
@pytest.mark.parametrize("receiver", ["bp-member", "bp-deputy"])
@pytest.mark.parametrize("step", ["xac-thuc", "kiem-tra-cuoi"])
def test_a_member_or_deputy_takes_the_delegated_steps_of_binh_phuoc(receiver, step):
    assert authority(receiver, step) is None
    made = row("bp-head", receiver, steps=[step])
    assert authority(receiver, step) == made
    other = {"xac-thuc": "kiem-tra-cuoi", "kiem-tra-cuoi": "xac-thuc"}[step]
    assert authority(receiver, other) is None
    assert authority(receiver, "tiep-nhan") is None


@pytest.mark.clause("LA-8.3.b-2", "DL-11.2-2", "DL-12.1")
@pytest.mark.parametrize("code", ["la", "dl"])
def test_an_assignment_gives_the_deputy_the_step_in_the_assigned_sections_only(code):
    made = row(f"{code}-head", f"{code}-deputy", kind="assignment", valid_to=None, sections=["S04"])
    assert authority(f"{code}-deputy", "duyet", section_code="S04") == made
    assert authority(f"{code}-deputy", "duyet", section_code="S05") is None
    assert authority(f"{code}-deputy", "duyet", section_code="") is None


def test_it_is_for_the_receiver_and_nobody_else():
    row("bp-head", "bp-deputy")
    assert authority("bp-member", "xac-thuc") is None
    assert authority("bp-secretary", "xac-thuc") is None


@pytest.mark.parametrize(("name", "role"), [("la-head", "head"), ("la-deputy", "deputy")])
def test_it_ends_when_giver_or_receiver_loses_the_role(name, role):
    row("la-head", "la-deputy")
    drop_role(name, role)
    assert authority("la-deputy", "duyet") is None


@pytest.mark.parametrize("name", ["la-head", "la-deputy"])
def test_it_ends_when_giver_or_receiver_is_deactivated(name):
    row("la-head", "la-deputy")
    User.objects.filter(username=name).update(is_active=False)
    assert authority("la-deputy", "duyet") is None


@pytest.mark.parametrize("name", ["la-head", "la-deputy"])
def test_it_ends_when_giver_or_receiver_moves_to_another_agency(name):
    row("la-head", "la-deputy")
    User.objects.filter(username=name).update(agency=agency("DL"))
    assert authority("la-deputy", "duyet") is None


def test_a_revoked_one_holds_no_longer_from_that_instant():
    row("la-head", "la-deputy", revoked_at=NOON, revoked_by=user("la-head"), revoke_reason="x")
    assert authority("la-deputy", "duyet", NOON - INSTANT) is not None
    assert authority("la-deputy", "duyet", NOON) is None


def test_a_delegation_goes_before_an_assignment():
    made = row("la-head", "la-deputy", valid_to=END)
    row("la-head", "la-deputy", kind="assignment", valid_to=None, valid_from=BEGIN + INSTANT)
    assert authority("la-deputy", "duyet") == made


def test_given_rows_are_not_asked_again_but_still_judged_by_the_clock():
    row("la-head", "la-deputy")
    person = user("la-deputy")
    rows = queries.standing(person.agency_id, NOON)
    step = person.agency.book.step("duyet")
    asked = {
        "step_code": "duyet",
        "roles": step.roles,
        "delegable_to": step.delegable_to,
        "section_code": "S04",
        "rows": rows,
    }
    with CaptureQueriesContext(connection) as captured:
        assert queries.authority(person, now=NOON, **asked) == rows[0]
        assert queries.authority(person, now=END, **asked) is None
        assert queries.words(rows[0]) != ""
    assert len(captured) == 0


@pytest.mark.parametrize("count", [1, 3])
def test_all_of_an_agency_are_one_query(count):
    for number in range(count):
        row("bp-head", "bp-deputy", sections=[f"S0{number + 1}"])
    row("la-head", "la-deputy")
    with CaptureQueriesContext(connection) as captured:
        rows = queries.standing(agency("BP").pk, NOON)
        titles = {queries.giver_title(found) for found in rows}
    # One more reads the agency itself, in the test.
    assert len(captured) == 2
    assert len(rows) == count
    assert titles == {"Trưởng Ban Biên tập"}


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        (
            "delegation",
            "thay mặt Trưởng Ban Biên tập Nguyễn Văn A theo Quyết định ủy quyền số 12/QĐ-BBT",
        ),
        (
            "assignment",
            "thay mặt Trưởng Ban Biên tập Nguyễn Văn A theo phân công tại văn bản số 12/QĐ-BBT",
        ),
    ],
)
def test_words_say_on_whose_behalf_and_by_which_act(kind, words):
    User.objects.filter(username="la-head").update(full_name="Nguyễn Văn A")
    give_role("la-head", "contributor")
    assert queries.words(row("la-head", "la-deputy", kind=kind)) == words


@pytest.mark.clause("KT-16.1.b", "KT-16.1.c")
@pytest.mark.parametrize("receiver", ["kt-deputy", "kt-member"])
def test_an_assignment_routes_the_section_to_the_person(receiver):
    row("kt-head", receiver, kind="assignment", valid_to=None, sections=["S04"])
    assert assigned("KT", "kiem-duyet") == [receiver]
    assert assigned("KT", "kiem-duyet", section_code="S05") == []
    assert assigned("QT", "kiem-duyet") == []


@pytest.mark.clause("LA-8.3.a-3")
def test_the_head_assigns_editing_to_a_member_without_holding_it():
    row("la-head", "la-member", kind="assignment", valid_to=None, steps=["bien-tap"])
    assert assigned("LA", "bien-tap") == ["la-member"]
    assert assigned("LA", "duyet") == []
    assert authority("la-member", "duyet") is None


def test_a_delegation_routes_nothing():
    row("la-head", "la-deputy")
    assert assigned("LA", "duyet") == []


def test_an_assignment_of_somebody_without_the_step_routes_nothing():
    row("la-head", "la-contributor", kind="assignment", valid_to=None)
    assert assigned("LA", "duyet") == []


def test_only_a_head_or_holder_routes():
    row("kt-operator", "kt-member", kind="assignment", valid_to=None)
    assert assigned("KT", "kiem-duyet") == []


@pytest.mark.parametrize(
    ("now", "people"),
    [
        (BEGIN + timedelta(hours=1) - INSTANT, ["kt-deputy"]),
        (BEGIN + timedelta(hours=1), []),
        (END - timedelta(hours=1) - INSTANT, []),
        (END - timedelta(hours=1), ["kt-deputy"]),
    ],
)
def test_who_is_absent_is_left_out_and_everybody_serves(now, people):
    row("kt-head", "kt-deputy", kind="assignment", valid_to=None)
    person = user("kt-deputy")
    Absence.objects.create(
        user=person,
        valid_from=BEGIN + timedelta(hours=1),
        valid_to=END - timedelta(hours=1),
        created_by=person,
    )
    assert assigned("KT", "kiem-duyet", now) == people


def test_an_absence_that_ended_early_counts_no_longer():
    row("kt-head", "kt-deputy", kind="assignment", valid_to=None)
    person = user("kt-deputy")
    Absence.objects.create(
        user=person,
        valid_from=BEGIN,
        valid_to=END,
        created_by=person,
        ended_at=NOON,
        ended_by=person,
    )
    assert assigned("KT", "kiem-duyet", NOON - INSTANT) == []
    assert assigned("KT", "kiem-duyet", NOON) == ["kt-deputy"]


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"kind": "loan"}, "delegation_kind"),
        ({"valid_to": BEGIN}, "delegation_period"),
        ({"valid_to": None}, "delegation_has_an_end"),
        ({"decision_number": ""}, "delegation_has_grounds"),
        ({"reason": ""}, "delegation_has_grounds"),
        ({"revoked_at": NOON}, "delegation_revoked_by_somebody"),
    ],
)
def test_the_database_refuses_what_is_no_delegation(values, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        row("la-head", "la-deputy", **values)


def test_the_database_refuses_a_delegation_to_oneself():
    with pytest.raises(IntegrityError, match="delegation_two_persons"), transaction.atomic():
        row("la-head", "la-head")


@pytest.mark.parametrize(
    "values",
    [
        {"valid_to": END + INSTANT},
        {"valid_to": None, "kind": "assignment"},
        {"valid_from": BEGIN - INSTANT},
        {"steps": ["duyet"]},
        {"sections": ["S04"]},
        {"decision_number": "13/QĐ-BBT"},
        {"reason": "Khác"},
    ],
)
def test_the_database_keeps_it_as_it_was_signed(values):
    made = row("la-head", "la-deputy")
    with pytest.raises(DatabaseError, match="chỉ được thu hồi hoặc rút ngắn"), transaction.atomic():
        Delegation.objects.filter(pk=made.pk).update(**values)


def test_the_database_keeps_a_revocation():
    made = row("la-head", "la-deputy", revoked_at=NOON, revoked_by=user("la-head"))
    with pytest.raises(DatabaseError, match="chỉ được thu hồi hoặc rút ngắn"), transaction.atomic():
        Delegation.objects.filter(pk=made.pk).update(revoked_at=None, revoked_by=None)


def test_the_database_deletes_none():
    made = row("la-head", "la-deputy")
    with pytest.raises(DatabaseError, match="chỉ được thu hồi hoặc rút ngắn"), transaction.atomic():
        Delegation.objects.filter(pk=made.pk).delete()


def test_the_end_may_come_forward():
    made = row("la-head", "la-deputy")
    Delegation.objects.filter(pk=made.pk).update(valid_to=NOON)
    assert authority("la-deputy", "duyet", NOON - INSTANT) == made
    assert authority("la-deputy", "duyet", NOON) is None
