"""«Tạo từ lần trước»: a new draft with the frame of an earlier item, through the usual door."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from sections.periodic_reports import PeriodicReportIndexPage, PeriodicReportPage
from sections.schedule_form import title_of
from sections.schedule_week import WEEK, WEEKLY, monday_of
from sections.schedules import SchedulePage
from tests.editor import client_of
from tests.factories import agency, news_index, user
from tests.posted import posted
from tests.sections.filled import put_public
from tests.sections.test_schedule_week import row
from tests.sections.test_schedules import index as schedule_index
from tests.sections.test_schedules import public as public_week
from workflow.approval.decision import Decision

pytestmark = pytest.mark.django_db


def section() -> PeriodicReportIndexPage:
    """The periodic reports of BP."""
    return PeriodicReportIndexPage.objects.child_of(agency("BP").site.root_page).get()


def report(owner="bp-contributor", **fields) -> PeriodicReportPage:
    """A draft of the report of October, filled in."""
    values = {
        "title": "Báo cáo công tác tháng 10 năm 2026",
        "slug": "bao-cao-thang-10",
        "summary": "Tóm tắt của tháng 10.",
        "period_kind": "month",
        "period_number": 10,
        "year": 2026,
        "decision_number": "12/QĐ-STP",
        "rows": [{"indicator": "Khai sinh", "value": 12, "note": "Tăng"}],
        "body": [("heading", {"text": "Kết quả đạt được", "level": "2"})],
        "supplier_name": "Người cung cấp tháng trước",
        "source_name": "Báo Nhân Dân",
        "go_live_at": timezone.now() - timedelta(days=3),
        "expire_at": timezone.now() + timedelta(days=30),
        "owner": user(owner),
        "live": False,
        **fields,
    }
    page = PeriodicReportPage(**values)
    section().add_child(instance=page)
    page.save_revision(user=user(owner))
    return page


def add_url(page) -> str:
    """The address at which the one after `page` is begun."""
    place = ["sections", type(page)._meta.model_name, page.get_parent().pk]
    return f"{reverse('wagtailadmin_pages:add', args=place)}?tu={page.pk}"


def choice(username: str, place):
    """The answer of the screen where the earlier item is chosen."""
    return client_of(username).get(reverse("desk:recurring", args=[place.pk]))


def test_the_choice_names_what_each_would_become():
    page = report()
    put_public(page)
    html = choice("bp-contributor", section()).content.decode()
    assert "Báo cáo công tác tháng 11 năm 2026" in html
    assert "Lấy khung của «Báo cáo công tác tháng 10 năm 2026»" in html
    assert add_url(page) in html


def test_the_new_draft_has_the_frame_and_nothing_of_the_publication():
    page = report()
    put_public(page)
    client = client_of("bp-contributor")
    before = PeriodicReportPage.objects.count()
    answer = client.get(add_url(page))
    assert PeriodicReportPage.objects.count() == before
    body = answer.context["form"]["body"].value()
    assert [block.block_type for block in body] == ["heading", "paragraph"]
    assert body[0].value["text"] == "Kết quả đạt được"
    # The blocks are put into the form by the browser's script.
    data = posted(answer.content.decode(), "page-edit-form")
    data |= {"body-count": ["0"], "files-count": ["0"]}
    place = ["sections", "periodicreportpage", section().pk]
    answer = client.post(reverse("wagtailadmin_pages:add", args=place), data)
    assert answer.status_code == 302
    new = PeriodicReportPage.objects.latest("pk").get_latest_revision_as_object()
    assert new.pk != page.pk
    assert new.title == "Báo cáo công tác tháng 11 năm 2026"
    assert (new.period_number, new.year, new.slug) == (
        11,
        2026,
        "bao-cao-cong-tac-thang-11-nam-2026",
    )
    assert [(line["indicator"], line["value"]) for line in new.rows] == [("Khai sinh", "")]
    assert not new.live
    assert new.first_published_at is None
    assert (new.go_live_at, new.expire_at, new.summary, new.decision_number) == (None, None, "", "")
    assert (new.source_name, new.supplied_at) == ("", None)
    assert new.supplier_name == user("bp-contributor").get_full_name()
    assert new.owner == user("bp-contributor")
    assert not Decision.objects.filter(page_id=new.pk).exists()
    assert not new.workflow_in_progress


def test_somebody_elses_draft_is_not_offered():
    page = report(owner="bp-head")
    client = client_of("bp-contributor")
    assert "tháng 11" not in choice("bp-contributor", section()).content.decode()
    assert client.get(add_url(page)).status_code == 404
    assert "tháng 11" in choice("bp-head", section()).content.decode()


@pytest.mark.parametrize("earlier", ["0", "x", "-1", "999999999", "1"])
def test_nonsense_in_the_address_is_not_found(earlier):
    place = ["sections", "periodicreportpage", section().pk]
    url = f"{reverse('wagtailadmin_pages:add', args=place)}?tu={earlier}"
    assert client_of("bp-contributor").get(url).status_code == 404


def test_only_sections_of_the_own_agency_whose_items_come_back():
    assert choice("bp-contributor", news_index("BP")).status_code == 404
    assert choice("la-contributor", section()).status_code == 404


def test_a_week_comes_with_the_lines_that_repeat_of_the_chosen_week():
    monday = monday_of(timezone.localdate())
    chosen = public_week(monday, [row(content="Giao ban", repeat=WEEKLY), row(content="Một lần")])
    public_week(monday + WEEK, [row(content="Tuần sau")])
    html = client_of("la-contributor").get(add_url(chosen)).content.decode()
    assert title_of(monday + 2 * WEEK) in html
    data = posted(html, "page-edit-form")
    assert "Giao ban" in str(data["rows"])
    assert "Một lần" not in str(data["rows"])
    assert SchedulePage.objects.child_of(schedule_index()).count() == 2


def test_desk_and_section_lead_there():
    url = reverse("desk:recurring", args=[schedule_index().pk])
    client = client_of("la-contributor")
    assert url in client.get(reverse("desk:index")).content.decode()
    explorer = reverse("wagtailadmin_explore", args=[schedule_index().pk])
    assert url in client.get(explorer).content.decode()
    news = reverse("wagtailadmin_explore", args=[news_index("LA").pk])
    assert "Tạo từ lần trước" not in client.get(news).content.decode()
