"""Long lists: the same pages whether rows are skipped, months passed over or keys remembered."""

from collections import Counter
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.core.paginator import Paginator
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from sections.base import door
from sections.base.readership import children_of, for_everyone
from sections.news import NewsPage
from sections.shapes import paging
from sections.shapes.years import years_of_newest
from site_home.templatetags.public import pages_around
from tests import factories
from tests.sections.filled import fill, put_public
from workflow.calendar.clock import local_day

pytestmark = pytest.mark.django_db

HOST = "long-an.localhost"
# Two at the same moment, two at the ends of a month in Vietnam, none in February.
MOMENTS = (
    (2026, 3, 31, 23, 59), (2026, 3, 1, 0, 0), (2026, 1, 31, 23, 0), (2026, 1, 15, 8, 0),
    (2026, 1, 15, 8, 0), (2025, 12, 31, 12, 0), (2025, 12, 1, 12, 0),
)  # fmt: skip


@pytest.fixture
def news(db):
    """Public items of four months, the newest first."""
    pages = []
    for number, moment in enumerate(MOMENTS):
        page = factories.make_news("LA", title=f"Tin số {number}")
        put_public(page)
        page.refresh_from_db()
        page.first_published_at = timezone.make_aware(datetime(*moment))  # noqa: DTZ001
        with door.opened(door.key(page)):
            page.save()
        pages.append(page)
    return sorted(pages, key=lambda page: (page.first_published_at, page.pk), reverse=True)


@pytest.mark.parametrize("per_page", [1, 2, 3, 20])
def test_months_are_passed_over_without_losing_an_item(news, per_page):
    index = factories.news_index("LA")
    pages = paging.PagesByMonth(index.items(), per_page, index.months())
    assert pages.count == len(news)
    shown = [item.pk for number in pages.page_range for item in pages.page(number)]
    assert shown == [page.pk for page in news]


def test_a_page_beyond_the_end_is_the_last_one(news):
    index = factories.news_index("LA")
    pages = paging.PagesByMonth(index.items(), 3, index.months())
    assert [item.pk for item in pages.get_page("999")] == [news[-1].pk]
    assert [item.pk for item in pages.get_page("x")] == [page.pk for page in news[:3]]


def test_the_months_count_local_days(news):
    months = factories.news_index("LA").months()
    assert [(row["year"], row["month"], row["count"]) for row in months] == [
        (2026, 3, 2), (2026, 1, 3), (2025, 12, 2),
    ]  # fmt: skip


def test_an_empty_section_has_one_page():
    index = factories.news_index("QT")
    pages = paging.PagesByMonth(index.items(), 3, index.months())
    assert (pages.count, list(pages.get_page("2"))) == (0, [])


def test_deep_pages_are_those_that_skipping_finds(monkeypatch):
    items = [page for page in fill(factories.agency("LA"), "S14") if page.is_item]
    index = items[0].get_parent().specific
    plain = Paginator(index.items(), 1)
    monkeypatch.setattr(paging, "DEEP", 1)
    deep = paging.PagesOfAll(index, index.items(), 1)
    assert deep.count == plain.count == len(items)
    for number in plain.page_range:
        assert list(deep.page(number)) == list(plain.page(number))
    assert list(deep.get_page(99)) == list(plain.get_page(99))


def test_counts_and_options_follow_every_change():
    items = [page for page in fill(factories.agency("LA"), "S14") if page.is_item]
    address = "/" + items[0].get_parent().url_path.strip("/").split("/", 1)[1] + "/"

    def total():
        answer = Client().get(address, HTTP_HOST=HOST)
        return answer.context["total"]

    assert total() == len(items)
    with door.opened(door.key(items[0])):
        PageViewRestriction.objects.create(page=items[0], restriction_type="login")
    assert total() == len(items) - 1
    items[1].refresh_from_db()
    with door.opened(door.key(items[1])):
        items[1].unpublish()
    assert total() == len(items) - 2


def test_the_number_of_what_was_chosen_is_asked_for_once_until_the_site_changes():
    items = [page for page in fill(factories.agency("LA"), "S14") if page.is_item]
    for page in items:
        page.refresh_from_db()
    index = items[0].get_parent().specific
    years = Counter(local_day(page.first_published_at).year for page in items)
    year, number = years.popitem()
    address = f"/{index.slug}/?nam={year}"

    def total():
        return Client().get(address, HTTP_HOST=HOST).context["total"]

    assert total() == number
    with CaptureQueriesContext(connection) as asked:
        assert total() == number
    assert not [row for row in asked if "COUNT(" in row["sql"]]
    gone = next(page for page in items if local_day(page.first_published_at).year == year)
    gone.refresh_from_db()
    with door.opened(door.key(gone)):
        gone.unpublish()
    # The last item of a year takes the year with it.
    assert total() == (number - 1 or len(items) - 1)


def test_years_are_found_by_walking_back(news):
    items = factories.news_index("LA").items()
    with CaptureQueriesContext(connection) as asked:
        found = years_of_newest(items)
    local = {local_day(page.first_published_at).year for page in news}
    assert (found, len(asked)) == (sorted(local, reverse=True), 1)
    assert years_of_newest(factories.news_index("QT").items()) == []


def test_children_are_those_of_the_tree(news):
    index = factories.news_index("LA")
    factories.make_news("LA", title="Bản nháp")
    put_public(factories.make_news("BP", title="Tin nơi khác"))
    found = set(children_of(index, NewsPage).values_list("pk", flat=True))
    assert found == set(NewsPage.objects.child_of(index).values_list("pk", flat=True))
    assert set(for_everyone(children_of(index, NewsPage))) == set(news)


@pytest.mark.parametrize(
    ("number", "last", "shown"),
    [
        (1, 1, [1]), (1, 2, [1, 2]), (1, 9, [1, 2, 3, None, 9]), (4, 7, [1, 2, 3, 4, 5, 6, 7]),
        (5, 90_000, [1, None, 3, 4, 5, 6, 7, None, 90_000]), (9, 9, [1, None, 7, 8, 9]),
    ],
)  # fmt: skip
def test_a_pager_names_few_pages(number, last, shown):
    items = SimpleNamespace(number=number, paginator=SimpleNamespace(num_pages=last))
    assert pages_around(items) == shown
