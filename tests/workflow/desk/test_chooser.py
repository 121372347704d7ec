"""The page chooser: as many queries for one row as for twenty."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests import factories
from tests.editor import client_of
from tests.sections.filled import put_public

pytestmark = pytest.mark.django_db

ROWS = 20
QUERIES = 30


def chosen_from(browser, parent) -> tuple[list[tuple[str, str]], list[dict]]:
    """(page, parent) of each row that can be chosen, and the queries it took."""
    address = reverse("wagtailadmin_choose_page_child", args=[parent.pk])
    browser.get(address)
    with CaptureQueriesContext(connection) as queries:
        answer = browser.get(address)
    html = answer.json()["html"]
    return re.findall(r'data-id="(\d+)".*?data-parent-id="(\d*)"', html, re.DOTALL), list(queries)


def test_twenty_rows_cost_no_more_than_one():
    index = factories.news_index("LA")
    browser = client_of("la-head")
    put_public(factories.make_news("LA", title="Tin 0"))
    _rows, few = chosen_from(browser, index)
    for number in range(1, ROWS):
        put_public(factories.make_news("LA", title=f"Tin {number}"))
    factories.submit(factories.make_news("LA", title="Tin chờ duyệt"))
    rows, many = chosen_from(browser, index)
    below = [(page, parent) for page, parent in rows if page != str(index.pk)]
    assert len(below) == ROWS + 1
    assert {parent for _page, parent in below} == {str(index.pk)}
    # The page that is open stands above its children, with its own parent.
    assert (str(index.pk), str(index.get_parent().pk)) in rows
    assert len(many) <= QUERIES
    assert len(many) <= len(few) + 2


def test_sections_of_many_types_cost_no_more():
    home = factories.agency("LA").site.root_page
    rows, queries = chosen_from(client_of("la-head"), home)
    below = [(page, parent) for page, parent in rows if page != str(home.pk)]
    assert len(below) >= ROWS
    assert {parent for _page, parent in below} == {str(home.pk)}
    assert len(queries) <= QUERIES


def test_each_row_says_what_the_page_is():
    put_public(factories.make_news("LA"))
    factories.submit(factories.make_news("LA", title="Tin chờ duyệt"))
    home = factories.agency("LA").site.root_page
    address = reverse("wagtailadmin_choose_page_child", args=[home.pk])
    answer = client_of("la-head").get(address, {"page_type": "sections.NewsIndexPage"})
    html = answer.json()["html"]
    news = factories.news_index("LA")
    # Only this one may be chosen; the others lead to what stands below them.
    assert re.findall(r'class="choose-page"[^>]*data-id="(\d+)"', html) == [str(news.pk)]
    assert f'data-url="{news.url}"' in html
    assert news.page_type_display_name in html
    below = reverse("wagtailadmin_choose_page_child", args=[news.pk])
    assert below in html
    assert "đang kiểm duyệt" in client_of("la-head").get(below).json()["html"]


def test_a_page_is_moved_only_where_its_type_may_stand():
    news = factories.make_news("LA")
    home = factories.agency("LA").site.root_page
    answer = client_of("la-head").get(
        reverse("wagtailadmin_choose_page_child", args=[home.pk]),
        {"user_perms": "copy_to", "target_pages[]": news.pk},
    )
    assert answer.status_code == 200
    chosen = re.findall(r'class="choose-page"[^>]*data-id="(\d+)"', answer.json()["html"])
    assert str(factories.news_index("LA").pk) in chosen
