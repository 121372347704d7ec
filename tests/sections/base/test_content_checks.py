"""What an editor should look at again: each kind found, and nothing else alarmed."""

import pytest

from sections.base.content_checks.findings import Kind, findings_of
from sections.base.content_checks.words import credit_in, is_shouted, is_vague_alt, is_vague_link
from sections.news import NewsIndexPage, NewsPage

# A page in memory asks for its content type.
pytestmark = pytest.mark.django_db


def item(*blocks, **fields) -> NewsPage:
    """An item in memory with these blocks as its body."""
    return NewsPage(**{"title": "Hội nghị tổng kết", "body": list(blocks), **fields})


def text(html: str) -> tuple[str, str]:
    """A block of formatted text."""
    return ("paragraph", html)


def heading(words: str, level: str = "2") -> tuple[str, dict]:
    """A heading block."""
    return ("heading", {"text": words, "level": level})


def kinds(page) -> list[Kind]:
    """The kinds found, in order."""
    return [found.kind for found in findings_of(page)]


PLAIN = text("<p>Sáng nay, hội nghị diễn ra tại trụ sở.</p>")


def test_a_plain_item_is_not_alarmed():
    page = item(
        PLAIN,
        heading("Kết quả năm 2026"),
        text('<p>Xem <a href="https://example.vn">Quyết định số 12/QĐ-UBND</a>.</p>'),
        heading("Chỉ tiêu", "3"),
        text("<ul><li><b>Hộ tịch</b>: 1.200 việc;</li><li>chứng thực: 900 việc.</li></ul>"),
        heading("Phương hướng"),
        text("<p><b>Lưu ý:</b></p><p>Nộp báo cáo theo mẫu (theo Thông tư số 01/2026/TT-BTP).</p>"),
    )
    assert findings_of(page) == []


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<p>Mời xem <a href="https://example.vn">tại đây</a>.</p>', Kind.LINK_VAGUE),
        ('<p><a href="https://example.vn"><b>TẠI ĐÂY</b></a></p>', Kind.LINK_VAGUE),
        ('<p>Mời xem <a linktype="page" id="3">xem chi tiết.</a></p>', Kind.LINK_VAGUE),
        ('<p>Mời xem <a href="https://example.vn"></a></p>', Kind.LINK_EMPTY),
        ('<p>Mời xem <a href="https://example.vn">\u00a0\u200b</a></p>', Kind.LINK_EMPTY),
        ("<p><b>Kết quả công tác hộ tịch</b></p><p>Đã làm 90 việc.</p>", Kind.HEADING_FAKED),
        (f"<p>{'chữ ' * 251}</p>", Kind.LONG),
    ],
)
def test_formatted_text(html, kind):
    assert kinds(item(text(html))) == [kind]


def test_a_bold_line_at_the_end_is_a_signature():
    assert kinds(item(PLAIN, text("<p><b>Văn phòng Sở</b></p>"))) == []


@pytest.mark.parametrize(
    ("levels", "found"),
    [("23", []), ("2323", []), ("3", [Kind.HEADING_JUMP]), ("32", [Kind.HEADING_JUMP])],
)
def test_heading_levels(levels, found):
    assert kinds(item(*(heading(f"Mục {level}", level) for level in levels))) == found


def test_headings_without_words_or_in_capitals():
    found = kinds(item(heading(" "), heading("KẾT QUẢ THỰC HIỆN")))
    assert found == [Kind.HEADING_EMPTY, Kind.CAPITALS]


def picture(alt: str) -> tuple[str, dict]:
    """A picture block; a draft may lack the picture's description."""
    return ("image", {"image": None, "alt": alt, "caption": "Chú thích"})


@pytest.mark.parametrize(
    ("alt", "found"),
    [
        ("", [Kind.ALT_MISSING]),
        ("IMG_2045.JPG", [Kind.ALT_VAGUE]),
        ("Hình ảnh", [Kind.ALT_VAGUE]),
        ("Giám đốc Sở phát biểu tại hội nghị", []),
    ],
)
def test_descriptions_of_pictures(alt, found):
    assert kinds(item(picture(alt))) == found
    gallery = ("gallery", [picture("Toàn cảnh hội nghị")[1], picture(alt)[1]])
    assert kinds(item(gallery)) == found


def test_the_illustration_needs_a_description():
    (found,) = findings_of(item(PLAIN, illustration_id=1))
    assert (found.kind, found.field) == (Kind.ALT_MISSING, "illustration_alt")
    assert kinds(item(PLAIN, illustration_id=1, illustration_alt="Toàn cảnh hội nghị")) == []


def test_columns_without_a_name():
    column = {"type": "text", "heading": ""}
    table = {"columns": [column], "rows": [{"values": ["a"]}], "caption": ""}
    page = item()
    page.body = page.body.stream_block.to_python([{"type": "table", "value": table}])
    assert kinds(page) == [Kind.COLUMN_UNNAMED]


@pytest.mark.parametrize(
    ("title", "shouted"),
    [
        ("HỘI NGHỊ TỔNG KẾT CÔNG TÁC TƯ PHÁP", True),
        ("THÔNG BÁO", True),
        ("QUYẾT ĐỊNH SỐ 12/QĐ-UBND", True),
        ("LE KHAI MAC HOI THAO", True),
        ("Hội nghị tổng kết", False),
        ("UBND tỉnh họp phiên thường kỳ", False),
        ("TTHC, DVC", False),
        ("QĐ-UBND 12/2026", False),
        ("KẾ HOẠCH về việc tuyên truyền pháp luật năm 2026", False),
        ("ISO 9001:2015", False),
        ("", False),
    ],
)
def test_capitals(title, shouted):
    assert is_shouted(title) is shouted
    assert (kinds(item(title=title)) == [Kind.CAPITALS]) is shouted


@pytest.mark.parametrize(
    "credit",
    [
        "Nguồn: Báo Nhân Dân",
        "(Nguồn: baochinhphu.vn)",
        "(Theo Báo Long An)",
        "Theo TTXVN",
        "Theo: Cổng Thông tin điện tử Chính phủ.",
        "Kỳ họp bế mạc chiều cùng ngày. (Theo VnExpress)",
    ],
)
def test_an_item_taken_from_elsewhere_needs_a_source(credit):
    assert credit_in(credit)
    taken = item(PLAIN, text(f"<p>{credit}</p>"))
    (found,) = findings_of(taken)
    assert (found.kind, found.field) == (Kind.SOURCE_MISSING, "source_name")
    taken.source_name = "Báo Nhân Dân"
    assert findings_of(taken) == []


@pytest.mark.parametrize(
    "words",
    [
        "Theo báo cáo của Sở Tư pháp, năm 2026 có 1.200 việc.",
        "(Theo báo cáo số 12/BC-STP)",
        "Theo Quyết định số 12/QĐ-UBND, hồ sơ nộp qua Cổng thông tin của tỉnh trước ngày 30.",
        "(theo mẫu kèm theo)",
        "(theo Quyết định đăng trên Cổng thông tin điện tử tỉnh)",
        "Nguồn lực: 12 tỷ đồng.",
        "Theo ông A, nguồn: vốn đầu tư công được giao từ đầu năm và được phân bổ cho các xã,"
        " phường theo tiến độ; việc giải ngân do kho bạc theo dõi hằng tháng trong cả năm.",
    ],
)
def test_citing_a_document_is_not_taking_an_item(words):
    assert credit_in(words) == ""


def test_an_address_of_a_source_needs_its_name():
    found = kinds(item(PLAIN, source_url="https://nhandan.vn/tin"))
    assert found == [Kind.SOURCE_MISSING]


def test_a_section_page_needs_no_source():
    page = NewsIndexPage(title="Tin tức")
    assert findings_of(page) == []


@pytest.mark.parametrize("words", ["Tại đây", "TẠI ĐÂY!", "xem chi tiết…", "Ở ĐÂY", "click here"])
def test_vague_links(words):
    assert is_vague_link(words)


@pytest.mark.parametrize("words", ["Luật Đất đai", "Tải về báo cáo quý III", "", "Dạy học"])
def test_links_that_say_something(words):
    assert not is_vague_link(words)


@pytest.mark.parametrize("words", ["DSC00123", "hop-bao.png", "Ảnh minh họa", "zalo 123"])
def test_vague_descriptions(words):
    assert is_vague_alt(words)


def test_a_finding_says_where_and_what_to_do():
    (found,) = findings_of(item(PLAIN, text('<p><a href="/x">tại đây</a></p>')))
    assert found.where == "Nội dung, khối 2 (Đoạn văn)"
    assert found.shown == "tại đây"
    assert found.message == "Chữ của liên kết không nói dẫn đến đâu"
    assert found.advice.startswith("Đặt liên kết vào tên văn bản")
