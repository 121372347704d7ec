"""Vietnamese text: normal form, folding, slugs, order."""

import json
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sections.base.forms import VietnameseSlugInput
from sections.base.text import clean_text, clean_values, fold, slugify, sort_key

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ "
)


@pytest.mark.clause("LA-2.3-3", "BP-4.1.a-2", "DL-10.2", "KT-9")
@given(st.text(alphabet=VIETNAMESE + VIETNAMESE.upper(), max_size=40))
def test_clean_text_gives_the_same_nfc_text_for_every_form(text):
    decomposed = unicodedata.normalize("NFD", text)
    assert clean_text(decomposed) == clean_text(text) == unicodedata.normalize("NFC", text)


def test_clean_text_drops_nul_and_invisible_characters_and_keeps_lines():
    assert clean_text("Sở\x00 Tư\u200b pháp\n\tLong An\ufeff") == "Sở Tư pháp\n\tLong An"


def test_clean_values_reaches_into_lists_and_mappings():
    nfd = unicodedata.normalize("NFD", "Đắk")
    assert clean_values({"a": [nfd, 1, None, {"b": nfd}]}) == {"a": ["Đắk", 1, None, {"b": "Đắk"}]}


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Quy chế hoạt động", "quy che hoat dong"),
        ("ĐĂNG KÝ HỘ TỊCH", "dang ky ho tich"),
        ("hoà giải", "hoa giai"),
        ("hòa giải", "hoa giai"),
        ("12/2026/QĐ-UBND", "12 2026 qd ubnd"),
        (unicodedata.normalize("NFD", "Đường Điện Biên Phủ"), "duong dien bien phu"),
        ('đăng "ký', "dang ky"),
        ("", ""),
    ],
)
def test_fold(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đắk Lắk: Quyết định", "dak-lak-quyet-dinh"),
        ("105/QĐ-STP", "105-qd-stp"),
        (unicodedata.normalize("NFD", "Đường thủy nội địa"), "duong-thuy-noi-dia"),
        ("…!?", ""),
    ],
)
def test_slugify(title, slug):
    assert slugify(title) == slug


def test_slugify_cuts_at_a_word_end():
    assert slugify("quyết định ban hành", max_length=12) == "quyet-dinh"
    assert slugify("a" * 30, max_length=10) == "a" * 10


def test_sort_key_follows_the_vietnamese_alphabet():
    words = [
        "An",
        "Ánh",
        "Ăn",
        "Ân",
        "Cà-Mau",
        "Cần-Thơ",
        "d",
        "Dương",
        "đ",
        "Đà-Nẵng",
        "Đắk-Lắk",
        "Điện-Biên",
        "e",
    ]
    backwards = words[::-1]
    assert sorted(backwards, key=sort_key) == words


def test_sort_key_orders_tones_and_ignores_their_placement():
    assert sorted(["mạ", "má", "mã", "mả", "mà", "ma"], key=sort_key) == [
        "ma",
        "mà",
        "mả",
        "mã",
        "má",
        "mạ",
    ]
    assert sort_key("hoà") == sort_key("hòa")


def test_slug_field_tells_the_browser_every_accented_letter():
    value = VietnameseSlugInput().attrs["data-w-slug-formatters-value"]
    formatters = str(json.loads(value))
    missing = [letter for letter in VIETNAMESE if not letter.isascii() and letter not in formatters]
    assert missing == []
