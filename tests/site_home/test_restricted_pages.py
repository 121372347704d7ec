"""What the board limited to people who sign in shows nowhere else, not even by its title."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from search import entries
from sections.base import door
from tests import factories

pytestmark = pytest.mark.django_db

HOST = "quang-tri.localhost"
WORDS = "Biên bản nội bộ"


@pytest.fixture
def restricted():
    factories.publish_news("QT", title="Tin ai cũng đọc")
    page = factories.publish_news("QT", title=WORDS, summary="Tóm tắt riêng.")
    page.tags.add("riêng tư")
    entries.refresh_page(page)
    with door.opened(door.key(page)):
        page.save()
        PageViewRestriction.objects.create(page=page, restriction_type="login")
    return page


@pytest.mark.parametrize(
    "path",
    ["/", "/tin-tuc/", "/tin-tuc/rss/", "/tin-tuc/atom/", "/sitemap.xml", "/tim-kiem/?q=biên+bản"],
)
@pytest.mark.parametrize("name", [None, "qt-head"])
def test_lists_feeds_and_search(restricted, path, name):
    client = Client()
    if name:
        client.force_login(factories.user(name))
    text = client.get(path, HTTP_HOST=HOST).content.decode()
    assert WORDS not in text
    assert "Tóm tắt riêng" not in text
    assert restricted.slug not in text


def test_the_portal(restricted):
    text = Client().get("/", HTTP_HOST="localhost").content.decode()
    assert WORDS not in text


def test_what_stands_below_a_restricted_section():
    factories.publish_news("QT", title=WORDS)
    index = factories.news_index("QT")
    with door.opened(door.key(index)):
        PageViewRestriction.objects.create(page=index, restriction_type="login")
    text = Client().get("/", HTTP_HOST=HOST).content.decode()
    assert WORDS not in text
    assert index.title not in text


def test_the_page_itself_asks_to_sign_in(restricted):
    answer = Client().get(restricted.url, HTTP_HOST=HOST)
    assert answer.status_code == 302


def test_others_are_still_listed(restricted):
    text = Client().get("/tin-tuc/", HTTP_HOST=HOST).content.decode()
    assert "Tin ai cũng đọc" in text
