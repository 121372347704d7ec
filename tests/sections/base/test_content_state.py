"""Formatted text from the editor: cleaned, with bold, italic, lists and links where they were."""

import json
import unicodedata
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from sections.base.rich_text.content_state import cleaned_state, is_content_state

FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


def nfd(text: str) -> str:
    """`text` with every mark apart from its letter."""
    return unicodedata.normalize("NFD", text)


def block(
    text: str, kind: str = "unstyled", *, bold=(), italic=(), link=(), depth: int = 0
) -> dict:
    """A block as Draftail sends it; each of the rest is the (first, last + 1) unit it covers."""

    def over(span, **values) -> list[dict]:
        return [{"offset": span[0], "length": span[1] - span[0], **values}] if span else []

    return {
        "key": "a",
        "text": text,
        "type": kind,
        "depth": depth,
        "inlineStyleRanges": [*over(bold, style="BOLD"), *over(italic, style="ITALIC")],
        "entityRanges": over(link, key=0),
        "data": {},
    }


def state(*blocks: dict) -> str:
    """What Draftail sends for the blocks."""
    link = {"type": "LINK", "mutability": "MUTABLE", "data": {"url": "https://example.vn/a"}}
    return json.dumps({"blocks": blocks, "entityMap": {"0": link}}, ensure_ascii=False)


def html(value: str) -> str:
    """What the database would hold, without the keys of blocks."""
    stored = ContentstateConverter(FEATURES).to_database_format(cleaned_state(value))
    return stored.replace(' data-block-key="a"', "")


def span_of(text: str, words: str) -> tuple[int, int]:
    """Where `words` stand in `text`, in UTF-16 units."""
    first = text.index(words)
    units = len(text[:first].encode("utf-16-le")) // 2
    return units, units + len(words.encode("utf-16-le")) // 2


@pytest.mark.clause("LA-2.3-3", "BP-4.1.a-2", "DL-10.2", "KT-9")
def test_a_link_stays_on_its_words_when_letters_are_composed():
    text = nfd("Hội nghị: xem Quyết định số 12 của Sở")
    sent = state(
        block(
            text,
            link=span_of(text, nfd("Quyết định số 12")),
            bold=span_of(text, nfd("Hội nghị")),
            italic=span_of(text, nfd("Sở")),
        )
    )
    assert html(sent) == (
        "<p><b>Hội nghị</b>: xem "
        '<a href="https://example.vn/a">Quyết định số 12</a> của <i>Sở</i></p>'
    )


def test_unseen_characters_go_and_blanks_become_one_space():
    text = "Tư\u00a0 pháp\u00ad\u200b, \u200e hộ\u200c tịch rồi in đậm 🏛\ufe0f \u00a0"
    sent = state(block(text, bold=span_of(text, "in đậm")))
    assert html(sent) == "<p>Tư pháp, hộ tịch rồi <b>in đậm</b> 🏛\ufe0f</p>"


def test_empty_paragraphs_go():
    sent = state(block(""), block("Một"), block("\u00a0 "), block("Hai"), block("\u200b"))
    assert html(sent) == "<p>Một</p><p>Hai</p>"


def test_an_empty_text_stays_empty():
    cleaned = json.loads(cleaned_state(state(block(""), block(" "))))
    assert [row["text"] for row in cleaned["blocks"]] == [""]


def test_bullets_typed_as_text_become_a_list_and_dashes_do_not():
    first = "•\u00a0 Hộ tịch"
    sent = state(
        block(first, bold=span_of(first, "Hộ tịch")),
        block("\uf0b7 Chứng thực"),
        block("- Trợ giúp pháp lý"),
        block("• "),
        block("• Ở trong danh sách", kind="ordered-list-item"),
    )
    assert html(sent) == (
        "<ul><li><b>Hộ tịch</b></li><li>Chứng thực</li></ul>"
        "<p>- Trợ giúp pháp lý</p><p>•</p><ol><li>• Ở trong danh sách</li></ol>"
    )


def test_nested_points_keep_their_depth():
    sent = state(
        block("Một", kind="unordered-list-item"),
        block("Hai", kind="unordered-list-item", depth=1),
    )
    assert html(sent) == "<ul><li>Một<ul><li>Hai</li></ul></li></ul>"


def test_a_range_over_what_is_gone_goes_too():
    cleaned = json.loads(
        cleaned_state(state(block("Một\u200b\u200b hai", bold=(3, 5), link=(3, 4))))
    )
    (row,) = cleaned["blocks"]
    assert (row["inlineStyleRanges"], row["entityRanges"]) == ([], [])


def test_pictures_and_rules_between_paragraphs_are_left_alone():
    atomic = block(" ", kind="atomic", link=(0, 1))
    cleaned = json.loads(cleaned_state(state(atomic)))
    assert cleaned["blocks"] == [atomic]


@pytest.mark.parametrize(
    "value",
    [
        "Tin thường",
        '{"blocks": "không phải"}',
        '{"blocks": [{"text": 1}]}',
        '{"blocks": [{"type": "unstyled", "text": "a", "entityRanges": [{"offset": "x"}]}]}',
        '{"khác": []}',
        "{",
    ],
)
def test_other_values_are_no_formatted_text(value):
    assert not is_content_state(value)
    assert cleaned_state(value + "\u200b") == value


WORDS = st.text(
    alphabet="aăâeêộởđĐ .\u00a0\u200b\u00ad\u0323\u0302🏛" + nfd("ệữ"), min_size=1, max_size=30
)


@given(before=WORDS, inside=WORDS, after=WORDS)
def test_marked_words_are_the_same_words_after_cleaning(before, inside, after):
    # A mark at the start belongs to the letter before it.
    inside, after = f"x{inside}", f"yz{after}"
    text = before + inside + after
    first = len(before.encode("utf-16-le")) // 2
    last = first + len(inside.encode("utf-16-le")) // 2
    (row,) = json.loads(cleaned_state(state(block(text, bold=(first, last)))))["blocks"]
    units = row["text"].encode("utf-16-le")
    (found,) = row["inlineStyleRanges"]
    begin, end = found["offset"] * 2, (found["offset"] + found["length"]) * 2
    rest = [units[:begin], units[begin:end], units[end:]]
    (alone,) = json.loads(cleaned_state(state(block(f"x{inside[1:]}y"))))["blocks"]
    assert rest[1].decode("utf-16-le") + "y" == alone["text"]
    assert rest[2].decode("utf-16-le").startswith("y")


def test_cleaning_twice_changes_nothing():
    text = nfd("• Tư\u00a0pháp  và hộ tịch")
    once = cleaned_state(state(block(text, bold=span_of(text, nfd("pháp")))))
    assert cleaned_state(once) == once


def recorded(sample: str) -> list[str]:
    """The blocks stored of what Draftail sent in Chromium after `word/<sample>.html` was pasted."""
    sent = (Path(__file__).with_name("word") / f"{sample}.json").read_text(encoding="utf-8")
    stored = ContentstateConverter(FEATURES).to_database_format(cleaned_state(sent))
    text = BeautifulSoup(stored, "html.parser")
    for tag in text.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name == "href"}
    return [str(tag) for tag in text.find_all(recursive=False)]


def test_a_text_from_word():
    assert recorded("news") == [
        "<p><b>Hội nghị triển khai công tác tư pháp</b></p>",
        "<p>Sáng ngày 18/11/2026, Sở Tư pháp tổ chức hội nghị “triển khai công tác quý IV”. "
        '<i>Đồng chí Giámđốc</i> phátbiểu; xem <a href="https://example.vn/quyet-dinh-12">'
        "Quyết định số 12/QĐ-STP</a>.</p>",
        "<ul><li>Hoàn thiện thể chế</li><li>Phổ biến, giáo dục pháp luật"
        "<ul><li>Ở cơ sở</li></ul></li><li><b>Trợ giúp</b> pháp lý</li></ul>",
        "<p>Các bước:</p>",
        "<ol><li>Nộp hồ sơ</li><li>Nhận kết quả</li></ol>",
        "<p><b>Đơn vị</b></p>",
        "<p><b>Số việc</b></p>",
        "<p>Phòng Hành chính</p>",
        "<p>12</p>",
    ]


def test_a_text_from_word_in_the_browser():
    assert recorded("online") == [
        "<p><b>Kết quả nổi bật</b></p>",
        "<ul><li>Một cửa</li></ul>",
        "<p><i>Văn phòng Sở</i></p>",
    ]
