"""Reports are drawn up when their period ends, once, also after an outage."""

from dataclasses import replace
from datetime import date

import pytest

from sections.base.door import Refused
from site_home.visits.models import DailyVisits
from tests.factories import agency, user
from tests.real_database import together
from tests.workflow.reports.counted import founded_on, moment, totals
from workflow.agencies.models import Agency
from workflow.approval.notice import Notice
from workflow.audit.models import Entry
from workflow.regulations.book import Report
from workflow.regulations.loader import CODES
from workflow.reports import drafting, tasks
from workflow.reports.contents import figures_of
from workflow.reports.models import PeriodReport
from workflow.reports.periods import parse

ACCESS = "Lượt truy cập theo chuyên mục"


def keys(code: str) -> list[tuple[str, str]]:
    """Report and period of every report of the agency."""
    rows = PeriodReport.objects.filter(agency_code=code)
    return sorted(rows.values_list("report_code", "period"))


def found_all_on(*day: int) -> None:
    for code in CODES:
        founded_on(code, *day)


@pytest.mark.clause("BP-18.5", "BP-20.1-2", "BP-16-2", "KT-16.2-2", "KT-19.1-2", "QT-7.1-6")
@pytest.mark.django_db
def test_each_agency_gets_the_reports_of_its_regulation():
    found_all_on(2026, 12, 3)
    assert drafting.draft_due(moment(2027, 1, 1, 6, 5)) == 6
    assert {code: keys(code) for code in CODES} == {
        "LA": [],
        "BP": [
            ("emulation", "2026"),
            ("monthly-implementation", "2026-12"),
            ("monthly-use", "2026-12"),
        ],
        "DL": [],
        "QT": [("yearly-summary", "2026")],
        "KT": [("emulation", "2026"), ("half-year", "2026-H2")],
    }
    report = PeriodReport.objects.get(report_code="monthly-use")
    row = next(row for row in agency("BP").book.reports if row.code == "monthly-use")
    assert (report.label, report.clauses) == (row.label, ["BP-18.5"])
    assert (report.made_by, report.sent_to) == (row.by, row.to)
    assert (str(report.first_day), str(report.last_day)) == ("2026-12-01", "2026-12-31")


@pytest.mark.django_db
def test_nothing_is_drafted_before_the_period_is_over(at):
    founded_on("BP", 2026, 11, 2)
    assert drafting.draft_of_agency(agency("BP"), moment(2026, 11, 30, 23, 59, 59)) == 0
    at(moment(2026, 12, 1, 0, 0, 0))
    assert tasks.draft_due() >= 2
    assert keys("BP") == [("monthly-implementation", "2026-11"), ("monthly-use", "2026-11")]


@pytest.mark.django_db
def test_a_second_run_adds_nothing_and_tells_nobody():
    founded_on("BP", 2026, 11, 2)
    now = moment(2026, 12, 1, 6, 5)
    assert drafting.draft_of_agency(agency("BP"), now) == 2
    notices, drafted = Notice.objects.count(), Entry.objects.filter(action="report.drafted").count()
    assert drafted == 2
    assert drafting.draft_of_agency(agency("BP"), now) == 0
    assert Notice.objects.count() == notices
    assert Entry.objects.filter(action="report.drafted").count() == drafted


@pytest.mark.django_db
def test_the_board_is_told_once_for_all():
    founded_on("BP", 2026, 11, 2)
    drafting.draft_of_agency(agency("BP"), moment(2026, 12, 1, 6, 5))
    told = dict(Notice.objects.values_list("user__username", "text"))
    assert set(told) == {"bp-head", "bp-deputy", "bp-member", "bp-secretary"}
    assert set(told.values()) == {drafting.SEVERAL.format(count=2)}


@pytest.mark.django_db
def test_after_an_outage_the_last_three_periods_are_drafted():
    founded_on("BP", 2026, 1, 5)
    assert drafting.draft_of_agency(agency("BP"), moment(2026, 11, 22, 6, 5)) == 6
    months = [("2026-08"), ("2026-09"), ("2026-10")]
    assert keys("BP") == [
        (code, month) for code in ("monthly-implementation", "monthly-use") for month in months
    ]
    assert drafting.draft_of_agency(agency("BP"), moment(2026, 11, 22, 6, 5)) == 0


@pytest.mark.django_db
def test_no_report_of_a_time_before_the_founding():
    founded_on("BP", 2026, 10, 31)
    drafting.draft_of_agency(agency("BP"), moment(2026, 11, 22, 6, 5))
    assert keys("BP") == [("monthly-implementation", "2026-10"), ("monthly-use", "2026-10")]


@pytest.mark.django_db
def test_an_agency_that_fails_does_not_keep_the_others_waiting():
    found_all_on(2026, 12, 3)
    Agency.objects.filter(code="BP").update(code="AA")
    with pytest.raises(LookupError):
        drafting.draft_due(moment(2027, 1, 1, 6, 5))
    assert {code: len(keys(code)) for code in ("KT", "QT")} == {"KT": 2, "QT": 1}


def test_workers_at_once_make_one_row(real_database):
    founded_on("BP", 2026, 11, 2)
    now = moment(2026, 12, 1, 6, 5)
    outcomes = together(*[lambda: drafting.draft_of_agency(agency("BP"), now)] * 3)
    assert sorted(outcomes) == [0, 0, 2]
    assert len(keys("BP")) == 2
    assert Notice.objects.filter(user__username="bp-head").count() == 1
    assert Entry.objects.filter(action="report.drafted").count() == 2


@pytest.mark.clause("LA-12.1", "QT-9.2")
@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "report", "period"),
    [("LA", "contributions", "2026-Q3"), ("QT", "periodic-to-province", "2026-H1")],
)
def test_a_report_without_a_term_is_drawn_up_when_asked_for(code, report, period):
    head = user(f"{code.lower()}-head")
    now = moment(2026, 11, 22, 9)
    made = drafting.draw_up(agency(code), report, parse(period), head, now)
    again = drafting.draw_up(agency(code), report, parse(period), head, now)
    assert (made.pk, made.period, made.drafted_by_id) == (again.pk, period, head.pk)
    assert made.figures["tables"] != []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("code", "report", "period", "words"),
    [
        ("BP", "monthly-use", "2026-Q3", "lập theo kỳ khác"),
        ("BP", "monthly-use", "2026-12", "chưa bắt đầu"),
        ("BP", "commendation", "2027", "chưa bắt đầu"),
        ("BP", "upgrade-plan", "2026", "không có báo cáo số liệu này"),
        ("DL", "yearly-upgrade-review", "2025", "không có báo cáo số liệu này"),
        ("LA", "monthly-use", "2026-10", "không có báo cáo số liệu này"),
    ],
)
def test_what_cannot_be_drawn_up_is_said(code, report, period, words):
    head = user(f"{code.lower()}-head")
    with pytest.raises(Refused, match=words):
        drafting.draw_up(agency(code), report, parse(period), head, moment(2026, 11, 22, 9))
    assert not PeriodReport.objects.exists()


@pytest.mark.django_db
def test_a_running_period_says_that_it_runs_and_is_counted_to_its_end():
    founded_on("BP", 2026, 11, 2)
    read("BP", 2026, 11, 3)
    made = drafting.draw_up(
        agency("BP"), "monthly-use", parse("2026-11"), user("bp-head"), moment(2026, 11, 22, 9)
    )
    assert "chưa kết thúc" in made.figures["note"]
    read("BP", 2026, 11, 30)
    assert drafting.draft_of_agency(agency("BP"), moment(2026, 11, 30, 23, 59)) == 0
    assert drafting.draft_of_agency(agency("BP"), moment(2026, 12, 1, 6, 5)) == 2
    made.refresh_from_db()
    assert (made.figures["note"], totals(made.figures, ACCESS)) == ("", [2, 2])
    assert drafting.draft_of_agency(agency("BP"), moment(2026, 12, 1, 6, 5)) == 0
    assert Notice.objects.filter(user__username="bp-head").count() == 1


def read(code: str, *day: int) -> None:
    DailyVisits.objects.create(
        agency_code=code, day=date(*day), section_code="S04", visits=1, views=1
    )


def test_a_report_that_nobody_foresaw_is_drafted_by_its_term():
    quarterly = Report(code="moi", label="Báo cáo mới", per="quarter")
    assert drafting.is_drafted(quarterly)
    assert not drafting.is_drafted(replace(quarterly, per="as_needed"))
    assert not drafting.is_drafted(replace(quarterly, code="yearly-upgrade-review"))


@pytest.mark.django_db
def test_an_unknown_report_tells_how_the_regulation_was_carried_out():
    now = moment(2026, 11, 1)
    known = figures_of(agency("BP"), "monthly-implementation", parse("2026-Q3"), now)
    assert figures_of(agency("BP"), "moi", parse("2026-Q3"), now) == known
    assert len(known["tables"]) == 6


@pytest.mark.django_db
def test_drafting_asks_a_bounded_number_of_questions(django_assert_max_num_queries):
    founded_on("BP", 2026, 11, 2)
    bp = Agency.objects.get(code="BP")
    with django_assert_max_num_queries(110):
        drafting.draft_of_agency(bp, moment(2026, 12, 1, 6, 5))
