"""Wagtail's own ways to what a change request is for: led to the request, refused when posted."""

import contextlib

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect

from sections.base.door import Refused
from sections.base.models import BasePage
from tests import factories
from tests.editor import client_of
from tests.workflow.approval.changes.cases import (
    CODE,
    differing,
    news,
    public_state,
    redirect,
    shown_document,
    shown_image,
    structure,
)
from workflow.approval.models import ChangeRequest

pytestmark = pytest.mark.django_db

INSIDERS = ("qt-head", "qt-operator", "qt-contributor", "quan-tri")
STOCK_PAGES = [
    ("wagtailadmin_pages:delete", "delete"),
    ("wagtailadmin_pages:unpublish", "unpublish"),
    ("wagtailadmin_pages:move", "move"),
    ("wagtailadmin_pages:set_privacy", "privacy"),
]
every_insider = pytest.mark.parametrize("name", INSIDERS)


@pytest.mark.parametrize(("view", "kind"), STOCK_PAGES)
@pytest.mark.parametrize("name", ["qt-head", "qt-contributor"])
def test_a_stock_page_leads_to_the_request(view, kind, name):
    page = news()
    answer = client_of(name).get(reverse(view, args=[page.pk]))
    assert (answer.status_code, answer["Location"]) == (
        302,
        reverse("desk:request_new", args=["trang", page.pk, kind]),
    )


@pytest.mark.parametrize("action", ["delete", "unpublish", "move"])
def test_a_bulk_action_on_one_page_leads_to_the_request(action):
    page = news()
    url = reverse("wagtail_bulk_action", args=["base", "basepage", action])
    answer = client_of("qt-head").get(f"{url}?id={page.pk}&next=/admin/")
    assert answer["Location"] == reverse("desk:request_new", args=["trang", page.pk, action])


def test_copying_is_refused_in_words():
    page = news()
    answer = client_of("qt-contributor").get(
        reverse("wagtailadmin_pages:copy", args=[page.pk]), follow=True
    )
    assert answer.redirect_chain[0][0] == reverse("desk:item", args=[page.pk])
    assert "Không sao chép trang đang hiển thị công khai" in answer.content.decode()


def test_a_draft_keeps_the_stock_pages():
    draft = factories.make_news(CODE)
    answer = client_of("qt-contributor").get(reverse("wagtailadmin_pages:delete", args=[draft.pk]))
    assert "yeu-cau" not in answer.headers.get("Location", "")


def test_the_page_listing_offers_the_request():
    page = news()
    listing = reverse("wagtailadmin_explore", args=[page.get_parent().pk])
    answer = client_of("qt-contributor").get(listing)
    assert reverse("desk:request_kinds", args=["trang", page.pk]) in answer.content.decode()


@every_insider
@pytest.mark.parametrize(
    "view", ["delete", "unpublish", "move", "copy", "set_privacy", "convert_alias"]
)
def test_what_is_posted_there_changes_nothing(name, view):
    page = structure()
    before = public_state()
    form = {
        "restriction_type": "login",
        "new_slug": "ban-sao",
        "new_title": "Bản sao",
        "new_parent_page": str(page.get_parent().pk),
        "publish_copies": "on",
        "alias": "on",
        "next": "/admin/",
    }
    client_of(name).post(reverse(f"wagtailadmin_pages:{view}", args=[page.pk]), form)
    assert differing(before, public_state()) == set()
    assert not BasePage.objects.filter(slug="ban-sao").exists()
    assert not ChangeRequest.objects.exists()


@every_insider
@pytest.mark.parametrize("action", ["publish", "unpublish", "delete", "move", "copy"])
def test_the_admin_api_changes_nothing(name, action):
    page = structure()
    before = public_state()
    path = f"/admin/api/main/pages/{page.pk}/action/{action}/"
    with contextlib.suppress(Refused, ValidationError):
        client_of(name).post(path, {"destination_page_id": page.get_parent().pk})
    assert differing(before, public_state()) == set()


@every_insider
def test_the_place_among_neighbours(name):
    page = structure()
    before = public_state()
    url = reverse("wagtailadmin_pages:set_page_position", args=[page.pk])
    client_of(name).post(f"{url}?position=0")
    assert differing(before, public_state()) == set()


@every_insider
@pytest.mark.parametrize("kind", ["image", "document"])
def test_the_file_forms(name, kind):
    make, view = {
        "image": (shown_image, "wagtailimages"),
        "document": (shown_document, "wagtaildocs"),
    }[kind]
    target = make()
    before = public_state()
    form = {
        "title": "Tên lén",
        "collection": target.collection_id,
        "file": factories.picture_file("len.png", size=(60, 60)),
        "focal_point_x": "5",
        "focal_point_y": "5",
        "focal_point_width": "4",
        "focal_point_height": "4",
    }
    client = client_of(name)
    client.post(reverse(f"{view}:edit", args=[target.pk]), form)
    client.post(reverse(f"{view}:delete", args=[target.pk]))
    url = reverse("wagtail_bulk_action", args=["media", f"agency{kind}", "delete"])
    client.post(f"{url}?id={target.pk}&next=/admin/")
    assert differing(before, public_state()) == set()


@pytest.mark.parametrize("kind", ["image", "document"])
def test_the_file_forms_lead_to_the_request(kind):
    make, view, word = {
        "image": (shown_image, "wagtailimages", "anh"),
        "document": (shown_document, "wagtaildocs", "tai-lieu"),
    }[kind]
    target = make()
    answer = client_of("qt-head").get(reverse(f"{view}:edit", args=[target.pk]))
    assert answer.status_code == 200
    assert reverse("desk:request_kinds", args=[word, target.pk]) in answer.content.decode()


@every_insider
def test_the_stock_redirects(name):
    """The superuser passes the wall and the permissions, and meets the guard."""
    row = redirect()
    home = factories.agency(CODE).site.root_page
    client = client_of(name)
    form = {"old_path": "/len", "site": row.site_id, "redirect_page": home.pk, "is_permanent": "on"}
    client.post(reverse("wagtailredirects:add"), form)
    client.post(reverse("wagtailredirects:edit", args=[row.pk]), form)
    client.post(reverse("wagtailredirects:delete", args=[row.pk]))
    assert list(Redirect.objects.values_list("old_path", flat=True)) == ["/cu"]


def test_the_stock_redirects_are_not_offered():
    answer = client_of("quan-tri").get(reverse("wagtailadmin_home"))
    assert reverse("wagtailredirects:index") not in answer.content.decode()
