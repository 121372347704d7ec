"""Duties that come again: made when their time begins, met by what the record shows."""

from datetime import timedelta

import pytest
from django.utils import timezone

from sections.statistics import StatisticsPage
from tests.factories import agency, make_news, publish_news, submit, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.every_deadline import draft
from workflow.agencies.models import Agency, Unit
from workflow.audit.recording import record
from workflow.calendar.filling import fill_years
from workflow.calendar.models import CalendarYear
from workflow.duties.fulfilling import fulfil
from workflow.duties.models import Duty
from workflow.duties.recurring import turns as turns_module
from workflow.duties.recurring.turns import (
    follow_record,
    look_again,
    look_before_telling,
    open_turns,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

MONDAY = at(23, 11, hour=8)


@pytest.fixture
def clock(monkeypatch):
    """Sets the time of the whole application; the agencies stand since the beginning of 2026."""
    Agency.objects.update(founded_at=at(1, 1))

    def set_to(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return moment

    return set_to


def turns(code: str, deadline: str, **where) -> dict:
    rows = Duty.objects.filter(agency_code=code, deadline_code=deadline, **where)
    return {row.subject_key: row for row in rows}


@pytest.mark.clause("BP-13.1-1", "KT-11.1")
@pytest.mark.parametrize(("code", "deadline"), [("BP", "D19"), ("KT", "D26")])
def test_a_working_day_owes_an_update_until_the_office_closes(clock, code, deadline):
    open_turns(clock(MONDAY))
    duty = turns(code, deadline)["2026-11-23"]
    assert (duty.due_at, duty.met_at, duty.subject_title) == (
        at(23, 11, hour=17),
        None,
        "Ngày 23/11/2026",
    )
    clock(at(23, 11, hour=10))
    page = publish_news(code)
    assert follow_record(clock(at(23, 11, hour=10, minute=1))) >= 1
    duty.refresh_from_db()
    assert (duty.met_at, duty.done, duty.overdue_at) == (at(23, 11, hour=10), 1, None)
    assert duty.evidence["page"] == page.pk


@pytest.mark.clause("KT-11.1")
def test_days_off_are_not_owed_and_a_worker_that_was_down_makes_the_days_it_missed(clock):
    open_turns(clock(at(19, 11, hour=8)))
    open_turns(clock(at(25, 11, hour=8)))
    known = [key for key in turns("KT", "D26") if key >= "2026-11-19"]
    # 21 and 22 are a weekend, 24/11 is a day off.
    assert sorted(known) == ["2026-11-19", "2026-11-20", "2026-11-23", "2026-11-25"]
    assert open_turns(timezone.now()) == 0


@pytest.mark.clause("KT-11.1")
def test_a_day_without_update_stays_late_until_the_next_update(clock):
    open_turns(clock(MONDAY))
    clock(at(25, 11, hour=9))
    open_turns(timezone.now())
    publish_news("KT")
    follow_record(timezone.now())
    missed, today = (turns("KT", "D26")[key] for key in ("2026-11-23", "2026-11-25"))
    assert (missed.met_at, missed.done, missed.overdue_at) == (
        at(25, 11, hour=9),
        0,
        at(25, 11, hour=9),
    )
    assert missed.is_late(timezone.now())
    assert (today.met_at, today.done, today.overdue_at) == (at(25, 11, hour=9), 1, None)


@pytest.mark.clause("DL-13.1-2")
def test_news_is_no_update_of_the_documents(clock):
    clock(MONDAY)
    open_turns(timezone.now())
    publish_news("DL")
    follow_record(timezone.now())
    assert turns("DL", "D24")["2026-11-23"].met_at is None
    record("approval.published", agency_code="DL", section_code="S15", subject_title="Quyết định")
    follow_record(timezone.now())
    assert turns("DL", "D24")["2026-11-23"].met_at == MONDAY


@pytest.mark.clause("BP-9.4")
def test_each_unit_owes_an_item_a_month(clock):
    clock(at(2, 11, hour=8))
    open_turns(timezone.now())
    owed = turns("BP", "quota:items-per-unit", subject_key__startswith="2026-11|")
    units = Unit.objects.filter(agency=agency("BP"), valid_to=None)
    assert {row.unit_code for row in owed.values()} == set(units.values_list("code", flat=True))
    clock(at(12, 11, hour=9))
    page = make_news("BP")
    submit(page)
    submit(make_news("BP", title="Tin thứ hai"))
    look_again("BP", timezone.now())
    for row in turns("BP", "quota:items-per-unit", subject_key__startswith="2026-11|").values():
        own = row.unit_code == page.unit.code
        assert (row.done, row.met_at) == ((2, at(12, 11, hour=9)) if own else (0, None))
        assert row.due_at.date().isoformat() == "2026-11-30"


@pytest.mark.clause("DL-4.1-2", "KT-12.1")
def test_two_backups_a_week_or_one(clock):
    clock(MONDAY)
    open_turns(timezone.now())
    for moment in (MONDAY, MONDAY + timedelta(days=2)):
        clock(moment)
        for code in ("DL", "KT"):
            record("backup.made", agency_code=code, subject_title="Bản sao lưu")
        follow_record(moment)
        if moment == MONDAY:
            assert turns("DL", "backup:data")["2026-W48"].met_at is None
    met = {code: turns(code, "backup:data")["2026-W48"] for code in ("DL", "KT")}
    assert {code: (row.done, row.met_at) for code, row in met.items()} == {
        "DL": (2, MONDAY + timedelta(days=2)),
        "KT": (2, MONDAY),
    }


@pytest.mark.clause("DL-4.1-2")
def test_a_backup_recorded_by_hand_and_one_in_the_record_make_two(clock):
    open_turns(clock(MONDAY))
    duty = turns("DL", "backup:data")["2026-W48"]
    fulfil(duty, user("dl-head"), MONDAY, done_on=MONDAY.date(), note="Ổ cứng số 2")
    clock(MONDAY + timedelta(days=1))
    record("backup.made", agency_code="DL", subject_title="Bản sao lưu")
    follow_record(timezone.now())
    duty.refresh_from_db()
    assert (duty.done, duty.met_at) == (2, MONDAY + timedelta(days=1))
    assert duty.evidence["note"] == "Ổ cứng số 2"


def test_a_signed_log_meets_the_review_of_its_month(clock):
    clock(at(2, 11, hour=8))
    open_turns(timezone.now())
    owed = turns("LA", "log-review")["2026-10"]
    assert owed.due_at == at(6, 11, hour=17)
    record("audit.signed_off", agency_code="LA", period="2026-09")
    look_again("LA", timezone.now())
    assert turns("LA", "log-review")["2026-10"].met_at is None
    record("audit.signed_off", agency_code="LA", period="2026-10")
    look_again("LA", timezone.now())
    assert turns("LA", "log-review")["2026-10"].met_at == at(2, 11, hour=8)


@pytest.mark.clause("KT-16.2-2")
def test_an_approved_report_meets_the_duty_of_its_period(clock):
    clock(at(2, 7, hour=8))
    open_turns(timezone.now())
    assert turns("KT", "report:half-year")["2026-H1"].due_at.date().isoformat() == "2026-07-10"
    for report, period in (("half-year", "2025-H2"), ("emulation", "2026-H1")):
        record("report.approved", agency_code="KT", report=report, period=period)
    look_again("KT", timezone.now())
    assert turns("KT", "report:half-year")["2026-H1"].met_at is None
    record("report.approved", agency_code="KT", report="half-year", period="2026-H1")
    look_again("KT", timezone.now())
    assert turns("KT", "report:half-year")["2026-H1"].met_at == at(2, 7, hour=8)


def test_nothing_is_owed_from_before_the_agency_was_founded(clock):
    clock(MONDAY)
    Agency.objects.update(founded_at=MONDAY)
    open_turns(MONDAY)
    assert list(turns("KT", "D26")) == ["2026-11-23"]
    assert not Duty.objects.filter(due_at__lt=MONDAY, subject_kind="period").exists()


def test_a_year_without_calendar_waits_and_is_made_once_it_is_filled(clock):
    CalendarYear.objects.filter(year=2027).delete()
    now = clock(at(4, 1, 2027, hour=8))
    open_turns(now)
    assert "2027-01-04" not in turns("KT", "D26")
    fill_years([2027])
    open_turns(now)
    assert "2027-01-04" in turns("KT", "D26")


@pytest.mark.clause("KT-11.1")
def test_after_a_long_pause_of_the_worker_the_record_is_read_before_anybody_is_told(clock):
    open_turns(clock(MONDAY))
    clock(at(23, 11, hour=16, minute=30))
    publish_news("KT")
    hours_later = clock(at(23, 11, hour=19))
    assert follow_record(hours_later) == 0
    look_before_telling(hours_later)
    duty = turns("KT", "D26")["2026-11-23"]
    assert (duty.met_at, duty.overdue_at) == (at(23, 11, hour=16, minute=30), None)


@pytest.mark.clause("KT-11.2.d")
def test_a_year_nobody_can_mean_keeps_no_other_report_waiting(clock):
    open_turns(clock(MONDAY))
    for year, kind in ((20266, "year"), (2026, "month")):
        page = draft(StatisticsPage, year=year, period_kind=kind, period_number=11)("KT")
        record("approval.submitted", agency_code="KT", section_code="S32", subject=page)
    assert follow_record(MONDAY) == 1
    assert turns("KT", "D30")["2026-11"].met_at == MONDAY
    assert turns("KT", "D30")["2026"].met_at is None


def test_what_fails_for_one_agency_keeps_no_other_waiting(clock, monkeypatch, caplog):
    real = turns_module.calendar_of

    def calendar_of(code):
        if code == "BP":
            raise RuntimeError("hỏng")
        return real(code)

    monkeypatch.setattr(turns_module, "calendar_of", calendar_of)
    open_turns(clock(MONDAY))
    assert not turns("BP", "D19")
    assert turns("KT", "D26")
    assert "của cơ quan BP" in caplog.text
