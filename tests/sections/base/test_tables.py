"""Tables held in one column: cells, rows, files that people upload, search, the editor's field."""

import json
from datetime import date, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from sections.base.tables import Column, TableField, search_rows
from sections.base.tables import reading as reading_module
from sections.base.tables.form import TableFormField
from sections.base.tables.reading import Unreadable, read_table
from sections.base.tables.rows import MAX_ROWS, clean_rows
from sections.base.tables.writing import empty_form, file_of
from sections.base.templatetags.tables import cells, dong
from tests import factories

STATUSES = ("Đang hoạt động", "Tạm ngừng")
COLUMNS = (
    Column("name", "Họ và tên", required=True),
    Column("licence", "Số thẻ"),
    Column("fee", "Phí", "number", unit="đồng"),
    Column("until", "Có giá trị đến", "date"),
    Column("status", "Tình trạng", "choice", choices=STATUSES),
    Column("note", "Ghi chú", "long"),
)
TABLE = "sections.JudicialSupportPage.rows"


def cell(kind, value, **more):
    return Column("cell", "Ô", kind, **more).clean(value)


def row(**filled):
    return {column.name: filled.get(column.name, "") for column in COLUMNS}


def workbook(*lines) -> bytes:
    book = Workbook()
    for line in lines:
        book.active.append(line)
    output = BytesIO()
    book.save(output)
    return output.getvalue()


@pytest.mark.parametrize(
    ("value", "number"),
    [
        ("1.234,5", 1234.5),
        ("1.234.567", 1234567),
        ("1 234,50", 1234.5),
        ("1234.5", 1234.5),
        ("0.125", 0.125),
        ("-12", -12),
        ("0", 0),
        (1.234, 1.234),
        (1234.0, 1234),
        (0, 0),
    ],
)
def test_numbers_are_read_as_vietnamese_people_and_programs_write_them(value, number):
    assert cell("number", value) == number
    assert type(cell("number", value)) is type(number)


@pytest.mark.parametrize(
    "value", ["1,234.5", "1e9", "1e999999", "1_000", "NaN", "Infinity", "mười", "1.23.4", "9" * 40]
)
def test_what_is_no_plain_number_is_refused(value):
    with pytest.raises(ValidationError, match="không phải là số"):
        cell("number", value)


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 1e300])
def test_a_number_that_cannot_be_kept_is_refused(value):
    with pytest.raises(ValidationError, match="số quá lớn"):
        cell("number", value)


@pytest.mark.parametrize(
    "value",
    ["5/2/2026", "05/02/2026", "2026-02-05", "05-02-2026", "5.2.2026", date(2026, 2, 5),
     datetime(2026, 2, 5, 8, 30)],  # noqa: DTZ001
)  # fmt: skip
def test_days_are_kept_in_iso_order(value):
    assert cell("date", value) == "2026-02-05"


@pytest.mark.parametrize("value", ["31/02/2026", "02/2026", "05/02/0026", "hôm nay"])
def test_what_is_no_day_is_refused(value):
    with pytest.raises(ValidationError, match="không phải là ngày"):
        cell("date", value)


def test_choices_are_found_whatever_their_accents_and_kept_as_listed():
    assert cell("choice", "ĐANG HOẠT ĐỘNG", choices=STATUSES) == "Đang hoạt động"
    with pytest.raises(ValidationError, match="«Đang hoạt động», «Tạm ngừng»"):
        cell("choice", "nghỉ", choices=STATUSES)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("phone", "0272 382 2222 (demo)", "gọi sau"),
        ("phone", "+84 272.382.2222", "()-"),
        ("email", "stp@longan.gov.vn", "stp@"),
        ("url", "https://longan.gov.vn/a", "javascript:alert(1)"),
        ("text", "a" * 500, "a" * 501),
    ],
)
def test_contacts_and_texts_have_their_form(kind, good, bad):
    assert cell(kind, good) == good
    with pytest.raises(ValidationError):
        cell(kind, bad)


def test_texts_are_kept_in_one_form():
    assert cell("text", "  Ho\u0300a\u200b  giải\n") == "Hòa giải"
    assert cell("long", "một\r\nhai") == "một\nhai"
    assert cell("text", 79.0) == "79"
    assert cell("text", True) == "có"
    assert cell("text", None) == ""


def test_cells_are_written_the_vietnamese_way():
    filled = row(name="<b>", fee=1234567.5, until="2026-02-05")
    assert [entry["shown"] for entry in cells(filled, COLUMNS)] == [
        "<b>", "", "1.234.567,5", "05/02/2026", "", "",
    ]  # fmt: skip
    assert dong(15000000) == "15.000.000 đồng"
    mail = cells({"mail": "a@b.vn"}, (Column("mail", "Thư", "email"),))[0]["shown"]
    assert mail == '<a href="mailto:a@b.vn">a@b.vn</a>'


def test_every_mistake_is_named_by_its_row_and_empty_rows_are_dropped():
    rows = [
        {"name": "An", "licence": "01", "fee": 0},
        {},
        {"name": "", "fee": "x"},
        {"name": "Bình", "licence": "01"},
        {"name": "Cúc", "unknown": "?"},
    ]
    cleaned, mistakes = clean_rows(COLUMNS, rows, key="licence")
    assert cleaned == [row(name="An", licence="01", fee=0), row(name="Cúc")]
    assert [(wrong.row, wrong.column) for wrong in mistakes] == [
        (3, "name"), (3, "fee"), (4, "licence"),
    ]  # fmt: skip
    assert mistakes[-1].message == "«Số thẻ»: «01» trùng với dòng 1."


def test_a_table_has_an_end():
    _rows, mistakes = clean_rows(COLUMNS, [{"name": "An"}] * (MAX_ROWS + 1))
    assert [wrong.message for wrong in mistakes] == ["Bảng có nhiều hơn 5.000 dòng."]


def test_a_workbook_is_read_below_its_title_in_any_order_of_columns():
    content = workbook(
        ["SỞ TƯ PHÁP"],
        ["Phí (đồng)", "STT", "HO VA TEN", "Có giá trị đến"],
        [1.234, 1, "An", datetime(2026, 2, 5)],  # noqa: DTZ001
        [None, 2, None, None],
        ["12,5", 3, "Bình", "6/2/2026"],
        ["x", 4, "Cúc", None],
    )
    rows, mistakes = read_table("danh sach.XLSX", content, COLUMNS)
    assert rows == [
        {
            "name": "An",
            "licence": "",
            "fee": 1.234,
            "until": "2026-02-05",
            "status": "",
            "note": "",
        },
        row(name="Bình", fee=12.5, until="2026-02-06"),
    ]
    assert [(wrong.row, wrong.column) for wrong in mistakes] == [(6, "fee")]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_is_read_with_its_separator_and_mark(separator):
    text = f'Họ và tên{separator}Ghi chú\r\nAn{separator}"một\r\nhai"\r\n'
    rows, mistakes = read_table("a.csv", text.encode("utf-8-sig"), COLUMNS)
    assert (rows, mistakes) == ([row(name="An", note="một\nhai")], [])


def test_what_is_downloaded_can_be_imported_again():
    rows = [
        row(name="An", licence="=1+1", fee=1.234, until="2026-02-05", status="Tạm ngừng"),
        row(name="Bình", fee=1500),
    ]
    content = file_of("xlsx", "Danh sách", "danh-sach", COLUMNS, rows).content
    again, mistakes = read_table("danh-sach.xlsx", content, COLUMNS)
    assert mistakes == []
    # What a spreadsheet would run as a formula comes back as the text that it was made.
    assert again == [{**rows[0], "licence": "'=1+1"}, rows[1]]


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.xls", b"x", "Hãy chọn tệp .xlsx hoặc .csv"),
        ("a.xlsx", b"no workbook", "Không đọc được tệp này"),
        ("a.csv", "Họ và tên".encode("utf-16"), "không phải bảng mã UTF-8"),
        ("a.csv", b"", "không có dòng nào"),
        ("a.csv", "Cột lạ\nAn".encode(), "còn thiếu «Họ và tên»"),
        ("a.csv", b"x" * (5 * 1024 * 1024 + 1), "lớn hơn 5 MB"),
        ("a.csv", ("Họ và tên\n" + "An\n" * 5001).encode(), "nhiều hơn 5.000 dòng"),
    ],
)
def test_what_cannot_be_read_says_why(name, content, reason):
    with pytest.raises(Unreadable, match=reason):
        read_table(name, content, COLUMNS)


def broken(replaced: str, by: bytes) -> bytes:
    """A workbook one of whose parts holds something else."""
    output = BytesIO()
    with ZipFile(BytesIO(workbook(["Họ và tên"], ["An"]))) as good, ZipFile(output, "w") as bad:
        for entry in good.infolist():
            bad.writestr(entry, by if entry.filename == replaced else good.read(entry))
    return output.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        broken("xl/worksheets/sheet1.xml", b"<worksheet><not closed"),
        broken("xl/workbook.xml", b"<workbook/>"),
        broken("[Content_Types].xml", b""),
        broken("xl/styles.xml", b"<styleSheet><cellXfs count='x'></styleSheet>"),
        workbook(["Họ và tên"])[:-200],
    ],
)
def test_a_broken_workbook_is_a_sentence_not_an_error(content):
    with pytest.raises(Unreadable, match="Không đọc được tệp này"):
        read_table("a.xlsx", content, COLUMNS)


def test_a_workbook_that_unpacks_to_too_much_is_not_unpacked():
    output = BytesIO()
    with ZipFile(output, "w", ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * (41 * 1024 * 1024))
    assert len(output.getvalue()) < reading_module.MAX_BYTES
    with pytest.raises(Unreadable, match="quá lớn khi mở ra"):
        read_table("a.xlsx", output.getvalue(), COLUMNS)


def test_the_form_to_fill_in_is_taken_back():
    content = empty_form("Danh sách", COLUMNS).content
    book = load_workbook(BytesIO(content))
    assert [entry.value for entry in book.worksheets[0][1]][:3] == [
        "Họ và tên",
        "Số thẻ",
        "Phí (đồng)",
    ]
    assert [entry.value for entry in book.worksheets[1][6]] == [
        "Tình trạng", None, "một trong: Đang hoạt động, Tạm ngừng",
    ]  # fmt: skip
    book.worksheets[0].append(["An"])
    output = BytesIO()
    book.save(output)
    assert read_table("mau.xlsx", output.getvalue(), COLUMNS) == ([row(name="An")], [])


ROWS = [
    row(name="Đặng Văn An", status="Đang hoạt động", fee=10),
    row(name="Nguyễn Ánh", status="Tạm ngừng", fee=9),
    row(name="Ân", status="Đang hoạt động"),
]


def names(parameters, **more):
    found, _facets = search_rows(ROWS, COLUMNS, ("status",), parameters, **more)
    return [entry["name"] for entry in found]


def test_words_are_found_without_accents_from_their_beginning():
    assert names({"q": "dang van"}) == ["Đặng Văn An"]
    assert names({"q": "AN"}) == ["Đặng Văn An", "Nguyễn Ánh", "Ân"]
    assert names({"q": "ặng"}) == []


def test_facets_count_what_the_other_choices_leave():
    found, (facet,) = search_rows(ROWS, COLUMNS, ("status",), {"status": "Tạm ngừng"})
    assert [entry["name"] for entry in found] == ["Nguyễn Ánh"]
    assert facet.options == [("Đang hoạt động", 2), ("Tạm ngừng", 1)]
    assert names({"status": "không có"}) == ["Đặng Văn An", "Nguyễn Ánh", "Ân"]


def test_a_choice_that_the_words_leave_empty_finds_nothing_and_stays_chosen():
    found, (facet,) = search_rows(
        ROWS, COLUMNS, ("status",), {"status": "Tạm ngừng", "q": "dang van"}
    )
    assert found == []
    assert facet.shown == [("Đang hoạt động", 1), ("Tạm ngừng", 0)]


def test_rows_are_sorted_by_the_alphabet_or_by_size():
    assert names({}, order="name") == ["Ân", "Đặng Văn An", "Nguyễn Ánh"]
    assert names({}, order="fee") == ["Nguyễn Ánh", "Đặng Văn An", "Ân"]


FIELD = TableFormField(columns=COLUMNS, key="licence", required=False)


def test_the_field_gives_back_what_was_typed_beside_its_mistakes():
    typed = json.dumps([{"name": "", "fee": "mười"}], ensure_ascii=False)
    with pytest.raises(ValidationError) as refused:
        FIELD.clean(typed)
    assert refused.value.messages == [
        "Dòng 1: «Họ và tên» không được để trống.",
        "Dòng 1: «Phí»: «mười» không phải là số; hãy viết như 1.234,5.",
    ]
    assert FIELD.widget.format_value(typed) == typed


def test_the_editor_carries_columns_and_rows_as_text():
    markup = BeautifulSoup(
        FIELD.widget.render("rows", [row(name="</textarea><script>")]), "html.parser"
    )
    assert json.loads(markup.textarea.text) == [row(name="</textarea><script>")]
    assert json.loads(markup.script.text)[2] == {
        "name": "fee", "label": "Phí (đồng)", "kind": "number", "required": False, "choices": [],
        "help": "",
    }  # fmt: skip
    assert markup.div["data-read-url"] == reverse("table_field_read")


@pytest.mark.parametrize("posted", ["{", '"chữ"', "[1]", "{}"])
def test_what_is_no_table_is_refused(posted):
    with pytest.raises(ValidationError, match="Không đọc được bảng"):
        FIELD.clean(posted)


def test_only_fifty_mistakes_are_listed():
    with pytest.raises(ValidationError) as refused:
        FIELD.clean(json.dumps([{"licence": "1"}] * 60))
    assert (len(refused.value.messages), refused.value.messages[-1]) == (51, "… và 10 lỗi khác.")


def test_a_table_has_changed_when_its_cells_have():
    stored = [row(name="An", fee=12.5)]
    assert not FIELD.has_changed(stored, json.dumps([{"name": " An ", "fee": "12,5"}, {}]))
    assert not FIELD.has_changed(None, "[]")
    assert FIELD.has_changed(stored, json.dumps([{"name": "An", "fee": "12,6"}]))
    assert FIELD.has_changed(stored, "{")


def test_the_model_field_cleans_keeps_numbers_and_offers_its_words_to_search():
    field = TableField("bảng", columns=COLUMNS)
    stored = field.clean([{"name": " An ", "fee": 1.234, "until": "5/2/2026"}], None)
    assert stored == [row(name="An", fee=1.234, until="2026-02-05")]
    assert field.clean(stored, None) == stored
    assert field.get_searchable_content(stored) == ["An 1,234 05/02/2026"]
    assert "columns" not in field.deconstruct()[3]
    with pytest.raises(ValidationError):
        field.clean([{"name": ""}, {"fee": 1}], None)


@pytest.fixture
def staff(client, db):
    client.force_login(factories.user("la-contributor"))
    return client


def read(client, content: bytes, name="danh-sach.xlsx", table=TABLE):
    upload = BytesIO(content)
    upload.name = name
    return client.post(reverse("table_field_read"), {"bang": table, "tep": upload})


@pytest.mark.clause("LA-4.20")
def test_a_register_is_imported_with_its_mistakes_row_by_row(staff):
    content = workbook(
        ["Họ tên hoặc tên tổ chức", "Đối tượng", "Lĩnh vực", "Số chứng chỉ, thẻ, giấy đăng ký",
         "Tình trạng", "Cấp ngày"],
        ["Nguyễn Văn Mẫu (demo)", "cá nhân", "luật sư", "01/DEMO", "đang hoạt động", "5/2/2026"],
        ["Trần Thị Ví Dụ (demo)", "Cá nhân", "Bác sĩ", "02/DEMO", "Đang hoạt động", None],
        ["Lê Văn Thử (demo)", "Cá nhân", "Luật sư", "01/demo", "Tạm ngừng", None],
    )  # fmt: skip
    answer = read(staff, content).json()
    assert [(entry["name"], entry["field"], entry["valid_from"]) for entry in answer["rows"]] == [
        ("Nguyễn Văn Mẫu (demo)", "Luật sư", "2026-02-05")
    ]
    assert [(wrong["row"], wrong["column"]) for wrong in answer["mistakes"]] == [
        (3, "field"), (4, "licence"),
    ]  # fmt: skip


def test_a_file_that_cannot_be_read_is_answered_in_words(staff):
    assert "Không đọc được tệp" in read(staff, b"x").json()["error"]
    answer = staff.post(reverse("table_field_read"), {"bang": TABLE})
    assert answer.json() == {"error": "Hãy chọn một tệp."}


@pytest.mark.parametrize(
    "table",
    ["", "a.b", "a.b.c", "sections.JudicialSupportPage.title", "sections.JudicialSupportPage.x",
     "agencies.User.password"],
)  # fmt: skip
def test_only_tables_are_read_and_offered(staff, table):
    assert read(staff, b"x", table=table).status_code == 404
    assert staff.get(reverse("table_field_form"), {"bang": table}).status_code == 404


def test_methods_are_kept_apart(staff):
    assert staff.get(reverse("table_field_read")).status_code == 405
    assert staff.post(reverse("table_field_form")).status_code == 405


def test_the_empty_form_is_offered(staff):
    answer = staff.get(reverse("table_field_form"), {"bang": TABLE})
    assert answer["Content-Disposition"].startswith('attachment; filename="mau-')
    assert load_workbook(BytesIO(answer.content)).sheetnames == ["Bảng", "Hướng dẫn"]


@pytest.mark.django_db
def test_only_signed_in_staff_reach_the_editor(client):
    for answer in (
        client.post(reverse("table_field_read"), {"bang": TABLE}),
        client.get(reverse("table_field_form"), {"bang": TABLE}),
    ):
        assert answer.status_code == 302
        assert answer.url.startswith("/admin/login/")
