"""Who hears what when: from those who owe it to the deputies and the head."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.factories import agency, edit, make_news, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.desk.people import entrust
from workflow.agencies.delegations.models import Absence
from workflow.agencies.models import Unit, User
from workflow.approval.notice import Notice
from workflow.duties.models import Duty, Telling
from workflow.duties.queries import duties_of
from workflow.duties.reminding import watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

REMINDED, LATE = at(23, 11, hour=11), at(23, 11, hour=16)
END = at(30, 11)
TO_DEPUTY, TO_HEAD = at(25, 11, hour=15), at(26, 11, hour=15)


def item():
    page = make_news("LA", title="Tin", happened_at=at(20, 11, hour=15))
    mail.outbox.clear()
    return page


def heard(now) -> dict[str, str]:
    """The user names of those who got a mail in a run at `now`, with its subject."""
    mail.outbox.clear()
    watch(now)
    names = dict(User.objects.values_list("email", "username"))
    found = {names[message.to[0]]: message.subject for message in mail.outbox}
    assert len(found) == len(mail.outbox)
    return found


def away(*names: str, until=END) -> None:
    for name in names:
        person = user(name)
        Absence.objects.create(user=person, valid_from=at(1, 11), valid_to=until, created_by=person)


def owed(code: str = "LA", number: int = 1, **fields) -> Duty:
    values = {
        "agency_code": code,
        "subject_kind": Duty.Kind.PERIOD,
        "subject_key": f"2026-11-{number}",
        "subject_title": f"Kỳ {number}",
        "deadline_code": "D01",
        "label": "Việc của kỳ",
        "clock": "office_hours",
        "limit": 8,
        "start_event": "period",
        "measure": "delivery",
        "started_at": at(20, 11, hour=15),
        "due_at": at(23, 11, hour=15),
        "next_at": REMINDED,
    }
    return Duty.objects.create(**{**values, **fields})


@pytest.mark.clause("LA-9.2.a")
def test_from_the_author_to_the_head():
    page = item()
    assert heard(REMINDED - timedelta(seconds=1)) == {}
    both = ("la-contributor", "la-unit_head")
    assert heard(REMINDED) == dict.fromkeys(both, "Sắp đến hạn: «Tin»")
    assert heard(at(23, 11, hour=15)) == {}
    assert heard(LATE) == dict.fromkeys(both, "Quá hạn: «Tin»")
    assert heard(TO_DEPUTY - timedelta(seconds=1)) == {}
    assert heard(TO_DEPUTY) == {"la-deputy": "Báo cáo lên: «Tin»"}
    assert heard(TO_HEAD - timedelta(seconds=1)) == {}
    assert heard(TO_HEAD) == {"la-head": "Báo cáo lên: «Tin»"}
    assert heard(TO_HEAD + timedelta(days=200)) == {}
    duty = duties_of(page)[0]
    assert (duty.stage, duty.next_at, duty.overdue_at) == (Duty.Stage.HEAD, None, LATE)


def test_a_report_names_those_who_owe():
    page = item()
    heard(LATE)
    assert "Phải thực hiện" not in mail.outbox[0].body
    heard(TO_DEPUTY)
    who = f"{page.owner.full_name}, {page.unit.name}"
    assert f"Phải thực hiện: {who}." in mail.outbox[0].body
    assert "người được giao đã được báo mà chưa xong" in mail.outbox[0].body


def test_after_an_outage_one_message_tells_how_it_stands():
    item()
    assert heard(TO_HEAD + timedelta(hours=1)) == {
        "la-contributor": "Quá hạn: «Tin»",
        "la-unit_head": "Quá hạn: «Tin»",
        "la-deputy": "Báo cáo lên: «Tin»",
        "la-head": "Báo cáo lên: «Tin»",
    }
    assert heard(TO_HEAD + timedelta(hours=2)) == {}


def test_at_night_it_is_marked_and_told_in_the_morning():
    page = item()
    night = at(23, 11, hour=20)
    assert heard(night) == {}
    assert duties_of(page)[0].overdue_at == night
    assert heard(at(25, 11, hour=6, minute=59)) == {}
    assert set(heard(at(25, 11, hour=7))) == {"la-contributor", "la-unit_head"}
    assert duties_of(page)[0].overdue_at == night


@pytest.mark.parametrize(
    "fields", [{"clock": "hours"}, {"subject_kind": Duty.Kind.INCIDENT}], ids=["hours", "incident"]
)
def test_what_is_urgent_is_told_at_night(fields):
    owed(**fields)
    assert heard(at(23, 11, hour=20)) == {"la-member": "Quá hạn: «Kỳ 1»"}


def test_without_deputies_the_head_hears_at_once():
    page = item()
    User.objects.filter(username="la-deputy").update(is_active=False)
    heard(LATE)
    assert heard(TO_DEPUTY) == {"la-head": "Báo cáo lên: «Tin»"}
    assert duties_of(page)[0].stage == Duty.Stage.HEAD
    assert heard(TO_HEAD) == {}


class TestAbsent:
    """Who is away hears nothing; somebody else does."""

    def test_the_others_who_owe_it_are_enough(self):
        item()
        away("la-contributor")
        assert set(heard(LATE)) == {"la-unit_head"}

    def test_where_nobody_is_left_the_deputy_hears(self):
        item()
        away("la-contributor", "la-unit_head")
        assert heard(LATE) == {"la-deputy": "Quá hạn: «Tin»"}

    def test_with_the_deputies_away_the_head_hears(self):
        item()
        away("la-contributor", "la-unit_head", "la-deputy")
        assert set(heard(LATE)) == {"la-head"}
        assert heard(TO_DEPUTY) == {"la-head": "Báo cáo lên: «Tin»"}
        assert heard(TO_HEAD) == {}

    def test_the_delegate_hears_in_the_place_of_the_head(self):
        item()
        entrust("la-head", "la-member", valid_from=at(1, 11), valid_to=at(30, 11))
        away("la-head")
        heard(TO_DEPUTY)
        assert set(heard(TO_HEAD)) == {"la-member"}

    def test_without_a_delegate_the_deputy_hears_in_the_place_of_the_head(self):
        item()
        away("la-head")
        heard(TO_DEPUTY)
        assert set(heard(TO_HEAD)) == {"la-deputy"}

    def test_with_the_whole_board_away_the_head_finds_it(self):
        item()
        away("la-head", "la-deputy", "la-member", "la-contributor", "la-unit_head")
        assert set(heard(LATE)) == {"la-head"}

    def test_who_is_back_hears_again(self):
        item()
        away("la-contributor", "la-unit_head", until=LATE)
        assert set(heard(LATE)) == {"la-contributor", "la-unit_head"}


class TestWhoOwesIt:
    """Whom a duty concerns that is not about an item."""

    @pytest.mark.parametrize(("code", "name"), [("LA", "la-member"), ("BP", "bp-secretary")])
    def test_the_board_owes_what_a_period_asks_for(self, code, name):
        owed(code)
        assert set(heard(LATE)) == {name}

    def test_what_has_no_address_of_its_own_is_opened_on_its_page(self):
        duty = owed()
        heard(LATE)
        path = f"/admin/thoi-han/{duty.pk}/"
        assert f"Mở để xem: http://localhost{path}" in mail.outbox[0].body
        assert Notice.objects.get(user=user("la-member")).url == path

    def test_the_person_named(self):
        owed(person_id=user("la-contributor").pk)
        assert set(heard(LATE)) == {"la-contributor"}

    def test_a_person_who_left_is_replaced_by_the_unit(self):
        person = user("la-contributor")
        User.objects.filter(pk=person.pk).update(is_active=False)
        owed(person_id=person.pk, unit_code=person.unit.code)
        assert set(heard(LATE)) == {"la-unit_head"}

    def test_the_heads_of_a_unit(self):
        unit = user("la-unit_head").unit
        owed(subject_kind=Duty.Kind.UNIT, unit_code=unit.code)
        assert set(heard(LATE)) == {"la-unit_head"}

    def test_the_contributors_of_a_unit_without_a_head(self):
        person = user("la-contributor")
        User.objects.filter(username="la-unit_head").update(is_active=False)
        owed(subject_kind=Duty.Kind.UNIT, unit_code=person.unit.code)
        assert set(heard(LATE)) == {"la-contributor"}

    def test_a_unit_without_people_is_the_boards_matter(self):
        unit = Unit.objects.create(agency=agency("LA"), code="moi", name="Đơn vị mới (demo)")
        owed(subject_kind=Duty.Kind.UNIT, unit_code=unit.code)
        assert set(heard(LATE)) == {"la-member"}

    def test_a_page_that_is_gone_from_the_tree_is_the_boards_matter(self):
        owed(subject_kind=Duty.Kind.PAGE, page_id=10**12)
        assert set(heard(LATE)) == {"la-member"}


class TestTogether:
    """One mail, few notices."""

    def test_all_stages_in_one_mail(self):
        owed(number=1)
        owed(number=2, due_at=at(23, 11, hour=17), next_at=at(23, 11, hour=15))
        assert heard(LATE) == {"la-member": "Thời hạn: 1 quá hạn, 1 sắp đến hạn"}
        body = mail.outbox[0].body
        assert body.index("1 thời hạn đã qua") < body.index("«Kỳ 1»")
        assert body.index("«Kỳ 1»") < body.index("1 thời hạn sắp đến") < body.index("«Kỳ 2»")

    @pytest.mark.parametrize(("number", "notices"), [(5, 5), (6, 1)])
    def test_more_than_five_are_one_notice(self, number, notices):
        for place in range(number):
            owed(number=place)
        assert heard(LATE) == {"la-member": f"Quá hạn: {number} thời hạn"}
        rows = Notice.objects.filter(user=user("la-member"))
        assert rows.count() == notices
        if notices == 1:
            assert rows.get().text == (
                "Quá hạn: 6 thời hạn, gồm «Kỳ 0», «Kỳ 1», «Kỳ 2» và 3 thời hạn khác."
            )

    def test_a_long_mail_says_how_many_more(self):
        for place in range(53):
            owed(number=place)
        heard(LATE)
        assert mail.outbox[0].body.count("«Kỳ ") == 50
        assert (
            "… và 3 thời hạn khác, xem tại http://localhost/admin/thoi-han/dang-chay/"
            in mail.outbox[0].body
        )


class TestUntold:
    """What a run that died noted."""

    def noted(self, **fields) -> Duty:
        duty = owed(stage=Duty.Stage.DUE, next_at=TO_DEPUTY, overdue_at=LATE, **fields)
        Telling.objects.create(
            agency_code="LA",
            person_id=user("la-member").pk,
            duty_id=duty.pk,
            stage=Duty.Stage.DUE,
            is_urgent=False,
        )
        return duty

    def test_the_next_run_tells_it(self):
        self.noted()
        assert heard(LATE) == {"la-member": "Quá hạn: «Kỳ 1»"}
        assert heard(LATE) == {}

    def test_at_night_it_waits(self):
        self.noted()
        assert heard(at(23, 11, hour=20)) == {}
        assert set(heard(at(25, 11, hour=7))) == {"la-member"}

    @pytest.mark.parametrize("field", ["met_at", "cancelled_at", "stands_since"])
    def test_what_was_settled_meanwhile_needs_no_word(self, field):
        self.noted(**{field: LATE})
        assert heard(LATE) == {}
        assert not Telling.objects.exists()

    def test_of_two_stages_the_later_is_told(self):
        duty = self.noted()
        Telling.objects.create(
            agency_code="LA",
            person_id=user("la-member").pk,
            duty_id=duty.pk,
            stage=Duty.Stage.BEFORE,
            is_urgent=False,
        )
        assert heard(LATE) == {"la-member": "Quá hạn: «Kỳ 1»"}


@pytest.mark.parametrize("field", ["met_at", "cancelled_at", "stands_since"])
def test_what_is_settled_or_stands_still_is_not_looked_at(field):
    owed(**{field: at(22, 11)})
    assert heard(LATE) == {}
    assert Duty.objects.get().stage == Duty.Stage.NONE


def test_of_a_later_due_time_people_hear_again(monkeypatch):
    page = item()
    heard(REMINDED)
    monkeypatch.setattr(timezone, "now", lambda: REMINDED)
    edit(page, page.owner, happened_at=at(25, 11, hour=9))
    duty = duties_of(page)[0]
    assert (duty.due_at, duty.stage) == (at(26, 11, hour=9), Duty.Stage.NONE)
    assert set(heard(at(26, 11, hour=7, minute=1))) == {"la-contributor", "la-unit_head"}


def test_a_correction_that_leaves_the_due_time_tells_nothing_again(monkeypatch):
    # From closing time on Friday and from Saturday the hours run the same.
    page = make_news("LA", title="Tin", happened_at=at(20, 11, hour=17))
    reminded = at(23, 11, hour=15)
    assert set(heard(reminded)) == {"la-contributor", "la-unit_head"}
    monkeypatch.setattr(timezone, "now", lambda: reminded)
    edit(page, page.owner, happened_at=at(21, 11, hour=10))
    duty = duties_of(page)[0]
    assert (duty.started_at, duty.due_at) == (at(21, 11, hour=10), at(23, 11, hour=17))
    assert heard(reminded + timedelta(minutes=5)) == {}
