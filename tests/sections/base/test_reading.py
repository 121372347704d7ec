"""The view for printing and the storable copy of an item."""

import base64
import re

import pytest
from django.test import Client

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
