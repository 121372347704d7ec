"""The next of a kind that comes back: period, title, frame."""

import pytest

from sections.base.tables import Column
from sections.financial_reports import FinancialReportPage
from sections.periodic_reports import PeriodicReportPage
from sections.recruitment import RecruitmentPage
from sections.shapes.recurrence import following, renamed, rows_frame
from sections.statistics import StatisticsPage
from sections.work_programmes import WorkProgrammePage

# A page in memory asks for its content type.
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("period", "after"),
    [
        ((10, 2026, 12), (11, 2026)),
        ((12, 2026, 12), (1, 2027)),
        ((4, 2026, 4), (1, 2027)),
        ((None, 2026, None), (None, 2027)),
        ((None, None, 12), (None, None)),
        ((12, None, 12), (1, None)),
    ],
)
def test_periods(period, after):
    assert following(*period) == after


@pytest.mark.parametrize(
    ("title", "was", "now", "word", "after"),
    [
        ("Báo cáo tháng 10 năm 2026", (10, 2026), (11, 2026), "tháng", "Báo cáo tháng 11 năm 2026"),
        ("Báo cáo Tháng 12/2026", (12, 2026), (1, 2027), "tháng", "Báo cáo Tháng 1/2027"),
        ("Báo cáo tháng 09/2026", (9, 2026), (10, 2026), "tháng", "Báo cáo tháng 10/2026"),
        ("Báo cáo tháng 08/2026", (8, 2026), (9, 2026), "tháng", "Báo cáo tháng 09/2026"),
        ("Thống kê Quý IV năm 2026", (4, 2026), (1, 2027), "quý", "Thống kê Quý I năm 2027"),
        ("Thống kê quý 3/2026", (3, 2026), (4, 2026), "quý", "Thống kê quý 4/2026"),
        ("Báo cáo 6 tháng năm 2026", (None, 2026), (None, 2027), "", "Báo cáo 6 tháng năm 2027"),
        ("Báo cáo tháng 1 và tháng 12", (1, 2026), (2, 2026), "tháng", "Báo cáo tháng 2 và tháng 12"),
        ("Báo cáo theo Công văn 12026/STP", (None, 2026), (None, 2027), "", None),
        ("Báo cáo chuyên đề", (10, 2026), (11, 2026), "tháng", None),
    ],
)  # fmt: skip
def test_titles(title, was, now, word, after):
    assert renamed(title, was, now, word) == (after or title)


def test_rows_keep_labels_and_move_the_value_to_the_previous_one():
    columns = (
        Column("indicator", "Chỉ tiêu", required=True),
        Column("value", "Kỳ này", "number"),
        Column("previous", "Kỳ trước", "number"),
        Column("note", "Ghi chú"),
    )
    rows = [{"indicator": "Khai sinh", "value": 12, "previous": 7, "note": "Tăng", "old": "x"}]
    after = [{"indicator": "Khai sinh", "value": "", "previous": 12, "note": ""}]
    assert rows_frame(rows, columns) == after
    assert rows[0]["value"] == 12
    assert rows_frame([], columns) == []


def report(kind=PeriodicReportPage, **fields):
    """A monthly report in memory, with everything filled."""
    values = {
        "title": "Báo cáo công tác tháng 12 năm 2026",
        "period_kind": "month",
        "period_number": 12,
        "year": 2026,
        "decision_number": "12/QĐ-STP",
        "rows": [{"indicator": "Vụ việc", "unit": "vụ", "planned": 9, "value": 8, "note": "a"}],
        "explanation": "Theo báo cáo của các phòng.",
        "body": [
            ("paragraph", "<p>Mở đầu</p>"),
            ("heading", {"text": "Kết quả", "level": "2"}),
            ("paragraph", "<p>Tốt</p>"),
        ],
    }
    return kind(**{**values, **fields})


def test_a_monthly_report_leads_to_the_next_month():
    values = report().next_values()
    assert values.pop("body") == [
        ("heading", {"text": "Kết quả", "level": "2"}),
        ("paragraph", ""),
    ]
    assert values == {
        "title": "Báo cáo công tác tháng 1 năm 2027",
        "period_kind": "month",
        "period_number": 1,
        "year": 2027,
        "rows": [{"indicator": "Vụ việc", "unit": "vụ", "planned": "", "value": "", "note": ""}],
        "explanation": "Theo báo cáo của các phòng.",
    }


@pytest.mark.parametrize("kind", [StatisticsPage, FinancialReportPage])
def test_figures_bring_the_last_value_along(kind):
    values = report(kind).next_values()
    assert [row["previous"] for row in values["rows"]] == [8]


def test_a_report_on_a_subject_has_no_next_period():
    values = report(period_kind="other", title="Báo cáo chuyên đề năm 2026").next_values()
    assert (values["title"], values["year"]) == ("Báo cáo chuyên đề năm 2026", 2026)


@pytest.mark.parametrize(
    ("title", "years", "after", "next_years"),
    [
        ("Chương trình công tác năm 2026", (2026, 2026), "Chương trình công tác năm 2027", (2027, 2027)),
        ("Chương trình 2026–2030", (2026, 2030), "Chương trình 2031–2035", (2031, 2035)),
        ("Chương trình công tác", (None, None), "Chương trình công tác", (None, None)),
    ],
)  # fmt: skip
def test_a_programme_leads_to_the_years_after(title, years, after, next_years):
    programme = WorkProgrammePage(title=title, year_from=years[0], year_to=years[1], number="1/QĐ")
    values = programme.next_values()
    assert values["title"] == after
    assert (values["year_from"], values["year_to"]) == next_years
    assert values["progress"] == "preparing"
    assert "number" not in values


def test_items_do_not_come_back_unless_their_type_says_so():
    assert not RecruitmentPage.recurs
    assert RecruitmentPage(title="Tuyển dụng năm 2026").next_values() == {}
