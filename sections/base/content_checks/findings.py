"""Looks through a page as it stands in memory; writes and asks nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .parts import Heading, Part, Picture, RichText, Table, parts_of, words_of
from .words import credit_in, is_shouted, is_vague_alt, is_vague_link

# In Vietnamese words (syllables) about a minute's reading.
LONG_PARAGRAPH = 250
# A bold line of at most so many letters that ends without a full stop is read as a heading.
HEADING_LENGTH = 100


class Kind(StrEnum):
    """What is wrong."""

    ALT_MISSING = "alt_missing"
    ALT_VAGUE = "alt_vague"
    LINK_EMPTY = "link_empty"
    LINK_VAGUE = "link_vague"
    HEADING_EMPTY = "heading_empty"
    HEADING_JUMP = "heading_jump"
    HEADING_FAKED = "heading_faked"
    CAPITALS = "capitals"
    COLUMN_UNNAMED = "column_unnamed"
    SOURCE_MISSING = "source_missing"
    LONG = "long"


_WORDS = {
    Kind.ALT_MISSING: (
        "Ảnh chưa có mô tả",
        "Viết một câu nói ảnh cho thấy gì; người không nhìn thấy ảnh sẽ nghe đọc câu này.",
    ),
    Kind.ALT_VAGUE: (
        "Mô tả ảnh không nói ảnh cho thấy gì",
        "Thay tên tệp hoặc chữ «ảnh» bằng một câu tả ảnh.",
    ),
    Kind.LINK_EMPTY: ("Liên kết không có chữ", "Viết chữ cho liên kết, hoặc bỏ liên kết."),
    Kind.LINK_VAGUE: (
        "Chữ của liên kết không nói dẫn đến đâu",
        "Đặt liên kết vào tên văn bản hoặc tên trang: người dùng trình đọc màn hình nghe các "
        "liên kết tách khỏi câu.",
    ),
    Kind.HEADING_EMPTY: ("Tiêu đề mục trống", "Viết tiêu đề, hoặc bỏ khối."),
    Kind.HEADING_JUMP: (
        "Mục nhỏ đứng trước mọi mục lớn",
        "Chọn cấp «Mục lớn», hoặc thêm một mục lớn ở trước.",
    ),
    Kind.HEADING_FAKED: (
        "Dòng chữ đậm dùng thay tiêu đề",
        "Dùng khối «Tiêu đề mục» để mục lục và trình đọc màn hình thấy tiêu đề này.",
    ),
    Kind.CAPITALS: (
        "Tiêu đề viết toàn chữ hoa",
        "Viết chữ thường, chỉ viết hoa chữ đầu và tên riêng: chữ hoa khó đọc.",
    ),
    Kind.COLUMN_UNNAMED: ("Bảng có cột không tên", "Ghi tên cho mọi cột của bảng."),
    Kind.SOURCE_MISSING: (
        "Tin lấy lại từ nơi khác mà chưa ghi nguồn",
        "Ghi ô «Nguồn» (cùng địa chỉ, ngày đăng nếu quy chế yêu cầu).",
    ),
    Kind.LONG: ("Đoạn văn quá dài", "Tách đoạn, hoặc chuyển thành danh sách."),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at again; nothing is refused for it. `shown` quotes the text."""

    kind: Kind
    field: str
    where: str
    shown: str = ""

    @property
    def message(self) -> str:
        """What is wrong, in a few words."""
        return _WORDS[self.kind][0]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return _WORDS[self.kind][1]


def findings_of(page) -> list[Finding]:
    """What an editor should look at again in `page`, in the order of reading."""
    found = []
    if is_shouted(page.title or ""):
        found.append(Finding(Kind.CAPITALS, "title", "Tiêu đề", page.title))
    parts = list(parts_of(page))
    for number, part in enumerate(parts):
        for kind, shown in _CHECKS[type(part)](part, parts[:number], parts[number + 1 :]):
            found.append(Finding(kind, part.field, part.where, _short(shown)))
    found.extend(_of_source(page, parts))
    return found


def _of_picture(part: Picture, _before, _after) -> Iterator[tuple[Kind, str]]:
    if not part.alt.strip():
        yield Kind.ALT_MISSING, ""
    elif is_vague_alt(part.alt):
        yield Kind.ALT_VAGUE, part.alt


def _of_heading(part: Heading, before: list[Part], _after) -> Iterator[tuple[Kind, str]]:
    if not part.text.strip():
        yield Kind.HEADING_EMPTY, ""
    elif is_shouted(part.text):
        yield Kind.CAPITALS, part.text
    of_field = [row for row in before if isinstance(row, Heading) and row.field == part.field]
    if part.level > (of_field[-1].level if of_field else 1) + 1:
        yield Kind.HEADING_JUMP, part.text


def _of_table(part: Table, _before, _after) -> Iterator[tuple[Kind, str]]:
    if any(not name.strip() for name in part.columns):
        yield Kind.COLUMN_UNNAMED, ""


def _of_text(part: RichText, _before, after: list[Part]) -> Iterator[tuple[Kind, str]]:
    for link in part.soup.find_all("a"):
        words = words_of(link)
        if not words:
            yield Kind.LINK_EMPTY, ""
        elif is_vague_link(words):
            yield Kind.LINK_VAGUE, words
    paragraphs = part.paragraphs
    for number, tag in enumerate(paragraphs):
        words = words_of(tag)
        if len(words.split()) > LONG_PARAGRAPH:
            yield Kind.LONG, words
        is_followed = number + 1 < len(paragraphs) or any(row.field == part.field for row in after)
        if is_followed and tag.name == "p" and _is_like_a_heading(tag, words):
            yield Kind.HEADING_FAKED, words


def _is_like_a_heading(tag, words: str) -> bool:
    bold = "".join(words_of(part) for part in tag.find_all(["b", "strong"])).replace(" ", "")
    is_all_bold = bold == words.replace(" ", "")
    return is_all_bold and len(words) <= HEADING_LENGTH and words[-1] not in ".:;,!?…"


def _of_source(page, parts: list[Part]) -> Iterator[Finding]:
    """An item that names another publisher, in its record or its text, has a source."""
    if not page.is_item or page.source_name.strip():
        return
    if page.source_url or page.source_published_on:
        yield Finding(Kind.SOURCE_MISSING, "source_name", "Nguồn", page.source_url)
        return
    for part in parts:
        if not isinstance(part, RichText):
            continue
        for tag in part.paragraphs:
            if credit := credit_in(words_of(tag)):
                yield Finding(Kind.SOURCE_MISSING, "source_name", part.where, _short(credit))
                return


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:79].rstrip()}…"


_CHECKS = {
    Picture: _of_picture,
    Heading: _of_heading,
    Table: _of_table,
    RichText: _of_text,
}
