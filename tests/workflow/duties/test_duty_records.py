"""Records by hand of several acts, of reports about a period, of incidents, and of late ones."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sections.base.door import Refused
from tests.factories import user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.made_duties import on_item, turn
from workflow.agencies.delegations.models import Delegation
from workflow.duties.desk.screen import screen_of
from workflow.duties.events import arise
from workflow.duties.fulfilling import JUDGEMENTS, fulfil, take_back
from workflow.duties.models import Duty, Subject
from workflow.duties.people import is_concerned
from workflow.duties.queries import visible_to
from workflow.duties.standing_still import stop
from workflow.regulations.book import StartEvent
from workflow.regulations.loader import CODES, load
from workflow.reports.contents import can_be_counted

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

NOW = at(20, 11, hour=10)
LATE = at(25, 11, hour=9)


def backups(**fields) -> Duty:
    """Two in the week from 16 to 22 November."""
    fields = {"deadline_code": "backup:data", "subject_key": "2026-W47", "needed": 2} | fields
    return turn("DL", at(16, 11), at(22, 11, hour=23), **fields)


@pytest.mark.clause("DL-4.1-2")
def test_each_backup_is_recorded_on_its_own(client):
    duty, member, head = backups(), user("dl-member"), user("dl-head")
    fulfil(duty, member, NOW, done_on=date(2026, 11, 17), note="Đĩa 1")
    fulfil(duty, member, NOW + timedelta(seconds=2), done_on=date(2026, 11, 17), note="Đĩa 1")
    duty.refresh_from_db()
    assert (duty.done, duty.met_at) == (1, None)
    with pytest.raises(Refused, match="để phân biệt"):
        fulfil(duty, member, NOW + timedelta(hours=1), done_on=date(2026, 11, 17), note="Đĩa 1")
    fulfil(duty, member, NOW, done_on=date(2026, 11, 19), note="Đĩa 2")
    duty.refresh_from_db()
    met_at = at(19, 11, hour=23, minute=59) + timedelta(seconds=59)
    assert (duty.done, duty.met_at) == (2, met_at)
    assert [row["note"] for row in duty.evidence["each"]] == ["Đĩa 1", "Đĩa 2"]
    client.force_login(head)
    text = client.get(reverse("duties:duty", args=[duty.pk])).content.decode()
    assert all(words in text for words in ("Lần 1", "Đĩa 1", "Lần 2", "Đĩa 2"))
    take_back(duty, head, "Nhầm tuần", NOW)
    duty.refresh_from_db()
    assert (duty.done, duty.met_at, duty.evidence["note"]) == (1, None, "Đĩa 1")
    take_back(duty, head, "Nhầm tuần", NOW)
    duty.refresh_from_db()
    assert (duty.done, duty.evidence) == (0, {})


@pytest.mark.parametrize(
    ("code", "key", "done_on", "first"),
    [
        ("monthly-use", "2026-10", date(2026, 10, 30), "31/10/2026"),
        ("monthly-use", "2026-10", date(2026, 10, 31), ""),
        ("half-year", "2026-H1", date(2026, 5, 31), "01/06/2026"),
        ("half-year", "2026-H1", date(2026, 6, 1), ""),
        ("yearly-upgrade-review", "2026", date(2026, 2, 2), ""),
    ],
)
def test_what_a_report_tells_of_must_have_happened(code, key, done_on, first):
    duty = turn("DL", at(1, 1), at(31, 12), deadline_code=f"report:{code}", subject_key=key)
    if first:
        with pytest.raises(Refused, match=f"ghi nhận được từ {first}"):
            fulfil(duty, user("dl-head"), NOW, done_on=done_on, number="1")
    else:
        assert fulfil(duty, user("dl-head"), NOW, done_on=done_on, number="1").met_at


def test_plans_stand_in_the_rule_books_and_are_not_counted():
    asked = [row for code in CODES for row in load(code).reports]
    assert {row.code for row in asked if not can_be_counted(row)} == JUDGEMENTS


@pytest.mark.clause("QT-10.3")
def test_an_incident_is_recorded_by_the_operator():
    subject = Subject(Duty.Kind.INCIDENT, "su-co-1", "Trang bị tấn công")
    (duty,) = arise("QT", StartEvent.DETECTED, subject, at(20, 11, hour=8), NOW)
    with pytest.raises(Refused, match="đơn vị vận hành"):
        fulfil(duty, user("qt-contributor"), NOW, done_on=date(2026, 11, 20), number="1")
    with pytest.raises(Refused, match=r"ngày phát hiện sự cố \(20/11/2026\)"):
        fulfil(duty, user("qt-operator"), NOW, done_on=date(2026, 11, 19), number="1")
    assert screen_of(duty, user("qt-operator"), NOW).may_fulfil
    assert fulfil(duty, user("qt-operator"), NOW, done_on=NOW.date(), number="1").met_at == NOW


def test_an_operator_who_does_not_edit_records_incidents_alone():
    operator = user("la-operator")
    incident = turn("LA", at(20, 11), None, subject_kind="incident", deadline_code="D32")
    period = turn("LA", at(1, 1), at(31, 12))
    assert list(visible_to(operator)) == [incident]
    assert fulfil(incident, operator, NOW, done_on=NOW.date(), number="1").met_at == NOW
    with pytest.raises(Refused, match="Chỉ Ban Biên tập hoặc trưởng đơn vị"):
        fulfil(period, operator, NOW, done_on=NOW.date(), number="1")


@pytest.mark.parametrize("overdue_at", [None, at(23, 11)])
def test_who_owes_does_not_take_the_own_breach_away(overdue_at):
    head = user("dl-unit_head")
    duty = backups(subject_kind="unit", unit_code=head.unit.code, needed=1, overdue_at=overdue_at)
    with pytest.raises(Refused, match="Giải trình"):
        fulfil(duty, head, LATE, done_on=date(2026, 11, 19), number="1")
    duty.refresh_from_db()
    assert (duty.met_at, duty.overdue_at) == (None, overdue_at)
    fulfil(duty, user("dl-member"), LATE, done_on=date(2026, 11, 19), number="1")
    duty.refresh_from_db()
    assert (duty.overdue_at, duty.is_late(LATE)) == (None, False)


def test_what_was_done_late_is_recorded_by_who_owes_it():
    head = user("dl-unit_head")
    duty = backups(subject_kind="unit", unit_code=head.unit.code, needed=1)
    fulfil(duty, head, LATE, done_on=date(2026, 11, 24), number="1")
    duty.refresh_from_db()
    assert duty.overdue_at == duty.met_at


def test_a_stop_recorded_by_who_owes_takes_no_breach_away():
    duty = on_item("BP", "D15", at(2, 11), overdue_at=at(24, 11, hour=8))
    with pytest.raises(Refused, match="Giải trình"):
        stop(duty, user("bp-unit_head"), "chờ Bộ", at(10, 11), LATE)
    Duty.objects.filter(pk=duty.pk).update(person_id=user("bp-deputy").pk)
    with pytest.raises(Refused, match="Giải trình"):
        stop(duty, user("bp-deputy"), "chờ Bộ", at(10, 11), LATE)
    duty.refresh_from_db()
    assert (duty.stands_since, duty.overdue_at) == (None, at(24, 11, hour=8))
    stop(duty, user("bp-head"), "chờ Bộ", at(10, 11), LATE)
    duty.refresh_from_db()
    assert duty.overdue_at is None


def test_what_a_unit_owes_is_seen_by_its_people_alone(client):
    person = user("dl-contributor")
    duty = backups(subject_kind="unit", unit_code=person.unit.code)
    turn("LA", at(1, 1), at(31, 12), subject_kind="unit", unit_code=person.unit.code)
    assert list(visible_to(person)) == [duty]
    client.force_login(person)
    assert client.get(reverse("duties:duty", args=[duty.pk])).status_code == 200
    assert not is_concerned(person, duty)
    user("dl-unit_head").groups.clear()
    assert is_concerned(person, duty)
    person.is_active = False
    assert not visible_to(person).exists()


@pytest.mark.clause("BP-9.3.đ-4")
def test_the_row_of_the_event_explains_the_duty():
    duty = on_item("BP", "D13", at(2, 11))
    rows = [row for row in user("bp-head").agency.book.deadlines if row.code == "D13"]
    event = next(row for row in rows if row.start == StartEvent.HAPPENED)
    Duty.objects.filter(pk=duty.pk).update(start_event=event.start, label=event.label)
    duty.refresh_from_db()
    assert screen_of(duty, user("bp-head"), NOW).who == "Đơn vị tổ chức"


def test_who_acts_by_delegation_sees_what_the_giver_owes():
    head, operator = user("dl-unit_head"), user("dl-operator")
    operator.unit = None
    operator.save()
    own = backups(subject_kind="unit", unit_code=head.unit.code)
    turn("DL", at(1, 1), at(31, 12))
    assert not visible_to(operator).exists()
    now = timezone.now()
    row = Delegation.objects.create(
        agency=head.agency,
        kind="delegation",
        giver=head,
        receiver=operator,
        valid_from=now - timedelta(hours=1),
        valid_to=now + timedelta(hours=1),
        decision_number="12/QĐ-BBT",
        reason="Nghỉ phép",
        created_by=head,
    )
    assert list(visible_to(operator)) == [own]
    Delegation.objects.filter(pk=row.pk).update(valid_to=now - timedelta(minutes=1))
    assert not visible_to(operator).exists()


def test_who_acts_for_one_of_the_board_sees_what_the_board_owes():
    contributor, secretary = user("dl-contributor"), user("dl-secretary")
    of_board = turn("DL", at(1, 1), at(31, 12))
    turn("KT", at(1, 1), at(31, 12))
    assert not visible_to(contributor).exists()
    now = timezone.now()
    row = Delegation.objects.create(
        agency=secretary.agency,
        kind="delegation",
        giver=secretary,
        receiver=contributor,
        valid_from=now - timedelta(hours=1),
        valid_to=now + timedelta(hours=1),
        decision_number="13/QĐ-BBT",
        reason="Nghỉ phép",
        created_by=secretary,
    )
    assert list(visible_to(contributor)) == [of_board]
    Delegation.objects.filter(pk=row.pk).update(valid_to=now - timedelta(minutes=1))
    assert not visible_to(contributor).exists()
