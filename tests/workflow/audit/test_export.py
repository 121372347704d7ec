"""The record as a file: the rows that were asked for, as text, and a row about taking them."""

from datetime import datetime
from io import BytesIO
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from tests.factories import user
from workflow.audit import export
from workflow.audit.models import Entry
from workflow.audit.recording import record

pytestmark = pytest.mark.django_db


def post(client, **asked):
    return client.post(f"{reverse('audit:export')}?{urlencode(asked)}", follow=True)


def sheet_of(response):
    return load_workbook(BytesIO(b"".join(response.streaming_content))).active


def add(title: str, **values) -> Entry:
    return record("page.edited", agency_code="LA", subject_title=title, **values)


def test_file_has_vietnamese_headings_and_the_rows_asked_for(signed_in):
    entry = add(
        "Tin xuất",
        actor=user("la-member"),
        section_code="S04",
        ground="Lý do (LA-9)",
        note="Ghi chú",
        at=datetime(2026, 2, 5, 8, 30, 1, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh")),
        content_hash="ab" * 32,
    )
    add("Tin khác")

    response = post(signed_in("la-head"), q="Tin xuất")

    rows = [[cell.value for cell in row] for row in sheet_of(response).iter_rows()]
    assert rows[0] == list(export.HEADINGS)
    assert len(rows) == 2
    told = dict(zip(rows[0], rows[1], strict=True))
    assert told["Số thứ tự ghi"] == str(entry.pk)
    assert told["Thời điểm"] == "05/02/2026 08:30:01"
    assert told["Người thực hiện"] == user("la-member").get_full_name()
    assert told["Việc"] == "sửa trang"
    assert told["Đối tượng"] == "Tin xuất"
    assert told["Lý do theo quy chế"] == "Lý do (LA-9)"
    assert told["Ghi chú"] == "Ghi chú"
    assert told["Dấu nội dung (SHA-256)"] == "ab" * 32


def test_every_cell_is_text_even_what_looks_like_a_formula_or_an_error(signed_in):
    add("=1+1", note="#N/A")
    add("@SUM(A1)", note="chuông \x07 reo")

    sheet = sheet_of(post(signed_in("la-head"), action="page.edited"))

    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    values = {cell.value for cell in cells}
    assert {"=1+1", "#N/A", "@SUM(A1)", "chuông  reo"} <= values


def test_file_is_named_after_agency_and_day(signed_in):
    add("Tin")
    day = f"{timezone.localdate():%Y-%m-%d}"

    own = post(signed_in("la-head"))
    everything = post(signed_in("quan-tri"))
    one_agency = post(signed_in("quan-tri"), agency="LA")

    assert [response["Content-Disposition"] for response in (own, everything, one_agency)] == [
        f'attachment; filename="nhat-ky-{name}-{day}.xlsx"' for name in ("la", "tat-ca", "la")
    ]
    assert own["Content-Type"] == export.CONTENT_TYPE


def test_export_is_itself_recorded_with_what_was_asked(signed_in):
    add("Tin")

    post(signed_in("la-head"), q="tin", action="page.edited", since="01/01/2026")

    last = Entry.objects.latest("pk")
    assert (last.action, last.agency_code, last.actor_id, last.address) == (
        "audit.exported",
        "LA",
        user("la-head").pk,
        "203.0.113.7",
    )
    assert last.note == "1 dòng; Việc: sửa trang; Từ ngày: 01/01/2026; Tên đối tượng: tin"
    assert last.data["rows"] == 1


def test_file_holds_no_row_of_another_agency(signed_in):
    record("page.edited", agency_code="BP", subject_title="Tin của Bình Phước")
    add("Tin của Long An")

    sheet = sheet_of(post(signed_in("la-head"), action="page.edited"))

    assert {row[2].value for row in sheet.iter_rows(min_row=2)} == {"LA"}


def test_too_many_rows_are_refused_with_the_numbers_and_nothing_is_recorded(signed_in, monkeypatch):
    monkeypatch.setattr(export, "MAX_ROWS", 2)
    for number in range(3):
        add(f"Tin {number}")

    response = post(signed_in("la-head"), action="page.edited", q="tin")

    assert "Có 3 dòng, mỗi tệp chứa nhiều nhất 2 dòng." in response.content.decode()
    assert response.request["QUERY_STRING"] == urlencode({"action": "page.edited", "q": "tin"})
    assert not Entry.objects.filter(action="audit.exported").exists()


def test_nothing_to_export_and_a_bad_question_lead_back_to_the_list(signed_in):
    client = signed_in("la-head")

    nothing = post(client, q="không có tin nào như thế")
    bad = post(client, since="31/02/2026")

    assert "Không có dòng nào để xuất." in nothing.content.decode()
    assert "Hãy ghi ngày theo dạng" in bad.content.decode()
    assert not Entry.objects.filter(action="audit.exported").exists()


def test_export_is_not_done_by_following_a_link(signed_in):
    assert signed_in("la-head").get(reverse("audit:export")).status_code == 405
