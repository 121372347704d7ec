"""Header, navigation, footer, pager and the pages that need no page of the tree."""

import re
from types import SimpleNamespace
from urllib.parse import unquote

import pytest
from django.core.paginator import Paginator
from django.template import Context
from django.template.loader import get_template, render_to_string
from django.test import RequestFactory

NEWS = {"title": "Tin tức – Sự kiện", "url": "/tin-tuc/", "is_current": True}
LINKS = {"title": "Liên kết", "url": "/lien-ket/", "is_current": False}
CONTACT = {"title": "Thông tin giao dịch", "url": "/lien-he/", "is_current": False}


def agency(**changes):
    address = SimpleNamespace(
        domain="stp.vi-du.gov.vn",
        postal_address="Số 1 đường Lê Lợi (demo)",
        phone="0272 3.000.000",
        fax="0272 3.000.001",
        email="stp@vi-du.gov.vn",
    )
    values = {
        "name": "Sở Tư pháp (demo)",
        "parent": "Ủy ban nhân dân tỉnh",
        "address": address,
        "person_responsible": "Trần Thị B (demo)",
        "emblem": None,
        "citation": "",
        "portal_url": "http://localhost/",
        "menu": [NEWS, LINKS, CONTACT],
        "menu_groups": [
            {"title": "Tin tức", "entries": [NEWS], "is_current": True},
            {"title": "Liên hệ", "entries": [LINKS, CONTACT], "is_current": False},
        ],
    }
    return SimpleNamespace(**values | changes)


def component(name, path="/", **context):
    request = RequestFactory().get(path)
    # A plain context: context processors would ask the database for the agency.
    plain = Context(context | {"request": request})
    plain.request = request
    return " ".join(get_template(f"components/{name}.html").template.render(plain).split())


@pytest.mark.clause("LA-4.24", "BP-5.10", "BP-6.5", "DL-8.1.l", "QT-5.1.đ-2", "KT-3.1.đ")
def test_footer_gives_the_transaction_details():
    html = component("footer", site_agency=agency())
    assert "<dt>Địa chỉ</dt> <dd>Số 1 đường Lê Lợi (demo)</dd>" in html
    assert '<dd><a href="tel:02723000000">0272 3.000.000</a></dd>' in html
    assert "<dt>Fax</dt> <dd>0272 3.000.001</dd>" in html
    assert '<dd><a href="mailto:stp@vi-du.gov.vn">stp@vi-du.gov.vn</a></dd>' in html.replace(
        "<wbr>", ""
    )
    assert "<strong>Trần Thị B (demo)</strong>" in html


@pytest.mark.clause("LA-5.4-1", "LA-5.4-2", "DL-15-1")
def test_footer_invites_reuse_free_of_charge_with_the_source():
    html = component("footer", site_agency=agency())
    assert "là thông tin chính thức của cơ quan" in html
    assert "Khuyến khích sử dụng lại theo quy định của pháp luật, không thu phí" in html
    assert "khi trích dẫn phải ghi rõ nguồn gốc thông tin" in html


@pytest.mark.clause("DL-15-2")
def test_footer_gives_the_citation_only_where_the_regulation_fixes_one():
    sentence = "Nguồn: Trang Thông tin điện tử Văn phòng UBND tỉnh Đắk Lắk"
    assert f"“{sentence}”" in component("footer", site_agency=agency(citation=sentence))
    assert "Cách ghi nguồn" not in component("footer", site_agency=agency())


def test_an_error_of_the_page_is_reported_with_its_title_and_address():
    page = {"title": "Hội nghị & tổng kết"}
    html = component("report_error", "/tin-tuc/hop/", site_agency=agency(), page=page)
    address = unquote(html)
    assert "mailto:stp@vi-du.gov.vn?subject=Báo lỗi trang: Hội nghị & tổng kết&amp;body=" in address
    assert "http://testserver/tin-tuc/hop/" in address


def test_navigation_marks_where_the_reader_is():
    current = r'href="([^"]+)" aria-current="(\w+)"'
    html = component("navigation", "/tin-tuc/", site_agency=agency())
    assert re.findall(current, html) == [("/tin-tuc/", "page")]
    html = component("navigation", "/tin-tuc/hop/", site_agency=agency())
    assert re.findall(current, html) == [("/tin-tuc/", "true")]


def test_navigation_folds_a_group_and_shows_a_lone_section_itself():
    html = component("navigation", "/", site_agency=agency())
    assert re.findall(r"<summary[^>]*>([^<]+)</summary>", html) == ["Liên hệ"]
    assert re.findall(r'href="([^"]+)"', html) == ["/", "/tin-tuc/", "/lien-ket/", "/lien-he/"]


def test_pager_keeps_the_query_and_shows_neighbours_and_ends():
    items = Paginator(range(500), 10).page(25)
    html = component("pager", "/tim-kiem/?q=hoa+giai&trang=25", items=items)
    assert re.findall(r'aria-label="Trang (\d+)"', html) == [
        "1",
        "23",
        "24",
        "25",
        "26",
        "27",
        "50",
    ]
    assert re.findall(r'href="([^"]+)" rel="(\w+)"', html) == [
        ("?q=hoa+giai&amp;trang=24", "prev"),
        ("?q=hoa+giai&amp;trang=26", "next"),
    ]
    assert html.count("ellipsis") == 2


def test_pager_is_silent_for_one_page():
    assert component("pager", items=Paginator(range(3), 10).page(1)) == ""


def results(found, query):
    page = Paginator(found, 10).page(1)
    return render_to_string(
        "search/results.html",
        {"query": query, "total": len(found), "results": page, "site_agency": agency()},
    )


def test_search_without_a_hit_keeps_the_query_and_gives_advice():
    html = results([], '<script>"')
    assert html.count('value="&lt;script&gt;&quot;"') == 2
    assert "Không có kết quả cho “&lt;script&gt;&quot;”" in html
    assert "Gõ có dấu hay không dấu đều được" in html


@pytest.mark.parametrize("name", ["403.html", "404.html", "500.html", "search/results.html"])
def test_page_has_one_main_heading_and_one_main_part(name):
    html = render_to_string(name, {"site_agency": agency()})
    assert (html.count("<h1"), html.count("<main"), html.count('<html lang="vi"')) == (1, 1, 1)


def test_page_not_found_offers_a_search():
    html = render_to_string("404.html", {"site_agency": agency()})
    assert html.count('<form class="search-box" action="/tim-kiem/" method="get"') == 2
