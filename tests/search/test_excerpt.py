"""The marked part of a text."""

import pytest

from search.excerpt import LENGTH, excerpt


def test_words_are_marked_whatever_their_accents_and_neighbours_together():
    text = "Tổ hoà giải ở cơ sở."
    assert excerpt(text, ("hoa", "giai", "co")) == "Tổ <mark>hoà giải</mark> ở <mark>cơ</mark> sở."


def test_only_whole_words_are_marked():
    assert excerpt("đường dây nong", ("uong", "day")) == "đường <mark>dây</mark> nong"


@pytest.mark.parametrize("bad", ["<script>alert(1)</script>", "a & b < c", '" onclick="x'])
def test_text_is_escaped_inside_and_outside_of_marks(bad):
    shown = excerpt(f"{bad} tin {bad}", ("tin", "script", "alert"))
    plain = shown.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert '"' not in plain


def test_the_stretch_with_most_of_the_words_is_shown_without_cut_words():
    text = "mở đầu hòa " + "khác " * 200 + "Tổ hòa giải cơ sở họp " + "nữa " * 200
    shown = excerpt(text, ("hoa", "giai", "so"))
    assert "<mark>hòa giải</mark> cơ <mark>sở</mark>" in shown
    assert shown.startswith("… ")
    assert shown.endswith("nữa …")
    assert len(shown.replace("<mark>", "").replace("</mark>", "")) <= LENGTH + 4


def test_without_a_match_the_beginning_is_shown():
    assert excerpt("Tóm tắt của tin.", ("khac",)) == "Tóm tắt của tin."
    assert excerpt("", ("khac",)) == ""


def test_endless_word_is_cut():
    assert len(excerpt("x" * 5000, ("khac",))) < LENGTH + 4
