"""What comes again and no event of the system tells is recorded by a person."""

from datetime import date, timedelta

import pytest

from sections.base.door import Refused
from tests.factories import user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.made_duties import on_item, recorded, turn
from workflow.audit.models import Entry
from workflow.duties.fulfilling import can_be_recorded, fulfil, take_back
from workflow.duties.models import Duty

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

DUE = at(30, 11, hour=17)
NOW = at(25, 11, hour=10)
LATE = at(3, 12, hour=10)


@pytest.fixture
def review():
    """The yearly review of DL, due on 30 November."""
    return turn("DL", at(1, 1), DUE)


def proof(**changes) -> dict:
    return {"done_on": date(2026, 11, 20), "number": "12/BC-VP", "note": ""} | changes


@pytest.mark.clause("DL-5.2", "KT-13.2")
def test_a_record_meets_the_duty_with_its_proof(review):
    head = user("dl-head")
    fulfil(review, head, NOW, **proof(note="Lưu tại Văn phòng", link="https://a.vn/bc.pdf"))
    review.refresh_from_db()
    assert (review.met_at, review.done, review.overdue_at) == (
        at(20, 11, hour=23, minute=59) + timedelta(seconds=59),
        1,
        None,
    )
    one = {
        "number": "12/BC-VP",
        "note": "Lưu tại Văn phòng",
        "url": "https://a.vn/bc.pdf",
        "on": "2026-11-20",
        "person": head.pk,
        "name": head.get_full_name(),
        "at": NOW.isoformat(),
        "done_before": 0,
        "overdue_before": "",
    }
    assert review.evidence == one | {"each": [one]}
    assert recorded(review) == [("duty.fulfilled", head.get_full_name(), "Lưu tại Văn phòng")]
    data = Entry.objects.get(action="duty.fulfilled").data
    assert (data["number"], data["done_on"]) == ("12/BC-VP", "2026-11-20")


@pytest.mark.parametrize(
    ("done_on", "now", "met_at", "late"),
    [
        (date(2026, 11, 25), NOW, NOW, False),
        (date(2026, 11, 30), LATE, DUE, False),
        (date(2026, 12, 1), LATE, at(1, 12, hour=23, minute=59) + timedelta(seconds=59), True),
        (date(2026, 12, 3), LATE, LATE, True),
    ],
)
def test_only_the_day_counts(review, done_on, now, met_at, late):
    fulfil(review, user("dl-member"), now, **proof(done_on=done_on))
    review.refresh_from_db()
    assert (review.met_at, review.overdue_at) == (met_at, met_at if late else None)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"done_on": date(2026, 11, 26)}, "26/11/2026 chưa tới"),
        ({"done_on": date(2025, 12, 31)}, r"trước khi kỳ bắt đầu \(01/01/2026\)"),
        ({"number": " "}, "Hãy ghi số văn bản"),
        ({"number": "a" * 101}, "dài 101 ký tự"),
        ({"link": "javascript:alert(1)"}, "Liên kết «javascript:alert"),
        ({"link": "a.vn"}, "Liên kết «a.vn» không đúng"),
    ],
)
def test_what_is_wrong_is_said(review, changes, words):
    with pytest.raises(Refused, match=words):
        fulfil(review, user("dl-head"), NOW, **proof(**changes))
    review.refresh_from_db()
    assert review.met_at is None


@pytest.mark.parametrize(
    "name", ["dl-contributor", "dl-operator", "dl-unit_head", "la-head", "la-unit_head"]
)
def test_who_may_not_record(review, name):
    with pytest.raises(Refused, match="Chỉ Ban Biên tập hoặc trưởng đơn vị"):
        fulfil(review, user(name), NOW, **proof())


def test_the_head_of_the_unit_records_what_the_unit_owes(review):
    head = user("dl-unit_head")
    Duty.objects.filter(pk=review.pk).update(subject_kind="unit", unit_code=head.unit.code)
    fulfil(review, head, NOW, **proof())
    review.refresh_from_db()
    assert review.evidence["person"] == head.pk


def test_what_the_system_sees_by_itself_is_not_recorded(review):
    item = on_item("BP", "D15", at(2, 11))
    with pytest.raises(Refused, match="hệ thống tự ghi nhận"):
        fulfil(item, user("bp-head"), NOW, **proof())
    Duty.objects.filter(pk=review.pk).update(deadline_code="log-review")
    with pytest.raises(Refused, match="ký rà soát"):
        fulfil(review, user("dl-head"), NOW, **proof())
    Duty.objects.filter(pk=review.pk).update(deadline_code="x", measure="publication")
    review.refresh_from_db()
    assert not can_be_recorded(review)


def test_a_double_submit_makes_one(review):
    fulfil(review, user("dl-head"), NOW, **proof())
    fulfil(review, user("dl-head"), NOW + timedelta(seconds=2), **proof())
    with pytest.raises(Refused, match="đã được ghi nhận hoàn thành lúc 23:59 20/11/2026"):
        fulfil(review, user("dl-member"), NOW, **proof())
    assert [name for name, *_rest in recorded(review)] == ["duty.fulfilled"]


def test_what_no_longer_runs_is_not_recorded(review):
    Duty.objects.filter(pk=review.pk).update(cancelled_at=NOW)
    with pytest.raises(Refused, match="thôi tính"):
        fulfil(review, user("dl-head"), NOW, **proof())


def test_a_mistake_is_taken_back_by_somebody_else(review):
    fulfil(review, user("dl-member"), NOW, **proof())
    with pytest.raises(Refused, match="không tự hủy"):
        take_back(review, user("dl-member"), "Nhầm kỳ", NOW)
    with pytest.raises(Refused, match="Chỉ thành viên Ban Biên tập"):
        take_back(review, user("dl-unit_head"), "Nhầm kỳ", NOW)
    with pytest.raises(Refused, match="Chỉ thành viên Ban Biên tập"):
        take_back(review, user("la-head"), "Nhầm kỳ", NOW)
    with pytest.raises(Refused, match="vì sao hủy"):
        take_back(review, user("dl-head"), " ", NOW)
    take_back(review, user("dl-head"), "Nhầm kỳ", NOW)
    review.refresh_from_db()
    assert (review.met_at, review.done, review.evidence, review.overdue_at) == (None, 0, {}, None)
    entry = Entry.objects.get(action="duty.fulfilment_taken_back")
    assert (entry.note, entry.data["evidence"]["number"]) == ("Nhầm kỳ", "12/BC-VP")
    with pytest.raises(Refused, match="không có ghi nhận"):
        take_back(review, user("dl-head"), "Nhầm kỳ", NOW)
    fulfil(review, user("dl-head"), NOW, **proof())


def test_a_breach_comes_back_with_what_is_taken_back(review):
    found = at(1, 12, hour=8)
    Duty.objects.filter(pk=review.pk).update(overdue_at=found)
    fulfil(review, user("dl-member"), LATE, **proof())
    review.refresh_from_db()
    assert review.overdue_at is None
    take_back(review, user("dl-head"), "Nhầm kỳ", LATE)
    review.refresh_from_db()
    assert review.overdue_at == found


def test_what_an_event_met_is_not_taken_back(review):
    Duty.objects.filter(pk=review.pk).update(met_at=NOW, evidence={"page": 3, "note": "Tin"})
    with pytest.raises(Refused, match="không có ghi nhận"):
        take_back(review, user("dl-head"), "Nhầm", NOW)
