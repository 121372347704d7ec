"""What only a decided request may change, tried directly by code; each guard alone."""

import pytest
from django.core.management import call_command
from django.db import transaction
from wagtail.contrib.redirects.models import Redirect
from wagtail.snippets.models import get_snippet_models

from sections.base.door import Refused
from sections.base.models import BasePage
from tests import factories
from tests.workflow.approval.changes.cases import (
    BY_KIND,
    CODE,
    decide,
    differing,
    file,
    news,
    public_state,
    redirect,
    shown_document,
    shown_image,
)
from workflow.agencies.models import Agency
from workflow.approval.changes import filing, kinds
from workflow.approval.changes.carrying_out import carry_out_due
from workflow.approval.models import ChangeRequest, Decision

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("person_responsible", "Ai đó"),
        ("postal_address", "Chỗ khác"),
        ("phone", "0999"),
        ("fax", "0999"),
        ("email", "khac@example.vn"),
    ],
)
@pytest.mark.parametrize("named", [True, False])
def test_particulars_of_the_agency(field, value, named):
    agency = factories.agency(CODE)
    setattr(agency, field, value)
    with pytest.raises(Refused, match="thông tin chung"):
        agency.save(update_fields=[field] if named else None)
    assert getattr(Agency.objects.get(code=CODE), field) != value


def test_the_emblem_of_the_agency():
    agency = factories.agency(CODE)
    agency.emblem = factories.make_image(CODE)
    with pytest.raises(Refused, match="thông tin chung"):
        agency.save()
    assert Agency.objects.get(code=CODE).emblem is None


def test_founding_again_changes_what_is_not_public():
    agency = factories.agency(CODE)
    agency.applied = {**agency.applied, "thử": 1}
    agency.save()
    assert Agency.objects.get(code=CODE).applied["thử"] == 1


def test_redirects():
    row = redirect()
    site = factories.agency(CODE).site
    row.old_path = "/khac"
    acts = (
        row.save,
        row.delete,
        Redirect.objects.all().delete,
        lambda: Redirect.add_redirect("/moi", site.root_page, site=site),
        lambda: Redirect.add_redirect("/moi", site.root_page),
    )
    for act in acts:
        with pytest.raises(Refused, match="chuyển hướng"), transaction.atomic():
            act()
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/cu"]


def test_redirects_are_not_made_by_themselves(settings):
    """Wagtail would make one, past every guard, whenever a page's address changes."""
    assert settings.WAGTAILREDIRECTS_AUTO_CREATE is False


@pytest.mark.parametrize("make", [shown_image, shown_document])
def test_files_in_use(make):
    file_in_use = make()
    sha256 = file_in_use.sha256
    file_in_use.file = factories.picture_file("khac.png")
    with pytest.raises(Refused, match="Không thể thay tệp"):
        file_in_use.save()
    assert type(file_in_use).objects.get(pk=file_in_use.pk).sha256 == sha256


@pytest.mark.parametrize("kind", ["image_file", "document_file"])
def test_the_files_of_a_request_are_kept(kind):
    """The new file while the request waits, the old one once it was replaced."""
    request = file(BY_KIND[kind])
    model = kinds.kind_of(kind).model
    new = model.objects.get(pk=request.payload["new"])
    with pytest.raises(Refused, match="phải được lưu trữ"), transaction.atomic():
        new.delete()
    old_name = model.objects.get(pk=request.target_id).file.name
    decide(request, "qt-head")
    new.refresh_from_db()
    assert (new.file.name, "tệp cũ" in new.title) == (old_name, True)
    with pytest.raises(Refused, match="phải được lưu trữ"), transaction.atomic():
        new.delete()


def test_a_page_once_public_is_not_deleted_directly():
    request = file(BY_KIND["unpublish"])
    decide(request, "qt-head")
    page = factories.NewsPage.objects.get(pk=request.target_id)
    assert page.live is False
    for person in ("qt-head", "qt-contributor", "quan-tri"):
        assert page.permissions_for_user(factories.user(person)).can_delete() is False
    with pytest.raises(Refused, match="Không thể xóa"), transaction.atomic():
        page.delete()
    again = filing.file_request(
        factories.user("qt-contributor"), factories.agency(CODE), "delete", page, reason="Trùng."
    )
    decide(again, "qt-head")
    assert not BasePage.objects.filter(pk=page.pk).exists()


def test_a_section_of_the_rule_book_is_not_deleted():
    home = factories.agency(CODE).site.root_page
    page = BasePage.objects.child_of(home).exclude(section_code="").order_by("-path").first()
    with pytest.raises(Refused, match="quy định trong quy chế"):
        filing.file_request(
            factories.user("qt-contributor"),
            factories.agency(CODE),
            "delete",
            page.specific,
            reason="Bỏ.",
        )
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize(
    ("kind", "words"), [("unpublish", "hãy yêu cầu gỡ"), ("delete", "quy chế")]
)
def test_a_section_that_holds_live_pages_stays(kind, words):
    section = news().get_parent().specific
    with pytest.raises(Refused, match=words):
        filing.file_request(
            factories.user("qt-contributor"), factories.agency(CODE), kind, section, reason="Bỏ."
        )
    assert not ChangeRequest.objects.exists()


@pytest.mark.parametrize("kind", ["unpublish", "delete", "move", "slug", "privacy", "menu"])
def test_the_home_page_stays(kind):
    home = factories.agency(CODE).site.root_page.specific
    with pytest.raises(Refused, match="trang chủ"):
        filing.file_request(
            factories.user("qt-contributor"), factories.agency(CODE), kind, home, reason="Thử."
        )


@pytest.mark.parametrize(
    ("kind", "payload", "words"),
    [
        ("slug", {"slug": "Tin Mới"}, "Có thể dùng «tin-moi»"),
        ("slug", {"slug": ""}, "ghi đường dẫn mới"),
        ("slug", {"slug": "tin-da-duyet"}, "trùng với đường dẫn"),
        ("slug", {"slug": "tin-thu-hai"}, "đã có trang khác"),
        ("privacy", {"audience": "password"}, "chọn ai được xem"),
        ("privacy", {"audience": "none"}, "không cần thay đổi"),
        ("redirect_add", {"path": "/"}, "ghi địa chỉ cũ"),
        ("redirect_add", {"path": "/tin-tuc/tin-thu-hai"}, "đang có trang hiển thị"),
        ("move", {"parent": 1}, "không chuyển được|không có chuyên mục nào"),
    ],
)
def test_what_cannot_be_done_is_not_filed(kind, payload, words):
    page = news()
    factories.publish_news(CODE, title="Tin thứ hai")
    with pytest.raises(Refused, match=words):
        filing.file_request(
            factories.user("qt-contributor"),
            factories.agency(CODE),
            kind,
            page,
            reason="Thử.",
            payload=payload,
        )
    assert not ChangeRequest.objects.exists()


def test_the_slug_goes_into_the_draft_too():
    """Otherwise the next approved version would bring the old address back."""
    request = file(BY_KIND["slug"])
    page = factories.NewsPage.objects.get(pk=request.target_id)
    decide(request, "qt-head")
    page.refresh_from_db()
    assert page.get_latest_revision_as_object().slug == "tin-moi"
    assert (page.live_revision_id, page.has_unpublished_changes) == (
        page.latest_revision_id,
        False,
    )


def test_a_draft_that_waits_gets_the_slug_and_keeps_the_rest():
    """Otherwise it could not be published: it would bring the old address back."""
    request = file(BY_KIND["slug"])
    page = factories.NewsPage.objects.get(pk=request.target_id)
    factories.edit(page, page.owner, summary="Bản sau.")
    live_revision = page.live_revision_id
    decide(request, "qt-head")
    page.refresh_from_db()
    assert (page.slug, page.summary) == ("tin-moi", "Tóm tắt của tin.")
    assert (page.live_revision_id, page.has_unpublished_changes) == (live_revision, True)
    factories.submit(page)
    factories.walk(page)
    page.refresh_from_db()
    assert (page.slug, page.summary) == ("tin-moi", "Bản sau.")


def test_a_replaced_file_voids_what_was_approved_of_drafts_with_it():
    request = file(BY_KIND["image_file"])
    draft = factories.make_news(
        CODE, title="Tin chờ", illustration_id=request.target_id, illustration_alt="Ảnh"
    )
    factories.submit(draft)
    factories.take_step(draft, "qt-deputy")
    decide(request, "qt-head")
    acts = list(Decision.objects.filter(page_id=draft.pk).values_list("action", flat=True))
    assert acts == ["submitted", "approved", "voided"]
    draft.refresh_from_db()
    state = draft.current_workflow_state.current_task_state
    assert state.task.specific.step_code == "kiem-duyet"


def test_an_old_address_leads_to_the_new_one(client):
    request = file(BY_KIND["slug"])
    page = factories.NewsPage.objects.get(pk=request.target_id)
    old = page.get_url_parts()[2]
    decide(request, "qt-head")
    answer = client.get(old, HTTP_HOST="quang-tri.localhost")
    assert (answer.status_code, answer["Location"].endswith("/tin-moi/")) == (301, True)
    assert client.get(answer["Location"], HTTP_HOST="quang-tri.localhost").status_code == 200


def test_addresses_that_change_back_lead_nowhere_in_circles():
    request = file(BY_KIND["slug"])
    decide(request, "qt-head")
    page = factories.NewsPage.objects.get(pk=request.target_id)
    back = filing.file_request(
        factories.user("qt-contributor"),
        factories.agency(CODE),
        "slug",
        page,
        reason="Như cũ.",
        payload={"slug": "tin-da-duyet"},
    )
    decide(back, "qt-head")
    rows = Redirect.objects.values_list("old_path", "redirect_page_id")
    assert list(rows) == [("/tin-tuc/tin-moi", page.pk)]


def test_a_private_page_asks_readers_to_sign_in(client):
    request = file(BY_KIND["privacy"])
    page = factories.NewsPage.objects.get(pk=request.target_id)
    url = page.get_url_parts()[2]
    assert client.get(url, HTTP_HOST="quang-tri.localhost").status_code == 200
    decide(request, "qt-head")
    assert client.get(url, HTTP_HOST="quang-tri.localhost").status_code == 302


def test_commands_carry_out_nothing():
    request = file(BY_KIND["unpublish"])
    before = public_state()
    call_command("publish_scheduled")
    assert carry_out_due(request.pk, request.requested_at) is False
    assert differing(before, public_state()) == set()


def test_nothing_public_is_a_snippet():
    """A snippet would be shown without a decision about it."""
    assert get_snippet_models() == []
