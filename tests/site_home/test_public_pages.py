"""What the visitor gets: bounded queries, no cookies, strict policy, metadata, feeds, search."""

import re
import unicodedata

import pytest
from django.test import Client
from django.utils import timezone

from search import entries
from sections.base import door
from sections.introduction import IntroductionPage
from sections.news import NewsPage
from site_home.context import MENU_GROUPS
from tests import factories
from tests.sections.filled import fill

pytestmark = pytest.mark.django_db

HOSTS = {
    "LA": "long-an.localhost",
    "BP": "binh-phuoc.localhost",
    "DL": "dak-lak.localhost",
    "QT": "quang-tri.localhost",
    "KT": "kon-tum.localhost",
}


def get(code: str, path: str, **extra):
    """The answer of the agency's site to an anonymous reader."""
    return Client().get(path, HTTP_HOST=HOSTS[code], **extra)


def copy_item(page: NewsPage, times: int) -> None:
    """Multiply a published item behind the chain, for counting queries only."""
    index = factories.news_index("LA")
    for number in range(times):
        twin = NewsPage(
            title=f"{page.title} {number}",
            slug=f"{page.slug}-{number}",
            summary=page.summary,
            body=page.body,
            illustration=page.illustration,
            illustration_alt=page.illustration_alt,
            unit=page.unit,
            first_published_at=timezone.now(),
            live=True,
        )
        with door.opened(door.key(twin)):
            index.add_child(instance=twin)
        index.refresh_from_db()


@pytest.fixture
def item(db):
    """A published item with a picture."""
    return factories.publish_news(
        "LA", illustration=factories.make_image("LA"), illustration_alt="Toàn cảnh hội nghị"
    )


@pytest.mark.parametrize(("name", "limit"), [("home", 12), ("list", 10), ("item", 9)])
def test_queries_are_bounded_and_independent_of_the_number_of_items(
    item, name, limit, django_assert_max_num_queries
):
    path = {"home": "/", "list": "/tin-tuc/", "item": item.get_url()}[name]
    path = "/" + path.split("/", 3)[-1] if path.startswith("http") else path
    get("LA", path)
    with django_assert_max_num_queries(limit) as with_one:
        assert get("LA", path).status_code == 200
    copy_item(item, 49)
    get("LA", path)
    with django_assert_max_num_queries(limit) as with_fifty:
        assert get("LA", path).status_code == 200
    assert len(with_fifty) == len(with_one)


@pytest.mark.parametrize("path", ["/", "/tin-tuc/", "/quy-che/", "/gioi-thieu/", "/tim-kiem/?q=an"])
def test_anonymous_reader_gets_no_cookie_and_a_strict_policy(path):
    answer = get("LA", path)
    assert answer.status_code == 200
    assert answer.cookies == {}
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    html = answer.content.decode()
    assert re.findall(r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son\w+=", html) == []
    assert (
        re.findall(
            r'(?:src|href)="(?:https?:)?//(?!long-an\.localhost|localhost)[^"]*\.(?:css|js|woff2?)',
            html,
        )
        == []
    )


@pytest.mark.parametrize("path", ["/", "/tin-tuc/", "/quy-che/"])
def test_two_anonymous_readers_get_the_same_bytes(path):
    first = get("LA", path, HTTP_USER_AGENT="a", HTTP_ACCEPT_LANGUAGE="en")
    second = get("LA", path, HTTP_USER_AGENT="b", HTTP_ACCEPT_LANGUAGE="vi")
    assert first.content == second.content


def test_nothing_is_written_when_a_page_is_read(item, django_assert_max_num_queries):
    get("LA", "/tin-tuc/")
    with django_assert_max_num_queries(40) as queries:
        for path in ("/", "/tin-tuc/", "/quy-che/", "/tim-kiem/?q=hoi"):
            get("LA", path)
    writes = [row["sql"] for row in queries if row["sql"].split()[0] not in {"SELECT", "WITH"}]
    assert writes == []


def test_item_carries_language_canonical_dublin_core_and_open_graph(item):
    html = get("LA", f"/tin-tuc/{item.slug}/").content.decode()
    assert '<html lang="vi"' in html
    assert f'<link rel="canonical" href="http://long-an.localhost/tin-tuc/{item.slug}/"' in html
    for name in ("title", "creator", "date", "description", "publisher", "identifier", "language"):
        assert f'name="DC.{name}"' in html
    assert 'property="og:title"' in html
    assert html.count("<h1") == 1
    assert 'alt="Toàn cảnh hội nghị"' in html


@pytest.mark.clause("LA-4.2", "BP-5.5", "DL-8.1.b", "KT-3.2")
@pytest.mark.parametrize("code", factories.CODES)
def test_news_list_month_tag_feeds_and_print_view(code):
    page = factories.make_news(code, title="Đại hội chi bộ")
    page.tags.add("thi đua")
    page.save_revision(user=page.owner)
    factories.submit(page)
    factories.walk(page)
    today = timezone.localdate()
    month = f"/tin-tuc/thang/{today.year}/{today.month:02d}/"
    for path in (
        "/tin-tuc/",
        month,
        "/tin-tuc/tu-khoa/thi-dua/",
        "/tin-tuc/rss/",
        "/tin-tuc/atom/",
    ):
        answer = get(code, path)
        assert answer.status_code == 200, path
        assert "Đại hội chi bộ" in answer.content.decode(), path
    assert get(code, "/tin-tuc/thang/2001/01/").status_code == 200
    for month in ("2026/13", "0/1", "99999/1"):
        assert get(code, f"/tin-tuc/thang/{month}/").status_code == 404
    assert get(code, "/tin-tuc/tu-khoa/khong-co/").status_code == 404
    printed = get(code, f"/tin-tuc/{page.slug}/ban-in/").content.decode()
    assert "Đại hội chi bộ" in printed


def test_paging_beyond_the_last_page_shows_the_last(item):
    copy_item(item, 15)
    first = get("LA", "/tin-tuc/").content.decode()
    last = get("LA", "/tin-tuc/?trang=99").content.decode()
    assert item.title in last
    assert first != last
    assert get("LA", "/tin-tuc/?trang=abc").status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        "hoi nghi trien khai",
        "HỘI NGHỊ",
        "hội nghị",
        unicodedata.normalize("NFD", "Hội nghị"),
        'hội "nghị',
    ],
)
def test_search_ignores_accents_case_and_form(query):
    page = factories.publish_news("LA", title="Hội nghị triển khai đăng ký hộ tịch")
    entries.refresh_page(page)
    answer = Client().get("/tim-kiem/", {"q": query}, HTTP_HOST=HOSTS["LA"])
    assert "Hội nghị triển khai đăng ký hộ tịch" in answer.content.decode()


def test_search_folds_d_with_stroke_and_finds_whole_words_of_this_site_only():
    entries.refresh_page(factories.publish_news("LA", title="Đăng ký đường dây nóng"))
    entries.refresh_page(factories.publish_news("BP", title="Đăng ký của Bình Phước"))
    client = Client()

    def found(query):
        return client.get("/tim-kiem/", {"q": query}, HTTP_HOST=HOSTS["LA"]).content.decode()

    assert "Đăng ký đường dây nóng" in found("dang ky duong day")
    assert "Đăng ký của Bình Phước" not in found("dang ky")
    assert "Đăng ký đường dây nóng" not in found("uong")
    assert client.get("/tim-kiem/", {"q": "\x00"}, HTTP_HOST=HOSTS["LA"]).status_code == 200
    assert client.get("/tim-kiem/", {"q": "a" * 5000}, HTTP_HOST=HOSTS["LA"]).status_code == 200


def test_keyword_of_a_draft_has_no_page():
    page = factories.make_news("LA")
    page.tags.add("chuyện nội bộ")
    page.save_revision(user=page.owner)
    page.save()
    answer = get("LA", "/tin-tuc/tu-khoa/chuyen-noi-bo/")
    assert answer.status_code == 404
    assert "chuyện nội bộ" not in answer.content.decode()


def test_draft_is_neither_listed_found_nor_served():
    page = factories.make_news("LA", title="Tin chưa duyệt")
    for path in ("/", "/tin-tuc/", "/tin-tuc/rss/", "/sitemap.xml"):
        assert "Tin chưa duyệt" not in get("LA", path).content.decode()
    answer = Client().get("/tim-kiem/", {"q": "chưa duyệt"}, HTTP_HOST=HOSTS["LA"])
    assert f"/tin-tuc/{page.slug}/" not in answer.content.decode()
    assert get("LA", f"/tin-tuc/{page.slug}/").status_code == 404


@pytest.mark.clause("LA-13.1")
@pytest.mark.parametrize("code", factories.CODES)
def test_regulation_page_shows_the_rule_book_by_article_each_row_linkable(code):
    html = get(code, "/quy-che/").content.decode()
    book = factories.agency(code).book
    for row in (*book.steps, *book.refusals):
        assert row.label in html.replace("&#x27;", "'").replace("&quot;", '"')
    anchors = re.findall(r'\bid="([^"]+)"', html)
    assert len(anchors) == len(set(anchors))
    assert any(anchor.startswith("dieu-") for anchor in anchors)


def test_portal_lists_the_agencies_with_their_latest_news():
    factories.publish_news("DL", title="Tin của Đắk Lắk")
    html = Client().get("/", HTTP_HOST="localhost").content.decode()
    for code in factories.CODES:
        assert factories.agency(code).name in html
    assert "Tin của Đắk Lắk" in html


def test_sections_stand_in_the_menu_by_group_in_the_regulations_order():
    html = get("LA", "/").content.decode()
    menu = html[html.index('<nav class="nav"') :]
    shown = re.findall(r'href="([^"]+)"', menu[: menu.index("</nav>")])
    rows = [row for row in factories.agency("LA").book.sections if f"/{row.slug}/" in shown]
    grouped = [f"/{row.slug}/" for name in MENU_GROUPS for row in rows if row.menu == name]
    assert len(rows) > 5
    assert shown == ["/", *grouped]


@pytest.mark.parametrize("path", ["/khong-co/", "/tin-tuc/khong-co/", "/" + "a" * 3000 + "/"])
def test_unknown_address_is_a_friendly_404(path):
    answer = get("LA", path)
    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.content.decode()


def test_introduction_lists_the_units():
    page = IntroductionPage.objects.child_of(factories.agency("LA").site.root_page).get()
    fill(factories.agency("LA"), "S01")
    page.refresh_from_db()
    html = get("LA", f"/{page.slug}/").content.decode()
    assert len(page.units) > 1
    assert page.units[0]["name"] in html
