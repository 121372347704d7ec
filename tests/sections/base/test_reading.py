"""The view for printing and the storable copy of an item."""

import base64
import re

import pytest
from django.test import Client

from sections.base import door
from sections.base.models import BasePage
from site_home.context import MENU_GROUPS
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def item(db):
    """A published item with a picture."""
    return factories.publish_news(
        "LA", illustration=factories.make_image("LA"), illustration_alt="Toàn cảnh hội nghị"
    )


def get(item, end=""):
    return Client().get(f"/tin-tuc/{item.slug}/{end}", HTTP_HOST="long-an.localhost")


def test_print_view_shows_the_item_without_the_surroundings(item):
    html = get(item, "ban-in/").content.decode()
    assert item.title in html
    assert "Nội dung của tin." in html
    assert html.count("<h1") == 1
    assert [part for part in ("<nav", 'class="masthead', 'class="footer') if part in html] == []
    assert '<meta name="robots" content="noindex">' in html
    assert f'<link rel="canonical" href="http://long-an.localhost/tin-tuc/{item.slug}/">' in html


def test_stored_copy_is_one_file_that_asks_nobody_for_anything(item):
    answer = get(item, "ban-luu/")
    html = answer.content.decode()
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{item.slug}.html"'
    assert "Nội dung của tin." in html
    assert re.findall(r'<script|srcset=|<link rel="(?!canonical|schema)|@import', html) == []
    assert re.findall(r'\ssrc="(?!data:)[^"]*|url\([^)]*\)', html) == []
    assert re.findall(r'href="/[^"]*', html) == []


def test_stored_copy_carries_the_styles_the_colours_and_the_picture(item):
    html = get(item, "ban-luu/").content.decode()
    assert f"--brand:{factories.agency('LA').book.look.brand}" in html
    assert ".article__title" in html
    picture = re.search(r'<img[^>]*src="data:image/\w+;base64,([^"]+)"[^>]*>', html)
    assert base64.b64decode(picture[1])
    assert 'alt="Toàn cảnh hội nghị"' in picture[0]


@pytest.mark.parametrize("end", ["ban-in/", "ban-luu/"])
def test_a_draft_has_neither(end):
    page = factories.make_news("LA")
    assert get(page, end).status_code == 404


def test_related_items_are_the_neighbours_in_the_section(item, django_assert_num_queries):
    index = item.get_parent()
    others = [factories.make_news("LA", title=f"Tin {number}") for number in range(6)]
    for other in others[1:]:
        with door.opened(door.key(other)):
            other.live = True
            other.save()
    others[2].refresh_from_db()
    with django_assert_num_queries(1):
        found = [page.title for page in others[2].related]
    assert found == ["Tin 1", item.title, "Tin 3", "Tin 4"]
    assert item.related[0].address == f"{index.get_url()}tin-1/".removeprefix(
        index.get_site().root_url
    )
    assert "Tin 0" not in get(item).content.decode()


def test_an_item_is_described_for_machines_without_script(item):
    html = get(item).content.decode()
    assert re.search(r'<html [^>]*itemtype="https://schema.org/NewsArticle"', html)
    assert f'<meta itemprop="headline" content="{item.title}">' in html
    assert '<meta itemprop="datePublished"' in html
    assert 'itemtype="https://schema.org/BreadcrumbList"' in html
    assert 'itemtype="https://schema.org/GovernmentOrganization"' in html


@pytest.mark.clause("DL-15-2")
def test_the_agencys_own_citation_stands_below_an_item():
    page = factories.publish_news("DL")
    html = Client().get(f"/tin-tuc/{page.slug}/", HTTP_HOST="dak-lak.localhost").content.decode()
    sentence = next(
        row.sentence for row in factories.agency("DL").book.attributions if row.sentence
    )
    assert f"Khi sử dụng lại, ghi rõ: “{sentence}”" in html
    assert 'data-copy="trich-dan"' in html


def test_sitemap_page_lists_every_section_by_its_group():
    html = Client().get("/so-do-trang/", HTTP_HOST="long-an.localhost").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    shown = re.findall(r"<h2[^>]*>([^<]+)</h2>", main)
    agency = factories.agency("LA")
    slugs = set(
        BasePage.objects.child_of(agency.site.root_page).live().values_list("slug", flat=True)
    )
    groups = {row.menu for row in agency.book.sections if row.slug in slugs}
    assert shown == [name for name in MENU_GROUPS if name in groups]
    assert set(re.findall(r'<li><a href="/([^/]+)/">', main)) == slugs
    assert Client().get("/so-do-trang/", HTTP_HOST="localhost").status_code == 404
