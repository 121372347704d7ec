"""What a page shows beside its own row is read at once, and shown as Wagtail would show it."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sections.base import at_hand, door
from sections.media.models import AgencyDocument, AgencyImage, AgencyRendition
from tests import factories
from tests.sections.extremes import Contents, make_bare
from tests.sections.filled import put_public

pytestmark = pytest.mark.django_db

GONE = 999_999
# Links inside a text name the site, as Wagtail's do.
SITE = "http://long-an.localhost"


@pytest.fixture
def item(db):
    """A public item with pictures, files and links."""
    page = factories.make_news("LA", title="Tin có nhiều thứ")
    put_public(page)
    Contents("LA").make_full(page)
    return type(page).objects.get(pk=page.pk)


def get(page, end=""):
    return Client().get(f"/tin-tuc/{page.slug}/{end}", HTTP_HOST="long-an.localhost")


def stream(*blocks) -> str:
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def with_body(*blocks):
    page = factories.make_news("LA", title="Tin", body=stream(*blocks))
    put_public(page)
    return page


def body_of(page) -> str:
    """The body as Wagtail makes it, nothing gathered."""
    return str(type(page).objects.get(pk=page.pk).body)


def test_gathered_is_the_same_as_read_one_by_one(item):
    page = type(item).objects.get(pk=item.pk)
    at_hand.gather(page)
    with CaptureQueriesContext(connection) as queries:
        gathered = str(page.body)
    assert gathered == body_of(item)
    assert f'href="{SITE}/tin-tuc/">Xem chuyên mục' in gathered
    assert gathered.count('href="/') == 5
    # The blocks themselves ask nothing; addresses ask for the sites, which requests have.
    assert [row["sql"] for row in queries if "wagtailcore_site" not in row["sql"]] == []


@pytest.mark.parametrize("end", ["", "ban-in/"])
def test_every_view_shows_pictures_files_and_links(item, end):
    html = get(item, end).content.decode()
    assert html.count("<figure") >= 5
    assert f'href="{SITE}/tin-tuc/{item.slug}/">Xem mục' in html
    assert f'href="{SITE}/tin-tuc/">Xem chuyên mục' in html
    assert 'src=""' not in html
    assert 'href=""' not in html


def test_the_draft_in_the_editor_shows_them_too(item):
    draft = item.get_latest_revision_as_object()
    for page in (draft, factories.make_news("LA", title="Chưa đăng", body=draft.body)):
        html = page.make_preview_request().rendered_content
        assert html.count("<figure") >= 5
        assert f'href="{SITE}/tin-tuc/{item.slug}/">Xem mục' in html


def test_sizes_that_are_missing_are_made_and_then_found(item):
    AgencyRendition.objects.all().delete()
    first = get(item).content.decode()
    with CaptureQueriesContext(connection) as queries:
        second = get(item).content.decode()
    assert len(queries) <= 8
    assert second == first
    assert second.count("<img") >= 4
    assert AgencyRendition.objects.count() >= 4


def test_one_picture_in_several_places():
    picture = factories.make_image("LA")
    figure = {"image": picture.pk, "alt": "Ảnh", "caption": ""}
    page = factories.make_news(
        "LA", illustration=picture, illustration_alt="Ảnh",
        body=stream(("image", figure), ("gallery", [figure, figure])),
    )  # fmt: skip
    put_public(page)
    get(page)
    with CaptureQueriesContext(connection) as queries:
        html = get(page).content.decode()
    assert len(queries) <= 8
    assert html.count("<img") >= 4


def test_what_is_gone_leaves_no_hole():
    figure = {"image": GONE, "alt": "Ảnh", "caption": "Chú thích"}
    page = with_body(
        ("paragraph", f'<p><a linktype="page" id="{GONE}">Trang cũ</a></p>'),
        ("paragraph", f'<p><a linktype="document" id="{GONE}">Tệp cũ</a></p>'),
        ("paragraph", '<p><a linktype="page" id="x">Lạ</a></p>'),
        ("image", figure), ("gallery", [figure]), ("document", {"document": GONE, "title": ""}),
        ("media", {"kind": "audio", "title": "Băng", "file": GONE, "transcript": "Lời nói"}),
    )  # fmt: skip
    html = get(page).content.decode()
    for text in ("<a>Trang cũ</a>", "<a>Tệp cũ</a>", "<a>Lạ</a>", "Lời nói"):
        assert text in html
    assert "<audio" not in html
    assert "Chú thích" not in html
    assert 'src=""' not in html


def test_what_was_deleted_behind_the_guards_leaves_no_hole(item):
    AgencyRendition.objects.exclude(image=item.illustration)._raw_delete("default")
    AgencyImage.objects.exclude(pk=item.illustration_id)._raw_delete("default")
    AgencyDocument.objects.all()._raw_delete("default")
    answer = get(item)
    assert answer.status_code == 200
    assert 'src=""' not in answer.content.decode()


def test_a_link_follows_the_page(item):
    index = item.get_parent().specific
    with door.opened(door.key(index)):
        index.slug = "tin-moi"
        index.save()
    html = Client().get(f"/tin-moi/{item.slug}/", HTTP_HOST="long-an.localhost").content.decode()
    assert f'href="{SITE}/tin-moi/{item.slug}/">Xem mục' in html


def test_a_bare_page_asks_for_nothing():
    page = with_body()
    make_bare(page)
    page = type(page).objects.get(pk=page.pk)
    with CaptureQueriesContext(connection) as queries:
        at_hand.gather(page)
    assert len(queries) == 0


def test_files_written_before_sizes_were_kept_are_measured_when_read(item):
    document = factories.make_document("LA")
    AgencyDocument.objects.filter(pk=document.pk).update(file_size=None)
    document.refresh_from_db()
    with CaptureQueriesContext(connection) as queries:
        assert document.get_file_size() == len(b"noi dung")
    assert len(queries) == 0
    document.file.storage.delete(document.file.name)
    document = AgencyDocument.objects.get(pk=document.pk)
    assert document.get_file_size() is None
