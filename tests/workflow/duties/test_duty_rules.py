"""Which deadlines run on a news item, read from each agency's own rule book."""

from datetime import date

import pytest

from sections.news import NewsPage
from workflow.duties.rules import rules_of, section_codes_of
from workflow.regulations.loader import CODES, load

DAY = date(2026, 11, 20)


def codes(agency: str, kind: str = "") -> list[str]:
    return [row.code for row in rules_of(load(agency), ["S04"], kind, DAY)]


@pytest.mark.parametrize("agency", CODES)
def test_a_news_item_belongs_to_the_news_section(agency):
    assert section_codes_of(NewsPage, load(agency)) == {"S04"}


@pytest.mark.clause("LA-9.2.a", "BP-9.3.a", "DL-10.3.a-1", "DL-13.1-1", "KT-11.2.b", "QT-5.3")
@pytest.mark.parametrize(
    ("agency", "expected"),
    [
        ("LA", ["D01"]),
        ("BP", ["D06"]),
        ("DL", ["D20", "D23"]),
        ("KT", ["D28"]),
        ("QT", ["D25"]),
    ],
)
def test_ordinary_news(agency, expected):
    assert codes(agency) == expected


@pytest.mark.clause("LA-9.2.c", "BP-9.3.đ-4", "DL-10.3.a-2", "DL-10.3.b", "KT-11.2.c")
@pytest.mark.parametrize(
    ("agency", "kind", "expected"),
    [
        ("LA", "important_event", ["D03"]),
        ("BP", "important_event", ["D13"]),
        ("DL", "foreign", ["D21", "D23"]),
        ("DL", "from_document", ["D22", "D23"]),
        ("KT", "important_event", ["D29"]),
        # A kind that the regulation does not know counts as ordinary.
        ("LA", "foreign", ["D01"]),
        ("QT", "foreign", ["D25"]),
    ],
)
def test_the_kind_of_the_item_picks_the_clock(agency, kind, expected):
    assert codes(agency, kind) == expected


def test_reports_and_answers_are_no_clocks_of_items():
    assert rules_of(load("BP"), ["S33"], "", DAY) == []
    assert rules_of(load("BP"), ["S21"], "", DAY) == []
