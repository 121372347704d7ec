"""Giving, revoking and shortening: who may, what fits, what the others are told."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from sections.base.door import Refused
from tests.factories import agency, user
from workflow.agencies import signals
from workflow.agencies.delegations import absences, giving, queries
from workflow.agencies.delegations.models import Absence, Delegation
from workflow.agencies.models import RoleGroup, User

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
END = NOW + 8 * HOUR
INSTANT = timedelta(microseconds=1)


def give(giver: str, receiver: str, **values) -> Delegation:
    """A delegation of one day, signed now."""
    return giving.give(
        user(giver),
        user(receiver),
        **{
            "kind": "delegation",
            "valid_from": NOW,
            "valid_to": END,
            "decision_number": "12/QĐ-BBT",
            "reason": "Trưởng Ban đi công tác",
            "now": NOW,
            **values,
        },
    )


def assign(giver: str, receiver: str, **values) -> Delegation:
    """A standing assignment, signed now."""
    return give(giver, receiver, **{"kind": "assignment", "valid_to": None, **values})


def refusal(act) -> dict[str, list[str]]:
    """The sentences with which `act` is refused, by field."""
    before = Delegation.objects.count()
    with pytest.raises(ValidationError) as caught:
        act()
    assert Delegation.objects.count() == before
    error = caught.value
    return error.message_dict if hasattr(error, "error_dict") else {"": error.messages}


def second_deputy(code: str) -> User:
    person = User.objects.create(
        username="pho-thu-hai", full_name="Phó thứ hai", email="hai@x.vn", agency=agency(code)
    )
    person.groups.add(RoleGroup.objects.get(agency__code=code, role_code="deputy").group)
    return person


@pytest.fixture
def heard():
    """(signal, actor, object) of every act."""
    rows = []
    names = (
        "delegation_given",
        "delegation_revoked",
        "delegation_shortened",
        "absence_reported",
        "absence_ended",
    )

    def listener(name):
        def hear(sender, actor, **kwargs):
            rows.append((name, actor.username, kwargs.get("delegation") or kwargs["absence"]))

        return hear

    hearing = {name: listener(name) for name in names}
    for name, hear in hearing.items():
        getattr(signals, name).connect(hear)
    yield rows
    for name, hear in hearing.items():
        getattr(signals, name).disconnect(hear)


@pytest.mark.clause("LA-8.3.b-1", "BP-15.2", "BP-19.2")
@pytest.mark.parametrize(
    ("giver", "receiver"),
    [
        ("la-head", "la-deputy"),
        ("dl-head", "dl-deputy"),
        ("bp-head", "bp-deputy"),
        ("bp-head", "bp-member"),
    ],
)
def test_the_head_delegates_to_whom_the_regulation_names(giver, receiver, heard):
    made = give(giver, receiver)
    made.refresh_from_db()
    assert made.agency == user(giver).agency
    assert made.created_by.username == giver
    assert (made.valid_from, made.valid_to) == (NOW, END)
    assert (made.steps, made.sections) == ([], [])
    assert heard == [("delegation_given", giver, made)]


@pytest.mark.parametrize(
    ("giver", "receiver"),
    [("la-head", "la-member"), ("dl-head", "dl-member"), ("bp-head", "bp-secretary")],
)
def test_nobody_else_receives(giver, receiver):
    found = refusal(lambda: give(giver, receiver))
    assert list(found) == ["receiver"]
    assert "Quy chế không cho" in found["receiver"][0]


@pytest.mark.parametrize("giver", ["qt-head", "kt-head", "bp-secretary", "la-member"])
def test_who_holds_no_step_that_may_be_delegated_delegates_nothing(giver):
    receiver = giver.replace("head", "deputy").replace("secretary", "member")
    receiver = "la-deputy" if giver == "la-member" else receiver
    found = refusal(lambda: give(giver, receiver))
    assert "không giữ bước nào mà Quy chế cho ủy quyền" in found[""][0]


@pytest.mark.clause("BP-15.3-1")
def test_what_was_received_is_not_passed_on():
    give("bp-head", "bp-deputy")
    found = refusal(lambda: give("bp-deputy", "bp-member", steps=["kiem-tra-cuoi"]))
    assert "không được ủy quyền lại" in found[""][0]


@pytest.mark.clause("LA-8.3.b-2", "BP-19.1-3", "DL-11.2-2", "DL-12.1", "KT-16.1.b", "KT-16.1.c")
@pytest.mark.parametrize(
    ("giver", "receiver", "step"),
    [
        ("la-head", "la-deputy", "duyet"),
        ("la-head", "la-member", "bien-tap"),
        ("bp-head", "bp-member", "xac-thuc"),
        ("dl-head", "dl-deputy", "duyet"),
        ("qt-head", "qt-member", "kiem-duyet"),
        ("kt-head", "kt-deputy", "kiem-duyet"),
        ("kt-head", "kt-member", "kiem-duyet"),
    ],
)
def test_the_head_assigns_sections(giver, receiver, step):
    made = assign(giver, receiver, steps=[step], sections=["S04"])
    people = queries.assigned_to(
        made.agency_id, step_code=step, section_code="S04", now=NOW + 1000 * HOUR
    )
    assert [person.username for person in people] == [receiver]


@pytest.mark.parametrize("giver", ["kt-deputy", "kt-member", "la-deputy"])
def test_only_the_head_assigns(giver):
    found = refusal(lambda: assign(giver, f"{giver[:2]}-head"))
    assert found == {"": ["Chỉ Trưởng Ban Biên tập phân công công việc của Ban."]}


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"steps": ["bien-tap"]}, "steps"),
        ({"steps": ["khong-co"]}, "steps"),
        ({"sections": ["S99"]}, "sections"),
        ({"valid_from": NOW - INSTANT}, "valid_from"),
        ({"valid_to": NOW}, "valid_to"),
        ({"valid_to": None}, "valid_to"),
        ({"decision_number": "  "}, "decision_number"),
        ({"decision_number": "1" * 61}, "decision_number"),
        ({"reason": "\u200b "}, "reason"),
        ({"reason": "x" * 501}, "reason"),
    ],
)
def test_a_wrong_value_is_told_at_its_field(values, field):
    assert list(refusal(lambda: give("la-head", "la-deputy", **values))) == [field]


def test_an_assigned_step_must_fit_the_receiver():
    found = refusal(lambda: assign("la-head", "la-deputy", steps=["duyet", "bien-tap"]))
    assert list(found) == ["steps"]
    assert "Thành viên biên tập" in found["steps"][0]


def test_the_step_of_a_unit_is_not_assigned():
    found = refusal(lambda: assign("bp-head", "bp-unit_head", steps=["don-vi-duyet"]))
    assert list(found) == ["steps"]


def test_not_to_oneself():
    found = refusal(lambda: give("la-head", "la-head"))
    assert found == {"receiver": ["Không thể giao cho chính mình; hãy chọn người khác."]}


def test_a_step_that_the_giver_does_not_hold_is_named_as_such():
    found = refusal(lambda: give("la-head", "la-deputy", steps=["bien-tap"]))
    assert list(found) == ["steps"]
    assert found["steps"][0].startswith("Bước «Thành viên biên tập» không thuộc vai trò của bạn")


def test_not_to_another_agency():
    assert list(refusal(lambda: give("la-head", "dl-deputy"))) == ["receiver"]


def test_not_to_a_closed_account():
    User.objects.filter(username="la-deputy").update(is_active=False)
    assert list(refusal(lambda: give("la-head", "la-deputy"))) == ["receiver"]


@pytest.mark.parametrize("name", ["la-head", "quan-tri"])
def test_not_by_a_closed_account_or_somebody_without_agency(name):
    User.objects.filter(username="la-head").update(is_active=False)
    with pytest.raises(Refused, match="không hoạt động ở cơ quan nào"):
        give(name, "la-deputy")


def test_a_role_lost_since_the_request_began_counts():
    giver = user("la-head")
    assert "head" in queries.roles_of(giver)
    User.objects.get(pk=giver.pk).groups.clear()
    with pytest.raises(ValidationError, match="không giữ bước nào"):
        giving.give(
            giver,
            user("la-deputy"),
            kind="delegation",
            valid_from=NOW,
            valid_to=END,
            decision_number="1",
            reason="x",
            now=NOW,
        )


@pytest.mark.parametrize(
    ("first", "second", "overlap"),
    [
        ({}, {}, True),
        ({}, {"valid_from": END - INSTANT, "valid_to": END + HOUR}, True),
        ({}, {"valid_from": END, "valid_to": END + HOUR}, False),
        ({"valid_from": NOW + HOUR}, {"valid_to": NOW + HOUR}, False),
        ({"valid_from": NOW + HOUR}, {"valid_to": NOW + HOUR + INSTANT}, True),
        ({"sections": ["S04"]}, {"sections": ["S05"]}, False),
        ({"sections": ["S04", "S05"]}, {"sections": ["S05", "S06"]}, True),
        ({"sections": ["S04"]}, {}, True),
        ({"steps": ["xac-thuc"]}, {"steps": ["kiem-tra-cuoi"]}, False),
        ({"steps": ["xac-thuc"]}, {}, True),
        ({"steps": ["xac-thuc"], "sections": ["S04"]}, {"sections": ["S05"]}, False),
        ({}, {"kind": "assignment"}, False),
    ],
)
def test_two_acts_do_not_cover_the_same_at_the_same_time(first, second, overlap):
    give("bp-head", "bp-deputy", **first)
    again = {"decision_number": "13/QĐ-BBT", **second}
    if not overlap:
        assert give("bp-head", "bp-member", **again).pk is not None
        return
    found = refusal(lambda: give("bp-head", "bp-member", **again))
    assert "ủy quyền số 12/QĐ-BBT cho Phó Trưởng Ban Biên tập (demo), từ 0" in found[""][0]


def test_a_standing_assignment_overlaps_for_ever():
    assign("kt-head", "kt-deputy", sections=["S04"])
    later = {"valid_from": NOW + 9999 * HOUR, "decision_number": "13"}
    found = refusal(lambda: assign("kt-head", "kt-member", sections=["S04"], **later))
    assert "không thời hạn" in found[""][0]


def test_a_revoked_one_makes_room():
    first = give("la-head", "la-deputy")
    giving.revoke(user("la-head"), first, reason="Về sớm", now=NOW + HOUR)
    other = second_deputy("LA")
    made = giving.give(
        user("la-head"),
        other,
        kind="delegation",
        valid_from=NOW + HOUR,
        valid_to=END,
        decision_number="13",
        reason="x",
        now=NOW + HOUR,
    )
    assert made.receiver == other


def test_sent_twice_is_made_once(heard):
    first = give("la-head", "la-deputy")
    second = give("la-head", "la-deputy", valid_from=NOW + INSTANT, now=NOW + INSTANT)
    assert second == first
    assert Delegation.objects.count() == 1
    assert len(heard) == 1
    assert len(mail.outbox) == 2


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("12/QĐ-BBT", "12/QĐ-BBT"),
        (" Quyết định số  12/QĐ-BBT ", "12/QĐ-BBT"),
        ("số 12/QĐ-BBT", "12/QĐ-BBT"),
        ("Sở 12", "Sở 12"),
    ],
)
def test_the_number_is_kept_without_the_words_before_it(typed, stored):
    assert give("la-head", "la-deputy", decision_number=typed).decision_number == stored


def test_codes_are_kept_once_in_the_order_of_the_regulation():
    made = give(
        "bp-head",
        "bp-deputy",
        steps=["kiem-tra-cuoi", "xac-thuc", "xac-thuc"],
        sections=["S05", "S04"],
    )
    assert made.steps == ["xac-thuc", "kiem-tra-cuoi"]
    known = [part.code for part in agency("BP").book.sections]
    assert made.sections == sorted(["S05", "S04"], key=known.index)


def test_giver_and_receiver_are_told_by_mail():
    made = give("la-head", "la-deputy", sections=["S04"])
    assert sorted(letter.to[0] for letter in mail.outbox) == [
        "la-deputy@demo.localhost",
        "la-head@demo.localhost",
    ]
    letter = next(letter for letter in mail.outbox if "la-deputy" in letter.to[0])
    assert letter.subject == (
        "Ủy quyền số 12/QĐ-BBT: Trưởng Ban Biên tập (demo) giao cho Phó Trưởng Ban Biên tập (demo)"
    )
    for words in (
        "Thời hạn: từ 08:00 20/11/2026 đến 16:00 20/11/2026",
        "Bước: mọi bước được giao (Trưởng Ban duyệt)",
        "Chuyên mục: Tin tức",
        f"/admin/uy-quyen/{made.pk}/",
    ):
        assert words in letter.body
    assert "&" not in letter.body


def test_the_giver_revokes_at_once(heard):
    made = give("bp-head", "bp-deputy")
    mail.outbox.clear()
    later = NOW + HOUR
    giving.revoke(user("bp-head"), made, reason="Về sớm", now=later)
    made.refresh_from_db()
    assert (made.revoked_at, made.revoked_by.username) == (later, "bp-head")
    assert made.is_in_force(later - INSTANT)
    assert made.state(later) == "revoked"
    assert heard[-1] == ("delegation_revoked", "bp-head", made)
    assert len(mail.outbox) == 2
    assert "Lý do thu hồi: Về sớm" in mail.outbox[0].body


def test_another_head_of_the_agency_revokes():
    made = give("la-head", "la-deputy")
    other = User.objects.create(username="truong-moi", full_name="Mới", agency=agency("LA"))
    other.groups.add(RoleGroup.objects.get(agency__code="LA", role_code="head").group)
    assert giving.revoke(other, made, reason="x", now=NOW).revoked_by == other


@pytest.mark.parametrize("name", ["la-deputy", "la-member", "dl-head", "quan-tri"])
@pytest.mark.parametrize("act", ["revoke", "shorten"])
def test_nobody_else_ends_it(name, act):
    made = give("la-head", "la-deputy")
    with pytest.raises(Refused, match="Chỉ người đã giao"):
        if act == "revoke":
            giving.revoke(user(name), made, reason="x", now=NOW)
        else:
            giving.shorten(user(name), made, valid_to=NOW + HOUR, now=NOW)


def test_a_giver_who_left_ends_nothing_more():
    made = give("la-head", "la-deputy")
    User.objects.filter(username="la-head").update(is_active=False)
    with pytest.raises(Refused, match="Chỉ người đã giao"):
        giving.revoke(user("la-head"), made, reason="x", now=NOW)


def test_a_revocation_needs_a_reason():
    made = give("la-head", "la-deputy")
    with pytest.raises(ValidationError) as caught:
        giving.revoke(user("la-head"), made, reason=" ", now=NOW)
    assert list(caught.value.message_dict) == ["reason"]


def test_what_is_over_is_not_revoked_again():
    made = give("la-head", "la-deputy")
    with pytest.raises(Refused, match="hết hiệu lực lúc 16:00 20/11/2026"):
        giving.revoke(user("la-head"), made, reason="x", now=END)
    giving.revoke(user("la-head"), made, reason="x", now=NOW)
    with pytest.raises(Refused, match=r"được Trưởng Ban Biên tập \(demo\) thu hồi lúc 08:00"):
        giving.revoke(user("la-head"), made, reason="y", now=NOW + HOUR)


def test_the_end_comes_forward_and_both_are_told(heard):
    made = give("la-head", "la-deputy")
    mail.outbox.clear()
    giving.shorten(user("la-head"), made, valid_to=NOW + HOUR, now=NOW)
    made.refresh_from_db()
    assert made.valid_to == NOW + HOUR
    assert heard[-1] == ("delegation_shortened", "la-head", made)
    assert ["đến 09:00 20/11/2026" in letter.body for letter in mail.outbox] == [True, True]


@pytest.mark.parametrize("valid_to", [END, END + HOUR, NOW, NOW + HOUR])
def test_the_end_goes_neither_back_nor_into_the_past(valid_to):
    made = give("la-head", "la-deputy")
    with pytest.raises(ValidationError, match="Chỉ rút ngắn được"):
        giving.shorten(user("la-head"), made, valid_to=valid_to, now=NOW + HOUR)


@pytest.mark.parametrize(
    ("actor", "person"), [("la-member", "la-member"), ("la-head", "la-member")]
)
def test_oneself_or_the_head_reports_an_absence(actor, person, heard):
    made = absences.report(
        user(actor), user(person), valid_from=NOW, valid_to=END, note="Nghỉ phép", now=NOW
    )
    again = absences.report(
        user(actor), user(person), valid_from=NOW, valid_to=END, note="Nghỉ phép", now=NOW
    )
    assert again == made
    assert heard == [("absence_reported", actor, made)]
    told = {"la-member": "la-head", "la-head": "la-member"}[actor]
    assert [letter.to for letter in mail.outbox] == [[f"{told}@demo.localhost"]]
    assert "từ 08:00 20/11/2026 đến 16:00 20/11/2026" in mail.outbox[0].body


@pytest.mark.parametrize("actor", ["la-deputy", "bp-head", "quan-tri"])
def test_nobody_else_reports_or_ends_an_absence(actor):
    with pytest.raises(Refused, match="Chỉ người vắng mặt"):
        absences.report(
            user(actor), user("la-member"), valid_from=NOW, valid_to=END, note="", now=NOW
        )
    person = user("la-member")
    made = absences.report(person, person, valid_from=NOW, valid_to=END, note="", now=NOW)
    with pytest.raises(Refused, match="Chỉ người vắng mặt"):
        absences.end(user(actor), made, now=NOW)


@pytest.mark.parametrize(("begins", "ends"), [(NOW, NOW), (END, NOW + HOUR), (NOW - 2 * HOUR, NOW)])
def test_a_wrong_or_past_absence_is_told_at_its_field(begins, ends):
    person = user("la-member")
    with pytest.raises(ValidationError) as caught:
        absences.report(person, person, valid_from=begins, valid_to=ends, note="", now=NOW)
    assert list(caught.value.message_dict) == ["valid_to"]
    assert Absence.objects.count() == 0


def test_who_is_back_ends_the_absence_once(heard):
    person = user("la-member")
    made = absences.report(person, person, valid_from=NOW, valid_to=END, note="", now=NOW)
    absences.end(person, made, now=NOW + HOUR)
    assert queries.absent_ids(person.agency_id, NOW + HOUR) == frozenset()
    assert heard[-1] == ("absence_ended", "la-member", made)
    with pytest.raises(Refused, match="đã kết thúc"):
        absences.end(person, made, now=NOW + HOUR)
