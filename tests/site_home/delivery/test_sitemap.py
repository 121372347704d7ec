"""The sitemap names every page that everyone may read, of this site, and nothing else."""

import re
from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from sections.base import door
from sections.base.models import BasePage
from sections.base.readership import for_everyone
from site_home.delivery import sitemap
from tests import factories

pytestmark = pytest.mark.django_db

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}


def client(host="long-an.localhost") -> Client:
    return Client(headers={"host": host})


def addresses(host="long-an.localhost") -> list[str]:
    """Every address, read as a crawler reads it."""
    reader, found = client(host), []
    index = ElementTree.fromstring(  # noqa: S314 our own
        reader.get("/sitemap.xml").content
    )
    for file in index.findall("s:sitemap/s:loc", NAMES):
        answer = reader.get(file.text.removeprefix(f"http://{host}"))
        assert answer.headers["Content-Type"] == "application/xml; charset=utf-8"
        urlset = ElementTree.fromstring(answer.getvalue())  # noqa: S314 our own
        found += [loc.text for loc in urlset.findall("s:url/s:loc", NAMES)]
    return found


def restrict(page) -> None:
    with door.opened(door.key(page)):
        PageViewRestriction.objects.create(page=page, restriction_type="login")


def test_the_pages_of_this_site_that_everyone_may_read():
    news = factories.publish_news("LA")
    factories.make_news("LA", title="Tin nháp")
    closed = factories.publish_news("LA", title="Tin nội bộ")
    restrict(closed)
    root = factories.agency("LA").site.root_page
    public = for_everyone(BasePage.objects.descendant_of(root, inclusive=True))
    found = addresses()
    assert found == [
        "http://long-an.localhost" + page.url_path.removeprefix("/long-an")
        for page in public.order_by("pk")
    ]
    assert f"http://long-an.localhost/tin-tuc/{news.slug}/" in found
    assert f"http://long-an.localhost/tin-tuc/{closed.slug}/" not in found
    assert found[0] == "http://long-an.localhost/"


def test_what_stands_below_a_closed_section():
    factories.publish_news("LA")
    restrict(factories.news_index("LA"))
    assert not any("/tin-tuc/" in address for address in addresses())


def test_addresses_and_days_are_those_of_the_pages():
    news = factories.publish_news("LA")
    body = client().get("/sitemap-1.xml").getvalue().decode()
    line = next(line for line in body.splitlines() if f"/{news.slug}/" in line)
    lastmod = datetime.fromisoformat(re.search("<lastmod>(.+)</lastmod>", line)[1])
    news.refresh_from_db()
    assert lastmod == news.last_published_at.astimezone(UTC).replace(microsecond=0)
    address = re.search("<loc>(.+)</loc>", line)[1]
    assert client().get(address.removeprefix("http://long-an.localhost")).status_code == 200


def test_files_are_ranges_of_page_numbers(monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(sitemap, "PAGES_OF_A_FILE", 7)
    found = addresses()
    assert len(found) == len(set(found))
    root = factories.agency("LA").site.root_page
    numbers = (
        BasePage.objects.descendant_of(root, inclusive=True).live().values_list("pk", flat=True)
    )
    index = client().get("/sitemap.xml").content.decode()
    files = [int(number) for number in re.findall(r"/sitemap-(\d+)\.xml", index)]
    assert files == sorted({number // 7 + 1 for number in numbers})
    assert len(found) == len(numbers)
    with django_assert_num_queries(0):
        client().get("/sitemap.xml")
    assert client().get(f"/sitemap-{files[-1] + 50}.xml").status_code == 404
    assert client().get("/sitemap-0.xml").status_code == 404


def test_a_file_is_streamed_by_one_statement(django_assert_num_queries):
    site = factories.agency("LA").site
    sitemap.files(site)
    pieces = sitemap.urlset(site, 0, "http://long-an.localhost")
    assert next(pieces).startswith(b"<?xml")
    with django_assert_num_queries(1):
        assert b"<loc>" in next(pieces)
        assert list(pieces) == [b"</urlset>\n"]


def test_the_portal_has_its_own():
    assert addresses("localhost") == ["http://localhost/"]
