"""The approval sheet as PDF: real letters, whole notes, every page with its head and foot."""

import pytest

from tests.factories import publish_news, user
from tests.workflow.desk.pdf_text import pages_of
from tests.workflow.desk.sheets import (
    TITLE,
    decision,
    pdf_pages,
    returned_item,
    sheet_url,
    shown,
    signed_in,
    squeezed,
)
from workflow.approval.decision import Decision
from workflow.audit.models import Entry
from workflow.desk.sheet import words
from workflow.desk.sheet.paper import COLUMNS, MOTTO, sheet_of

pytestmark = pytest.mark.django_db


def test_the_pdf_says_in_real_letters_what_the_page_says():
    page = publish_news("LA", title=TITLE)
    response = signed_in("la-head").get(sheet_url(page.pk, "sheet_pdf"))
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        'attachment; filename="phieu-duyet-hoi-nghi-trien-khai-cong-tac-tu-phap.pdf"'
    )
    assert "no-store" in response["Cache-Control"]
    told = squeezed("".join(pages_of(response.content)))
    rows = list(Decision.objects.filter(page_id=page.pk))
    expected = [
        *MOTTO,
        "SỞ TƯ PHÁP TỈNH TÂY NINH",
        "PHIẾU DUYỆT ĐĂNG TIN, BÀI",
        TITLE,
        "người in: " + user("la-head").full_name,
        words.hash_groups(rows[-1].content_hash),
        *(row.actor_name for row in rows),
        *(words.moment_words(row.at) for row in rows),
    ]
    assert [text for text in expected if squeezed(text) not in told] == []
    # The letters travel with the file: no reader has to have them.
    assert response.content.count(b"/FontFile2") == 2


def test_the_longest_acts_are_laid_out_whole_on_as_many_pages_as_they_need():
    title = ("Hội nghị triển khai công tác tư pháp và tập huấn nghiệp vụ hộ tịch " * 4)[
        :255
    ].strip()
    note = ("Đề nghị rà soát <b>số liệu</b> & ghi rõ nguồn; " * 100)[:3990].strip()
    rows = [
        decision(number, item_title=title, note=f"{note} Hết {number}.") for number in range(1, 31)
    ]
    pages = pdf_pages(*rows)
    whole = squeezed("".join(body_of(page) for page in pages))
    for number in range(1, 31):
        assert squeezed(f"Ý kiến: {note} Hết {number}.") in whole
    assert squeezed(title) in squeezed(pages[0])
    count = len(pages)
    assert count > 20
    assert [page.count(f"Trang {number}/{count}") for number, page in enumerate(pages, 1)] == (
        [1] * count
    )


def body_of(page: str) -> str:
    """A page without the head of the table and without its foot."""
    head = "\n".join(COLUMNS)
    return page.partition(head)[2].partition("\nTrang ")[0] if head in page else page


def test_the_head_of_the_table_stands_on_every_page_with_acts():
    pages = pdf_pages(*(decision(number, note="Đồng ý đăng.") for number in range(1, 31)))
    assert len(pages) > 2
    assert [("\n".join(COLUMNS) in page) for page in pages] == [True] * len(pages)


def test_words_without_blanks_are_cut_to_the_width():
    title = "Ă" * 255
    (page,) = pdf_pages(decision(1, item_title=title, note="https://example.org/" + "a" * 300))
    assert title in squeezed(page)
    assert "https://example.org/" + "a" * 300 in squeezed(page)
    assert max(len(line) for line in page.splitlines()) < 120


def test_a_title_without_letters_still_names_the_file():
    assert sheet_of([decision(1, item_title="…")], {}).file_name == "phieu-duyet-khong-ten.pdf"


def test_taking_the_file_away_is_recorded_and_looking_is_not():
    page = returned_item()
    printed = Entry.objects.filter(action="approval.sheet_printed")
    shown("la-head", page.pk)
    signed_in("bp-head").get(sheet_url(page.pk, "sheet_pdf"))
    assert not printed.exists()
    signed_in("la-head").get(sheet_url(page.pk, "sheet_pdf"))
    entry = printed.get()
    run = Decision.objects.filter(page_id=page.pk).first().run_id
    assert (entry.actor_id, entry.agency_code, entry.subject_id, entry.subject_title) == (
        user("la-head").pk,
        "LA",
        str(page.pk),
        TITLE,
    )
    assert entry.data == {"run": run}
    assert entry.note == f"Lượt duyệt số {run}; 2 dòng"


def test_only_reading_is_answered():
    page = returned_item()
    for name in ("sheet", "sheet_pdf"):
        assert signed_in("la-head").post(sheet_url(page.pk, name)).status_code == 405


def test_the_number_of_queries_does_not_grow_with_the_acts(django_assert_max_num_queries):
    page = publish_news("BP")
    client = signed_in("bp-head")
    client.get(sheet_url(page.pk))
    with django_assert_max_num_queries(25):
        client.get(sheet_url(page.pk))
