"""The record of documents: numbers, days, status, citation."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from legal_docs.record import Status
from legal_docs.vocabulary import clean_number, folded_number, is_number
from sections.legal_documents import LegalDocumentPage


@pytest.mark.parametrize(
    "number",
    ["33/2018/QĐ-UBND", "105/QĐ-STP", "4946/BTTTT-CĐSQG", "64/2025/QH15", "03/VBHN-VPQH",
     "22/2023/TT-BTTTT", "30/2003/QĐ-UB", " 33 / 2018 / QĐ – UBND "],
)  # fmt: skip
def test_numbers_as_they_are_printed(number):
    assert is_number(number)


@pytest.mark.parametrize("number", ["", "QĐ-UBND", "33", "33/", "số 33 của tỉnh", "33/2018/"])
def test_what_is_no_number(number):
    assert not is_number(number)


def test_blanks_and_long_dashes_go():
    assert clean_number(" 33 / 2018/QĐ – UBND") == "33/2018/QĐ-UBND"
    assert folded_number("33/2018/QĐ-UBND") == "33-2018-qd-ubnd"


def test_status_changes_on_the_very_day():
    page = LegalDocumentPage(effective_from=date(2026, 7, 1), ended_from=date(2027, 1, 1))
    assert page.status_on(date(2026, 6, 30)) == Status.COMING
    assert page.status_on(date(2026, 7, 1)) == Status.IN_FORCE
    assert page.status_on(date(2026, 12, 31)) == Status.IN_FORCE
    assert page.status_on(date(2027, 1, 1)) == Status.ENDED
    assert LegalDocumentPage().status_on(date(2026, 1, 1)) == Status.UNKNOWN


def test_citation_names_kind_number_day_and_body():
    page = LegalDocumentPage(
        kind="decision",
        number="33/2018/QĐ-UBND",
        issued_on=date(2018, 2, 5),
        issuing_authority="Ủy ban nhân dân tỉnh",
    )
    assert page.citation == (
        "Quyết định số 33/2018/QĐ-UBND ngày 05/02/2018 của Ủy ban nhân dân tỉnh"
    )


def test_a_record_says_what_is_missing_or_impossible():
    tomorrow = timezone.localdate() + timedelta(days=1)
    assert {row.field for row in LegalDocumentPage().record_problems()} == {
        "number", "issued_on", "issuing_authority",
    }  # fmt: skip
    page = LegalDocumentPage(
        number="33 QĐ",
        issuing_authority="Sở",
        issued_on=tomorrow,
        effective_from=tomorrow - timedelta(days=2),
        ended_from=tomorrow - timedelta(days=3),
    )
    assert [row.field for row in page.record_problems()] == [
        "number", "issued_on", "effective_from", "ended_from",
    ]  # fmt: skip
