"""Founding: everything from the regulation, twice the same, never a loss."""

import dataclasses

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Site, WorkflowState

from sections.base.models import BasePage
from site_home.founding import demo
from site_home.founding.found import found
from site_home.founding.report import Report
from tests import factories
from workflow.agencies.models import RoleGroup, User
from workflow.approval.decision import Decision
from workflow.approval.steps import specific_tasks
from workflow.regulations import loader

pytestmark = pytest.mark.django_db


@pytest.fixture
def regulation(monkeypatch):
    """Changes the rule book of an agency as an edited file would."""

    def change(code: str, **fields):
        book = dataclasses.replace(loader.load(code), **fields)
        original = loader.load
        monkeypatch.setattr(
            loader, "load", lambda asked: book if asked == code else original(asked)
        )
        return book

    return change


@pytest.mark.parametrize("code", factories.CODES)
def test_second_founding_changes_nothing(code):
    before = (BasePage.objects.count(), Group.objects.count(), Decision.objects.count())
    _agency, report = found(code)
    assert (report.created, report.changed) == ([], [])
    assert (BasePage.objects.count(), Group.objects.count(), Decision.objects.count()) == before


@pytest.mark.parametrize("code", factories.CODES)
def test_site_sections_and_groups_are_those_of_the_regulation(code):
    agency = factories.agency(code)
    book = agency.book
    assert agency.site.hostname == f"{book.slug}.localhost"
    pages = BasePage.objects.child_of(agency.site.root_page).live().order_by("path").specific()
    built = [page.section_code for page in pages]
    wanted = [row.code for row in sorted(book.sections, key=lambda row: row.order) if row.on]
    assert built == [code for code in wanted if code in built]
    assert {"S04", "S01", "S25", "S52"} <= set(built)
    groups = RoleGroup.objects.filter(agency=agency).values_list("role_code", flat=True)
    assert set(groups) == {role.code for role in book.roles if role.account}


def test_rights_end_at_the_agencys_own_subtree_and_collection():
    for row in RoleGroup.objects.select_related("agency__site"):
        pages = GroupPagePermission.objects.filter(group=row.group)
        assert set(pages.values_list("page_id", flat=True)) <= {row.agency.site.root_page_id}
        files = GroupCollectionPermission.objects.filter(group=row.group)
        assert set(files.values_list("collection_id", flat=True)) <= {row.agency.collection_id}


def test_stock_publishers_are_gone():
    assert not Group.objects.filter(name__in=["Editors", "Moderators"]).exists()
    assert not GroupPagePermission.objects.filter(permission__codename="publish_basepage").exists()


def test_structure_pages_carry_the_founding_decision_that_cites_the_regulation():
    page = BasePage.objects.get(pk=factories.news_index("LA").pk)
    decision = Decision.objects.get(page_id=page.pk, action="founded")
    assert decision.clauses == ["LA-4.2"]
    assert "Quy chế" in decision.note


def test_renamed_section_is_renamed_and_its_content_stays(regulation):
    item = factories.publish_news("QT")
    sections = tuple(
        dataclasses.replace(row, label="Tin mới") if row.code == "S04" else row
        for row in loader.load("QT").sections
    )
    regulation("QT", sections=sections)
    _agency, report = found("QT")
    assert report.changed == ["Chuyên mục S04 đổi tên thành «Tin mới»"]
    assert factories.news_index("QT").title == "Tin mới"
    item.refresh_from_db()
    assert item.live


def test_title_changed_by_the_agency_is_not_overwritten():
    index = factories.news_index("QT")
    factories.edit(index, factories.user("qt-contributor"), title="Tin của Sở")
    index.get_workflow().start(index, factories.user("qt-contributor"))
    factories.walk(index)
    found("QT")
    assert factories.news_index("QT").title == "Tin của Sở"


def test_section_taken_out_of_the_regulation_keeps_its_page(regulation):
    sections = tuple(row for row in loader.load("QT").sections if row.code != "S04")
    regulation("QT", sections=sections)
    _agency, report = found("QT")
    assert "không còn trong quy chế" in report.warnings[0]
    assert factories.news_index("QT").live


def test_new_order_of_sections_is_followed(regulation):
    rows = loader.load("QT").sections
    sections = tuple(dataclasses.replace(row, order=100 - row.order) for row in rows)
    regulation("QT", sections=sections)
    _agency, report = found("QT")
    assert "Đã sắp xếp chuyên mục theo thứ tự của quy chế" in report.changed
    pages = BasePage.objects.child_of(factories.agency("QT").site.root_page).order_by("path")
    codes = [page.section_code for page in pages.specific()]
    wanted = [row.code for row in sorted(sections, key=lambda row: row.order)]
    assert codes == [code for code in wanted if code in codes]


def test_changed_chain_makes_a_new_workflow_and_items_under_way_finish_on_the_old_one(regulation):
    under_way = factories.make_news("QT")
    factories.submit(under_way)
    old = factories.agency("QT").workflow
    steps = loader.load("QT").steps
    regulation("QT", steps=(dataclasses.replace(steps[0], label="Ban Biên tập duyệt"), *steps[1:]))
    agency, _report = found("QT")
    assert agency.workflow != old
    assert specific_tasks(agency.workflow)[0].label == "Ban Biên tập duyệt"
    assert WorkflowState.objects.for_instance(under_way).get().workflow == old
    factories.walk(under_way)
    assert under_way.live
    fresh = factories.make_news("QT")
    factories.submit(fresh)
    assert WorkflowState.objects.for_instance(fresh).get().workflow == agency.workflow


def test_demonstration_twice_adds_nothing():
    agency = factories.agency("QT")
    demo.add(agency, Report())
    pages, users = BasePage.objects.count(), User.objects.count()
    report = Report()
    demo.add(agency, report)
    assert report.is_empty
    assert (BasePage.objects.count(), User.objects.count()) == (pages, users)


def test_demonstration_is_refused_in_production(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="chế độ trình diễn"):
        call_command("found_agency", "LA", "--demo")


@pytest.mark.parametrize(("arguments", "words"), [([], "Hãy nêu mã"), (["XX"], "Không có quy chế")])
def test_command_says_which_codes_there_are(arguments, words):
    with pytest.raises(CommandError, match=words):
        call_command("found_agency", *arguments)


def test_default_host_shows_the_portal():
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific._meta.model_name == "portalpage"


def test_a_sixth_agency_is_a_sixth_file(tmp_path, monkeypatch):
    """No code: a copied file with another code founds another site with its own chain."""
    text = (loader.FOLDER / "quang_tri.toml").read_text(encoding="utf-8")
    clauses = loader.FOLDER / "clauses.csv"
    copied = text.replace('code = "QT"', 'code = "XX"').replace('"QT-', '"XX-')
    copied = copied.replace('slug = "quang-tri"', 'slug = "tinh-moi"')
    path = tmp_path / "tinh_moi.toml"
    path.write_text(copied, encoding="utf-8")
    own = {
        row.id.replace("QT-", "XX-"): dataclasses.replace(
            row, id=row.id.replace("QT-", "XX-"), agency="XX"
        )
        for row in loader.all_clauses().values()
        if row.agency == "QT"
    }
    assert clauses.exists()
    book = loader.load_file(path, own)
    original = loader.load
    monkeypatch.setattr(loader, "load", lambda asked: book if asked == "XX" else original(asked))
    agency, _report = found("XX")
    assert agency.site.hostname == "tinh-moi.localhost"
    assert [task.step_code for task in specific_tasks(agency.workflow)] == [
        "kiem-duyet",
        "dang-tai",
    ]
