"""Suggestions while typing."""

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from search import entries
from sections.base import door
from tests import factories
from tests.search.reading import HOSTS, live, suggested

pytestmark = pytest.mark.usefixtures("no_entries")


def titles(query: str, code: str = "LA") -> list[str]:
    return [row["text"] for row in suggested(query, code)]


@pytest.mark.parametrize("typed", ["hoà gi", "hoa g", "HÒA GIẢI", "co so hoa"])
def test_words_may_be_half_typed_and_stand_anywhere_in_the_title(typed):
    live(title="Tổ hòa giải cơ sở")
    assert titles(typed) == ["Tổ hòa giải cơ sở"]


def test_sections_come_first_then_titles_that_begin_so():
    entries.rebuild(factories.agency("LA").site)
    index = factories.news_index("LA")
    live(title="Bản tin tuần")
    live(title="Tin tức trong tuần")
    assert suggested("tin tu")[0] == {
        "text": index.title,
        "note": "Chuyên mục",
        "url": f"/{index.slug}/",
    }
    assert titles("tin tu")[1:] == ["Tin tức trong tuần", "Bản tin tuần"]


@pytest.mark.parametrize("typed", ["105", "105/q", "105 qd st", "số 0105/QĐ", "1"])
def test_numbers_are_suggested_from_the_first_figure(typed):
    page = live(title="Quyết định 105/QĐ-STP")
    assert suggested(typed)[0] == {
        "text": page.title,
        "note": "105/QĐ-STP",
        "url": f"/{factories.news_index('LA').slug}/{page.slug}/",
    }


@pytest.mark.parametrize("typed", ["", " ", "h", "!!", "%", "_%", "\x00"])
def test_too_little_suggests_nothing(typed):
    live(title="Hội nghị")
    assert suggested(typed) == []


@pytest.mark.parametrize("typed", ["a" * 5000, "từ " * 900, "'", "1'; --", "\\"])
def test_any_input_is_answered(typed):
    live(title="Hội nghị")
    assert suggested(typed) == []


def test_at_most_eight_of_this_site_that_everyone_may_read():
    for number in range(10):
        live(title=f"Hội nghị {number}")
    closed = live("BP", title="Hội nghị kín")
    with door.opened(door.key(closed)):
        PageViewRestriction.objects.create(page=closed, restriction_type="login")
    assert len(titles("hội nghị")) == 8
    assert titles("hội nghị", "BP") == []


def test_answer_may_be_kept_by_anybody_and_costs_three_queries(django_assert_max_num_queries):
    live(title="<b>Hội nghị</b>")
    client = Client()
    with django_assert_max_num_queries(3):
        reply = client.get("/tim-kiem/goi-y", {"q": "hội"}, HTTP_HOST=HOSTS["LA"])
    assert reply.headers["Cache-Control"] == "public, max-age=60"
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.cookies == {}
    assert reply.json()["suggestions"][0]["text"] == "<b>Hội nghị</b>"
