"""What the regulation of Sở Tư pháp Bình Phước says, as the rule book carries it."""

from datetime import date

import pytest

from workflow.regulations.book import Clock, Measure, StartEvent, StepKind, StepScope
from workflow.regulations.loader import load


@pytest.fixture(scope="module")
def book():
    return load("BP")


@pytest.mark.clause(
    "BP-9.1.a-1",
    "BP-11.1-1",
    "BP-11.1-2",
    "BP-15.1",
    "BP-15.2",
    "BP-15.3-1",
    "BP-15.3-2",
    "BP-19.2",
)
def test_chain_has_six_steps_from_unit_head_to_secretary(book):
    stand_in = ("member", "deputy")
    assert [
        (step.code, step.kind, step.scope, step.roles, step.delegable_to, step.distinct_from)
        for step in book.steps
    ] == [
        ("don-vi-duyet", StepKind.DECIDE, StepScope.UNIT, ("unit_head",), (), ()),
        ("tiep-nhan", StepKind.RECEIVE, StepScope.BOARD, ("secretary",), (), ()),
        ("bien-tap", StepKind.EDIT, StepScope.BOARD, ("member",), (), ()),
        ("xac-thuc", StepKind.DECIDE, StepScope.BOARD, ("head",), stand_in, ()),
        ("kiem-tra-cuoi", StepKind.DECIDE, StepScope.BOARD, ("head",), stand_in, ()),
        (
            "dang-tai",
            StepKind.POST,
            StepScope.BOARD,
            ("secretary",),
            (),
            ("xac-thuc", "kiem-tra-cuoi"),
        ),
    ]


@pytest.mark.clause(
    "BP-9.3.a",
    "BP-9.3.b",
    "BP-9.3.c",
    "BP-9.3.d",
    "BP-9.3.đ-1",
    "BP-9.3.đ-2",
    "BP-9.3.đ-3",
    "BP-9.3.đ-4",
    "BP-9.3.đ-5",
)
def test_supply_deadlines(book):
    assert [
        (row.code, row.kind, row.limit, row.clock, row.start, row.sections)
        for row in book.deadlines
        if row.measure == Measure.SUPPLY
    ] == [
        ("D06", "event", 12, Clock.OFFICE_HOURS, StartEvent.HAPPENED, ("S04",)),
        ("D07", "", 2, Clock.WORKING_DAYS, StartEvent.ISSUED, ("S09", "S15", "S16")),
        ("D08", "", 3, Clock.WORKING_DAYS, StartEvent.APPROVED, ("S27", "S29")),
        ("D09", "", 10, Clock.WORKING_DAYS, StartEvent.DECIDED, ("S32",)),
        ("D10", "month", 7, Clock.PERIOD_END, StartEvent.MONTH_END, ("S33",)),
        ("D11", "quarter", 10, Clock.DAYS, StartEvent.QUARTER_END, ("S33",)),
        ("D12", "half_year", 10, Clock.DAYS, StartEvent.CONFERENCE, ("S33",)),
        ("D13", "year", 15, Clock.DAYS, StartEvent.CONFERENCE, ("S33",)),
        ("D13", "important_event", 15, Clock.DAYS, StartEvent.HAPPENED, ("S04", "S18")),
        ("D14", "final", 15, Clock.DAYS, StartEvent.FINISHED, ("S33",)),
        ("D05", "", None, Clock.PROMPT, StartEvent.CHANGED, ()),
    ]


@pytest.mark.clause("BP-9.3.e-1", "BP-9.3.e-2", "BP-11.2-2", "BP-11.3-2")
def test_answer_deadlines(book):
    assert [
        (row.code, row.kind, row.limit, row.clock, row.start, row.measure, row.sections)
        for row in book.deadlines
        if row.measure != Measure.SUPPLY
    ] == [
        (
            "D15",
            "own_field",
            15,
            Clock.WORKING_DAYS,
            StartEvent.RECEIVED,
            Measure.ANSWER,
            ("S10", "S21"),
        ),
        (
            "D16",
            "ministry",
            30,
            Clock.WORKING_DAYS,
            StartEvent.RECEIVED,
            Measure.ANSWER,
            ("S10", "S21"),
        ),
        ("D17", "", 15, Clock.WORKING_DAYS, StartEvent.RECEIVED, Measure.DELIVERY, ("S22",)),
        ("D18", "", None, Clock.PER_ITEM, StartEvent.ASKED, Measure.ANSWER, ("S21",)),
    ]


@pytest.mark.clause("BP-13.1-1", "BP-9.4")
def test_frequency_and_quota(book):
    (frequency,) = book.frequencies
    assert (frequency.code, frequency.at_least, frequency.per, frequency.sections) == (
        "D19",
        1,
        "working_day",
        (),
    )
    assert [(row.at_least, row.up_to, row.per, row.whom) for row in book.quotas] == [
        (1, 2, "month", "unit"),
        (None, None, "", "unit"),
    ]


@pytest.mark.clause(
    "BP-12.3.a",
    "BP-12.3.b-1",
    "BP-12.3.b-2",
    "BP-12.3.c",
    "BP-12.3.d",
    "BP-12.3.đ",
    "BP-4.2-1",
)
def test_refusal_grounds(book):
    assert [(ground.code, ground.clauses) for ground in book.refusals] == [
        ("R01", ("BP-12.3.a",)),
        ("R02", ("BP-12.3.b-1",)),
        ("R03", ("BP-12.3.b-2",)),
        ("R04", ("BP-12.3.c",)),
        ("R05", ("BP-12.3.d",)),
        ("R06", ("BP-12.3.đ",)),
        ("R07", ("BP-4.2-1",)),
        ("R09", ("BP-4.2-1",)),
    ]


@pytest.mark.clause("BP-18.5", "BP-20.1-2", "BP-16-2")
def test_reports_with_a_period(book):
    assert [(row.code, row.per) for row in book.reports if row.per != "as_needed"] == [
        ("monthly-use", "month"),
        ("monthly-implementation", "month"),
        ("emulation", "year"),
    ]


@pytest.mark.clause("BP-8.2")
def test_rates_follow_two_decisions(book):
    assert [row.decision for row in book.royalties if row.kind == "rates"] == [
        "194/2012/TT-BTC ngày 15/11/2012",
        "01/2020/QĐ-UBND ngày 02/01/2020",
    ]


@pytest.mark.clause("BP-9.1.b")
def test_sender_data(book):
    assert book.attributions[1].requires == (
        "unit",
        "supplier_name",
        "supplier_email",
        "supplier_phone",
    )


@pytest.mark.clause("BP-4.1.b")
def test_english_part_is_open(book):
    (section,) = (row for row in book.sections if row.code == "S50")
    assert (section.on, section.page_type) == (True, "sections.EnglishPage")


@pytest.mark.clause("BP-7.2")
def test_district_divisions_end_with_the_districts(book):
    assert [unit.code for unit in book.units if not unit.is_valid_on(date(2025, 7, 1))] == [
        "phong-tu-phap-cap-huyen"
    ]


@pytest.mark.clause("BP-3.3", "BP-6.6")
def test_name_changes_with_the_province_and_the_address_stays(book):
    days = (date(2025, 6, 30), date(2025, 7, 1))
    assert [
        (book.name_on(day).label, book.address_on(day).domain, book.address_on(day).intake_mailbox)
        for day in days
    ] == [
        (
            "Sở Tư pháp tỉnh Bình Phước",
            "stp.binhphuoc.gov.vn",
            "banbientapstp.bp@binhphuoc.gov.vn",
        ),
        ("Sở Tư pháp tỉnh Đồng Nai", "stp.binhphuoc.gov.vn", "banbientapstp.bp@binhphuoc.gov.vn"),
    ]


def test_service_levels_before_and_after_the_change_of_2022(book):
    assert [
        book.setting("service_levels", date(2022, 8, 14)),
        book.setting("service_levels", date(2022, 8, 15)),
        book.setting("service_levels"),
    ] == ["Mức độ 1; Mức độ 2; Mức độ 3; Mức độ 4", "Toàn trình; Một phần", "Toàn trình; Một phần"]
