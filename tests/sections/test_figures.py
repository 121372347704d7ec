"""Plans, projects, science, figures, land prices (S27–S30, S32–S34, S36, S44–S46)."""

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from sections.periodic_reports import PeriodicReportPage
from sections.plans import PlanPage
from sections.projects import ProjectPage, ProjectPhase
from sections.science_topics import ScienceTopicPage, TopicState
from sections.shapes.figures import PeriodKind
from sections.shapes.plan import PlanProgress
from sections.statistics import StatisticsPage
from tests.factories import agency
from tests.sections.filled import fill


def fields(page) -> set[str]:
    """The fields in which the page finds something missing."""
    return {row.field for row in page.own_problems()}


@pytest.mark.parametrize(
    ("kind", "number", "words"),
    [
        (PeriodKind.MONTH, 3, "Tháng 3 năm 2026"),
        (PeriodKind.QUARTER, 2, "Quý II năm 2026"),
        (PeriodKind.HALF_YEAR, None, "6 tháng năm 2026"),
        (PeriodKind.YEAR, None, "Năm 2026"),
        (PeriodKind.OTHER, None, "Chuyên đề năm 2026"),
    ],
)
def test_a_period_is_named_as_people_say_it(kind, number, words):
    page = StatisticsPage(period_kind=kind, period_number=number, year=2026)
    assert page.period == words


@pytest.mark.parametrize(
    ("kind", "number", "is_wrong"),
    [
        (PeriodKind.MONTH, 12, False),
        (PeriodKind.MONTH, 13, True),
        (PeriodKind.QUARTER, 5, True),
        (PeriodKind.QUARTER, None, True),
        (PeriodKind.YEAR, None, False),
    ],
)
def test_a_period_has_a_number_that_exists(kind, number, is_wrong):
    page = PeriodicReportPage(period_kind=kind, period_number=number, year=2026)
    assert ("period_number" in fields(page)) is is_wrong


def test_an_approved_plan_names_its_approval():
    assert {"number", "approved_on"} <= fields(PlanPage())
    preparing = fields(PlanPage(progress=PlanProgress.PREPARING))
    assert not {"number", "approved_on"} & preparing
    assert "year_to" in fields(PlanPage(year_from=2030, year_to=2026))
    assert PlanPage(year_from=2021, year_to=2030).period == "2021–2030"


def test_an_open_tender_says_until_when():
    assert "bids_close_at" in fields(ProjectPage(phase=ProjectPhase.INVITING))
    assert "bids_close_at" not in fields(ProjectPage())
    backward = ProjectPage(starts_on=date(2026, 5, 1), ends_on=date(2026, 4, 1))
    assert "ends_on" in fields(backward)


@pytest.mark.clause("QT-5.1.e-3")
def test_an_accepted_topic_has_a_result():
    assert "result" in fields(ScienceTopicPage(state=TopicState.ACCEPTED))
    assert "result" not in fields(ScienceTopicPage(state=TopicState.RUNNING))


@pytest.mark.django_db
def test_figures_are_drawn_tabled_and_taken_away():
    own = agency("KT")
    fill(own, "S32", "S44")
    client = Client(HTTP_HOST=own.site.hostname)
    html = client.get("/thong-ke/thong-ke-quy-3-2026/").content.decode()
    assert "<svg" in html
    assert "15.230" in html
    assert "Quý III năm 2026" in html
    answer = client.get("/thong-ke/thong-ke-quy-3-2026/tai-ve/xlsx/")
    workbook = load_workbook(BytesIO(answer.content))
    rows = list(workbook.worksheets[0].values)
    assert rows[1][:3] == ("Giấy chứng nhận quyền sử dụng đất", "giấy", 15230)
    # The data dictionary.
    assert [row[0] for row in workbook.worksheets[1].values][1] == "Chỉ tiêu"
    assert client.get("/thong-ke/thong-ke-quy-3-2026/tai-ve/exe/").status_code == 404
    html = client.get("/thong-ke-dat-dai/thong-ke-dat-dai-2025/").content.decode()
    assert "860.000,5" in html


@pytest.mark.django_db
@pytest.mark.clause("KT-3.11-5")
def test_land_prices_are_looked_up_by_place_and_kind():
    own = agency("KT")
    fill(own, "S45")
    client = Client(HTTP_HOST=own.site.hostname)
    address = "/gia-dat/bang-gia-dat-2026/"
    answer = client.get(address, {"q": "tran hung dao", "land_type": "Đất ở"})
    html = answer.content.decode()
    assert answer.context["total"] == 1
    assert "12.000" in html
    assert "Đường Lê Lợi" not in html
    # On a phone the label stands beside the price: it says what the price is of.
    assert 'data-label="Vị trí 1 (nghìn đồng/m²)"' in html
    # It starts the clock; readers have no use for it.
    assert "<dt>Diễn ra</dt>" not in html


@pytest.mark.django_db
def test_the_milestones_of_a_project_stand_in_order():
    page = ProjectPage(
        milestones=[
            {"day": "2026-05-05", "event": "Ký hợp đồng"},
            {"day": "2026-02-10", "event": "Phê duyệt"},
        ]
    )
    assert [row["event"] for row in page.timeline] == ["Phê duyệt", "Ký hợp đồng"]
    assert page.timeline[0]["day"] == date(2026, 2, 10)
