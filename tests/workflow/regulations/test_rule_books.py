"""What holds for the rule books of all agencies together."""

import unicodedata
from pathlib import Path

import pytest

from workflow.regulations import loader
from workflow.regulations.clauses import all_clauses
from workflow.regulations.contrast import contrast

FOLDER = Path(loader.__file__).parent
COMMON = ("S01", "S04", "S12", "S15", "S25", "S27", "S29", "S52")


@pytest.fixture(params=loader.CODES)
def book(request):
    return loader.load(request.param)


def test_every_agency_has_the_sections_that_all_share(book):
    carried = {section.code for section in book.sections if section.on}
    assert [code for code in COMMON if code not in carried] == []


def test_sections_stand_in_their_order(book):
    orders = [section.order for section in book.sections]
    assert orders == sorted(orders)


def test_no_two_agencies_look_alike():
    brands = {loader.load(code).look.brand for code in loader.CODES}
    assert len(brands) == len(loader.CODES)


def test_a_section_code_has_one_page_type_in_all_rule_books():
    types: dict[str, set[str]] = {}
    for code in loader.CODES:
        for section in loader.load(code).sections:
            types.setdefault(section.code, set()).add(section.page_type)
    assert {code: found for code, found in types.items() if len(found) > 1} == {}


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.toml")), ids=lambda path: path.name)
def test_files_are_nfc(path):
    text = path.read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)


def test_labels_begin_with_a_capital_and_end_without_a_full_stop(book):
    rows = [row for table in ("sections", "roles", "steps", "refusals", "deadlines", "principles")
            for row in getattr(book, table)]  # fmt: skip
    assert [row.label for row in rows if row.label[:1].islower() or row.label.endswith(".")] == []


def test_contrast_of_black_and_white():
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0
    assert contrast("#0b4f8a", "#0b4f8a") == 1.0


@pytest.mark.parametrize(
    ("clause", "article", "heading", "citation"),
    [
        ("LA-9.2.a", "9", "Điều 9", "điểm a khoản 2 Điều 9"),
        ("BP-9.3.đ-4", "9", "Điều 9", "điểm đ khoản 3 Điều 9"),
        ("LA-4.2", "4", "Điều 4", "khoản 2 Điều 4"),
        ("DL-6", "6", "Điều 6", "Điều 6"),
        ("BP-16-2", "16", "Điều 16", "Điều 16"),
        ("KT-20-1", "20", "Điều 20", "Điều 20"),
        ("KT-3.0", "3", "Điều 3", "Điều 3"),
        ("LA-QD.2", "QD", "Quyết định ban hành", "Điều 2 Quyết định ban hành"),
        ("LA-QD.0", "QD", "Quyết định ban hành", "Quyết định ban hành"),
        ("BP-SIG", "SIG", "Chữ ký số", "Chữ ký số trên quy chế"),
    ],
)
def test_clause_is_cited_as_vietnamese_texts_do(clause, article, heading, citation):
    found = all_clauses()[clause]
    assert (found.article, found.heading, found.citation) == (article, heading, citation)


def test_all_numbered_clauses_are_known():
    found = all_clauses()
    assert len(found) == 529
    assert [clause.position for clause in found.values()] == list(range(529))
