"""Lists of documents and the search tool (S09, S15, S16, S17)."""

import pytest
from django.test import Client

from sections.legal_documents import LegalDocumentPage
from tests.factories import agency
from tests.sections.filled import fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask():
    """The text of an address of Quảng Trị, whose documents are public."""
    own = agency("QT")
    fill(own, "S15", "S16")
    client = Client(HTTP_HOST=own.site.hostname)

    def get(address, **parameters):
        answer = client.get(address, parameters)
        assert answer.status_code == 200
        return answer.content.decode()

    return get


IN_FORCE, ENDED, COMING = "quy-dinh-phan-cap-quan-ly", "quy-dinh-cu", "nghi-quyet-muc-ho-tro"
LETTER = "huong-dan-che-do-bao-cao"


def shown(html: str) -> set[str]:
    """The slugs of the documents that the list links to."""
    return {slug for slug in (IN_FORCE, ENDED, COMING, LETTER) if f"/{slug}/" in html}


@pytest.mark.clause("QT-5.1.a-3")
@pytest.mark.parametrize(
    ("parameters", "slugs"),
    [
        ({}, {IN_FORCE, ENDED, COMING, LETTER}),
        ({"q": "33/2026/qd-ubnd"}, {IN_FORCE}),
        ({"q": "33/2026"}, {IN_FORCE}),
        ({"q": "phan cap"}, {IN_FORCE}),
        ({"q": "khong co gi"}, set()),
        ({"nhom": "administrative"}, {LETTER}),
        ({"nhom": "legal", "hieu-luc": "ended"}, {ENDED}),
        ({"hieu-luc": "coming"}, {COMING}),
        ({"hieu-luc": "unknown"}, {LETTER}),
        ({"nam": "2018"}, {ENDED}),
        ({"nam": "20x8", "nhom": "x"}, {IN_FORCE, ENDED, COMING, LETTER}),
        ({"co-quan": "hội đồng"}, {COMING}),
    ],
)
def test_the_search_tool_finds(ask, parameters, slugs):
    assert shown(ask("/tim-van-ban/", **parameters)) == slugs


def test_the_search_tool_gives_what_it_found_as_a_file(ask):
    text = ask("/tim-van-ban/tai-ve/csv/", q="33/2026")
    lines = text.lstrip("\ufeff").splitlines()
    assert lines[0].startswith('"Số, ký hiệu",Loại,Trích yếu')
    assert len(lines) == 2
    assert lines[1].startswith("33/2026/QĐ-UBND,Quyết định")


@pytest.mark.clause("QT-5.1.a-2")
def test_a_document_offers_its_text_and_its_citation(ask):
    html = ask(f"/van-ban-phap-luat/{IN_FORCE}/")
    assert "Quyết định số 33/2026/QĐ-UBND ngày 15/06/2026" in html
    assert "Còn hiệu lực" in html
    assert "Quyết định 33/2026/QĐ-UBND (demo)" in html


def test_the_number_is_written_as_printed_when_a_draft_is_cleaned(ask):
    page = LegalDocumentPage.objects.get(slug=IN_FORCE)
    page.number = " 33 / 2018 /QĐ – UBND"
    page.full_clean()
    assert (page.number, page.number_key) == ("33/2018/QĐ-UBND", "33-2018-qd-ubnd")
