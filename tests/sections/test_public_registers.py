"""Registers, public decisions and the list of public information."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from sections.commendations import CommendationKind, CommendationPage
from sections.inspections import InspectionKind, InspectionPage
from sections.judicial_support import JudicialSupportPage
from sections.legal_aid import ORGANISATION_KINDS
from sections.recruitment import RecruitmentKind, RecruitmentPage
from sections.working_discipline import DisciplineKind, WorkingDisciplinePage
from tests.factories import publish_news
from tests.sections.filled import put_public

from .test_people import fill, get, section

# Even an unsaved page asks for its language.
pytestmark = pytest.mark.django_db

TODAY = date(2026, 2, 5)


def fields(page) -> list[str]:
    return [problem.field for problem in page.own_problems()]


@pytest.mark.clause("LA-4.6-2", "BP-5.6-3", "KT-3.11-3")
def test_a_sanction_needs_number_day_cause_and_amount():
    assert fields(CommendationPage(form="Giấy khen", decided_on=TODAY)) == []
    sanction = CommendationPage(kind=CommendationKind.SANCTION, form="Phạt tiền")
    assert fields(sanction) == ["decided_on", "number", "reason", "amount"]


@pytest.mark.clause("LA-4.19")
def test_a_conclusion_needs_its_number_day_and_result_a_plan_none_of_them():
    assert fields(InspectionPage(kind=InspectionKind.PLAN)) == []
    assert fields(InspectionPage()) == ["number", "signed_on", "result"]
    turned = InspectionPage(
        kind=InspectionKind.PLAN, starts_on=TODAY, ends_on=TODAY - timedelta(days=1)
    )
    assert fields(turned) == ["ends_on"]


@pytest.mark.clause("DL-8.1.i-4")
def test_a_rule_needs_its_day_and_everything_a_text_or_file():
    rule = WorkingDisciplinePage(kind=DisciplineKind.RULE)
    assert fields(rule) == ["issued_on", "body"]


@pytest.mark.clause("DL-8.1.i-3")
def test_applicants_are_told_until_when_and_where():
    assert fields(RecruitmentPage()) == ["closes_on", "apply_at", "body"]
    assert fields(RecruitmentPage(kind=RecruitmentKind.RESULT)) == ["body"]
    turned = RecruitmentPage(
        opens_on=TODAY, closes_on=TODAY - timedelta(days=1), apply_url="https://a.vn/"
    )
    assert fields(turned) == ["closes_on", "body"]


def vacancy(title, opens, closes):
    today = timezone.localdate()
    return RecruitmentPage(
        title=title,
        slug=title.lower(),
        live=False,
        opens_on=today + timedelta(days=opens),
        closes_on=today + timedelta(days=closes),
        apply_at="Văn phòng (demo)",
    )


@pytest.mark.clause("DL-8.1.i-3")
def test_closing_days_count_to_their_end():
    assert vacancy("a", -5, 0).standing == "Đang nhận hồ sơ"
    assert vacancy("a", -5, -1).standing == "Đã hết hạn"
    assert vacancy("a", 1, 5).standing == "Sắp nhận hồ sơ"
    assert RecruitmentPage().standing == ""


@pytest.mark.clause("DL-8.1.i-3")
def test_readers_find_what_is_still_open(client):
    index = section("DL", "S42")
    for page in (vacancy("Open", -5, 0), vacancy("Over", -9, -1)):
        index.refresh_from_db()
        index.add_child(instance=page)
        page.save_revision()
        put_public(page)

    def titles(asked):
        answer = get(client, "DL", f"/{index.slug}/{asked}")
        return [item.title for item in answer.context["items"]]

    assert titles("") == ["Open", "Over"]
    assert titles("?han=dang-nhan") == ["Open"]
    assert titles("?han=da-het-han") == ["Over"]
    assert "standing--over" in get(client, "DL", f"/{index.slug}/").content.decode()


def licence(name, number, **filled):
    columns = JudicialSupportPage._meta.get_field("rows").columns
    return {
        **{column.name: "" for column in columns},
        "name": name,
        "licence": number,
        "subject": "Cá nhân",
        "field": "Luật sư",
        "status": "Đang hoạt động",
        **filled,
    }


@pytest.mark.clause("LA-4.20")
def test_a_register_is_searched_narrowed_and_taken_away(client):
    page = section("LA", "S39")
    rows = [
        licence("Đặng Văn An (demo)", "01/DEMO", area="Phường Một"),
        licence("Lê Bình (demo)", "02/DEMO", field="Công chứng", status="Tạm ngừng"),
        licence("Nguyễn Cúc (demo)", "03/DEMO", field="Công chứng", area="Phường Một"),
    ]
    fill(page, rows=rows)
    address = f"/{page.slug}/"
    answer = get(client, "LA", f"{address}?field=Công+chứng&area=Phường+Một")
    assert [row["name"] for row in answer.context["items"]] == ["Nguyễn Cúc (demo)"]
    found = get(client, "LA", f"{address}?q=dang+van+an")
    assert [row["licence"] for row in found.context["items"]] == ["01/DEMO"]
    file = get(client, "LA", answer.context["files"]["csv"]).content.decode("utf-8-sig")
    assert len(file.splitlines()) == 2
    assert get(client, "LA", f"{address}tai-ve/pdf/").status_code == 404


@pytest.mark.clause("LA-4.20")
def test_a_licence_that_ends_before_it_begins_is_refused():
    rows = [licence("An", "1", valid_from="2026-02-01", valid_to="2026-01-01")]
    page = JudicialSupportPage(rows=rows)
    assert fields(page) == ["rows"]


@pytest.mark.clause("LA-4.18")
def test_words_are_sought_among_organisations_and_people_of_legal_aid(client):
    page = section("LA", "S37")
    people = [{"name": "An (demo)", "kind": "Trợ giúp viên pháp lý", "organisation": "Trung tâm"}]
    kind = ORGANISATION_KINDS[2]
    centres = [
        {"name": name, "kind": kind, "address": "Số 01"}
        for name in ("Trung tâm (demo)", "Chi nhánh (demo)")
    ]
    fill(page, rows=people, organisations=centres)
    answer = get(client, "LA", f"/{page.slug}/?q=trung+tam")
    assert [row["name"] for row in answer.context["organisations"]] == ["Trung tâm (demo)"]
    assert [row["name"] for row in answer.context["items"]] == ["An (demo)"]
    address = answer.context["organisation_files"]["csv"]
    assert len(get(client, "LA", address).content.decode().splitlines()) == 2


def listed(answer) -> dict[str, dict]:
    return {row["address"]: row for row in answer.context["items"]}


@pytest.mark.clause("QT-5.1.g")
def test_the_list_of_public_information_is_made_from_what_is_published(client):
    page = section("QT", "S35")
    news = publish_news("QT")
    extra = {
        "name": "Niêm yết (demo)", "group": "", "address": "Bảng tin tầng 1",
        "form": "Niêm yết tại trụ sở", "published_on": "2026-01-02", "updated_on": "",
        "duration": "30 ngày", "unit": "",
    }  # fmt: skip
    named = {**extra, "name": "Giới thiệu cơ quan", "address": "/gioi-thieu/", "published_on": ""}
    fill(page, rows=[extra, {**named, "form": "Trang thông tin điện tử"}])
    address = f"/{page.slug}/"
    get(client, "QT", address)
    with CaptureQueriesContext(connection) as queries:
        rows = listed(get(client, "QT", f"{address}?q="))
    assert len(queries) <= 9
    today = timezone.localdate().isoformat()
    parent = news.get_parent()
    assert rows[f"/{parent.slug}/"] == {
        "name": parent.title,
        "group": "Tin tức",
        "address": f"/{parent.slug}/",
        "form": "Trang thông tin điện tử",
        "published_on": timezone.localdate(parent.first_published_at).isoformat(),
        "updated_on": today,
        "duration": "Thường xuyên",
        "unit": "",
    }
    own = rows["/gioi-thieu/"]
    assert (own["name"], own["duration"], own["published_on"]) == (
        "Giới thiệu cơ quan", "30 ngày", today,
    )  # fmt: skip
    assert rows["Bảng tin tầng 1"] == extra
    assert len(rows) == parent.get_siblings().live().count() + 1
    narrowed = get(client, "QT", f"{address}?form=Niêm+yết+tại+trụ+sở")
    assert list(listed(narrowed)) == ["Bảng tin tầng 1"]
