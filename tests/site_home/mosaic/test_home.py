"""The home page as its board arranged it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sections.leaders import Leader, LeadersPage
from sections.notices import NoticePage
from site_home.delivery import memory
from site_home.home import HomePage
from tests.factories import agency, make_image, publish_news
from tests.sections.filled import fill, put_public

pytestmark = pytest.mark.django_db
QUERIES = 12


def home_of(code: str) -> HomePage:
    """The agency's home page."""
    return HomePage.objects.get(pk=agency(code).site.root_page_id)


def get(code: str) -> str:
    """The home page as a visitor sees it."""
    answer = Client(HTTP_HOST=agency(code).site.hostname).get("/")
    assert answer.status_code == 200
    return answer.content.decode()


def arrange(code: str, **columns) -> None:
    """Make an arrangement public, as after its approval."""
    home = home_of(code)
    for name, blocks in columns.items():
        setattr(home, name, blocks)
    home.save_revision(changed=False)
    put_public(home)


def test_without_an_arrangement_sections_of_the_regulation_stand_there():
    fill(agency("LA"), "S14", "S19", "S08")
    html = get("LA")
    assert "Giấy mời họp giao ban tháng (demo)" in html
    assert "Dự thảo Quyết định quy định mức thu phí (demo)" in html
    # Closed for comment.
    assert "Dự thảo Nghị quyết về chính sách hỗ trợ (demo)" not in html
    assert "Lịch làm việc tuần này" in html


def test_a_section_that_the_agency_has_not_is_left_out():
    html = get("KT")
    # Kon Tum's regulation asks for no notices and no consultations.
    assert "Dự thảo đang lấy ý kiến" not in html
    assert "Thông báo, giấy mời" not in html


def test_the_board_decides_what_stands_where():
    fill(agency("LA"), "S14")
    text = {"title": "Lời chào", "text": "<p>Kính chào quý vị.</p>"}
    notices = {"section": "S14", "title": "Tin báo", "count": 1}
    arrange("LA", main=[("text", text)], side=[("section", notices)])
    html = get("LA")
    assert "Kính chào quý vị." in html
    assert "Tin nổi bật" not in html
    assert "Tin báo" in html
    # One item, the newest.
    shown = [page for page in NoticePage.objects.all() if f">{page.title}</a>" in html]
    assert [page.slug for page in shown] == ["giay-moi-hop-giao-ban"]


def test_another_agencys_items_never_stand_there():
    publish_news("BP", title="Tin của Bình Phước")
    publish_news("LA", title="Tin của Long An")
    html = get("LA")
    assert "Tin của Long An" in html
    assert "Tin của Bình Phước" not in html


def test_queries_are_bounded_whatever_stands_there():
    fill(agency("LA"), "S08", "S12", "S14", "S15", "S19", "S27")
    for number in range(3):
        publish_news(
            "LA", title=f"Tin số {number}", illustration=make_image("LA"), illustration_alt="x"
        )
    leaders = LeadersPage.objects.get(path__startswith=agency("LA").site.root_page.path)
    leaders.leaders = [
        Leader(name=f"Lãnh đạo {number} (demo)", title="Giám đốc", portrait=portrait)
        for number, portrait in enumerate([make_image("LA"), None, make_image("LA")])
    ]
    leaders.save_revision(changed=False)
    put_public(leaders)
    client = Client(HTTP_HOST=agency("LA").site.hostname)
    client.get("/")
    # As after a change: nothing of the site is remembered, neither its menu nor its blocks.
    memory.forget()
    with CaptureQueriesContext(connection) as queries:
        html = client.get("/").content.decode()
    assert html.count('class="portrait"') == 2
    assert len(queries) <= QUERIES
