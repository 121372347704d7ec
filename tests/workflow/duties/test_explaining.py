"""A breach is explained by who owed it, judged by the head, and never taken away."""

import pytest

from sections.base.door import Refused
from tests.factories import agency, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.made_duties import on_item, recorded
from workflow.agencies.models import RoleGroup, Unit
from workflow.approval.notice import Notice
from workflow.duties import explaining
from workflow.duties.explaining import decide, explain
from workflow.duties.models import Duty, Explanation
from workflow.duties.reminding import watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

DUE = at(23, 11, hour=15)
NOW = at(25, 11, hour=9)
LATER = at(26, 11, hour=9)
TEXT = "Mất mạng từ sáng; đã gửi bù ngày 25/11."


@pytest.fixture
def late():
    """An item of LA that is late and was found to be."""
    duty = on_item("LA", "D01", at(20, 11, hour=15))
    watch(NOW)
    Notice.objects.all().delete()
    duty.refresh_from_db()
    return duty


def breach(duty) -> tuple:
    duty.refresh_from_db()
    return duty.due_at, duty.overdue_at, duty.met_at, duty.cancelled_at


def told() -> list[tuple[str, str]]:
    return list(Notice.objects.order_by("pk").values_list("user__username", "text"))


@pytest.mark.parametrize("name", ["la-contributor", "la-unit_head", "la-member", "la-deputy"])
def test_the_people_concerned_explain_and_the_head_is_told(late, name):
    person = user(name)
    before = breach(late)
    row = explain(late, person, f"  {TEXT}\r\n", LATER)
    assert (row.text, row.at, row.person_id, row.person_name, row.verdict) == (
        TEXT,
        LATER,
        person.pk,
        person.get_full_name(),
        "",
    )
    assert breach(late) == before
    assert told() == [
        (
            "la-head",
            f"«Trả lời công dân»: {person.get_full_name()} giải trình việc trễ hạn, chờ Trưởng "
            "ban xem xét.",
        )
    ]
    assert Notice.objects.get().url == f"/admin/thoi-han/{late.pk}/"
    assert recorded(late)[-1] == ("duty.explained", person.get_full_name(), TEXT)


@pytest.mark.parametrize("name", ["la-operator", "bp-head", "bp-contributor", "quan-tri"])
def test_nobody_else_explains(late, name, superuser):
    person = superuser if name == "quan-tri" else user(name)
    with pytest.raises(Refused, match="Chỉ người viết"):
        explain(late, person, TEXT, LATER)
    assert Explanation.objects.count() == 0


def test_the_head_of_another_unit_does_not_explain(late):
    person = user("la-unit_head")
    person.unit = Unit.objects.filter(agency=person.agency).exclude(pk=person.unit_id).first()
    with pytest.raises(Refused, match="Chỉ người viết"):
        explain(late, person, TEXT, LATER)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Hãy ghi lý do"),
        (" \n\u200b", "Hãy ghi lý do"),
        ("a" * 2001, "dài 2001 ký tự"),
    ],
)
def test_words_are_needed_and_have_an_end(late, text, words):
    with pytest.raises(Refused, match=words):
        explain(late, user("la-contributor"), text, LATER)


def test_what_was_in_time_needs_no_explanation():
    duty = on_item("LA", "D01", at(20, 11, hour=15))
    with pytest.raises(Refused, match="không trễ"):
        explain(duty, user("la-contributor"), TEXT, DUE)
    duty.met_at = DUE
    duty.save()
    with pytest.raises(Refused, match="không trễ"):
        explain(duty, user("la-contributor"), TEXT, LATER)


def test_what_ended_before_it_was_late_needs_none():
    duty = on_item("LA", "D01", at(20, 11, hour=15), cancelled_at=at(23, 11, hour=10))
    with pytest.raises(Refused, match="không trễ"):
        explain(duty, user("la-contributor"), TEXT, LATER)


def test_what_was_met_late_is_explained_too():
    duty = on_item("LA", "D01", at(20, 11, hour=15), met_at=NOW, overdue_at=NOW)
    assert explain(duty, user("la-contributor"), TEXT, LATER).duty_id == duty.pk
    assert breach(duty) == (DUE, NOW, NOW, None)


def test_one_waits_at_a_time_and_a_double_submit_makes_one(late):
    first = explain(late, user("la-contributor"), TEXT, LATER)
    assert explain(late, user("la-contributor"), TEXT, LATER) == first
    with pytest.raises(Refused, match="Đã có giải trình của"):
        explain(late, user("la-contributor"), "Khác", LATER)
    with pytest.raises(Refused, match="Đã có giải trình của"):
        explain(late, user("la-unit_head"), TEXT, LATER)
    assert (Explanation.objects.count(), len(told())) == (1, 1)
    assert [row[0] for row in recorded(late)].count("duty.explained") == 1


@pytest.mark.parametrize(
    ("accepted", "note", "action", "verdict"),
    [
        (True, "", "duty.explanation_accepted", "được chấp nhận"),
        (True, "Đồng ý", "duty.explanation_accepted", "được chấp nhận"),
        (False, "Có 4G dự phòng", "duty.explanation_declined", "không được chấp nhận"),
    ],
)
def test_the_head_decides_and_the_breach_stays(late, accepted, note, action, verdict):
    row = explain(late, user("la-contributor"), TEXT, LATER)
    before = breach(late)
    Notice.objects.all().delete()
    head = user("la-head")
    done = decide(row, head, accepted, note, LATER)
    assert (done.verdict_note, done.verdict_at, done.verdict_person_id) == (note, LATER, head.pk)
    assert done.get_verdict_display() == verdict
    assert breach(late) == before
    assert told() == [("la-contributor", f"«Trả lời công dân»: giải trình của bạn {verdict}.")]
    assert recorded(late)[-1] == (action, head.get_full_name(), note)


def test_a_refusal_says_why(late):
    row = explain(late, user("la-contributor"), TEXT, LATER)
    with pytest.raises(Refused, match="Hãy ghi vì sao"):
        decide(row, user("la-head"), accepted=False, note=" ", now=LATER)


@pytest.mark.parametrize("name", ["la-deputy", "la-member", "la-contributor", "bp-head"])
def test_only_the_head_of_that_agency_decides(late, name):
    row = explain(late, user("la-unit_head"), TEXT, LATER)
    with pytest.raises(Refused, match="Chỉ Trưởng Ban"):
        decide(row, user(name), accepted=True, note="", now=LATER)
    row.refresh_from_db()
    assert row.verdict == ""


def second_head():
    person = user("la-deputy")
    role = RoleGroup.objects.get(agency=agency("LA"), role_code="head")
    person.groups.add(role.group)
    return user("la-deputy")


def test_two_persons_also_among_heads(late):
    with pytest.raises(Refused, match="Trưởng ban duy nhất"):
        explain(late, user("la-head"), TEXT, LATER)
    other = second_head()
    row = explain(late, user("la-head"), TEXT, LATER)
    with pytest.raises(Refused, match="không tự kết luận"):
        decide(row, user("la-head"), accepted=True, note="", now=LATER)
    assert decide(row, other, accepted=True, note="", now=LATER).verdict == "accepted"


def test_a_decision_is_made_once(late):
    row = explain(late, user("la-contributor"), TEXT, LATER)
    decide(row, user("la-head"), accepted=True, note="Được", now=LATER)
    again = decide(row, user("la-head"), accepted=True, note="Được", now=at(27, 11))
    assert again.verdict_at == LATER
    with pytest.raises(Refused, match=r"đã được .* kết luận lúc 09:00 26/11/2026: được chấp nhận"):
        decide(row, user("la-head"), accepted=False, note="Không", now=LATER)
    assert [name for name, _who, _note in recorded(late)].count("duty.explanation_accepted") == 1


def test_after_a_refusal_once_more_after_acceptance_no_more(late):
    row = explain(late, user("la-contributor"), TEXT, LATER)
    decide(row, user("la-head"), accepted=False, note="Chưa rõ", now=LATER)
    second = explain(late, user("la-contributor"), TEXT, LATER)
    assert second.pk != row.pk
    decide(second, user("la-head"), accepted=True, note="", now=LATER)
    with pytest.raises(Refused, match="đã được chấp nhận"):
        explain(late, user("la-unit_head"), "Thêm", LATER)


def test_a_mark_that_was_taken_back_later_is_still_no_reason(late):
    Duty.objects.filter(pk=late.pk).update(due_at=at(30, 11), overdue_at=None)
    assert not explaining.was_late(Duty.objects.get(pk=late.pk), LATER)
