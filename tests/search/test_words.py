"""Words, numbers and the vector, without a database."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import query
from search.words import MAX_WORD, Word, number_key, vector, words_of
from sections.base.text import fold

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)


@given(st.text(alphabet=LETTERS + LETTERS.upper() + " 0123456789/-.,_\n"))
def test_folded_words_are_those_of_fold(text):
    for form in ("NFC", "NFD"):
        words = [word.folded for word in words_of(unicodedata.normalize(form, text))]
        assert words == [word[:MAX_WORD] for word in fold(text).split()]


def test_accents_take_nothing_from_a_long_word():
    word = "ấ" * 59 + "n0"
    assert [row.folded for row in words_of(word)] == ["a" * 59 + "n"]
    assert [row.folded for row in words_of("a" * 59 + "n0")] == ["a" * 59 + "n"]


@pytest.mark.parametrize(
    ("one", "other"), [("hoà", "hòa"), ("thuỷ", "thủy"), ("HOÁ", "hóa"), ("Đường", "đường")]
)
def test_tone_placement_and_case_make_no_difference(one, other):
    assert list(words_of(one)) == list(words_of(other))


def test_accents_tell_toned_words_apart():
    assert [word.toned for word in words_of("dao đao đạo đảo")] == ["dao", "đao", "đao5", "đao2"]
    assert {word.folded for word in words_of("dao đao đạo đảo")} == {"dao"}


@pytest.mark.parametrize(
    "typed",
    [
        "05/2026/QĐ-UBND",
        "5/2026/QĐ–UBND",
        "5 / 2026 / qđ - ubnd",
        "05 2026 qd ubnd",
        "05/2026/QD-UBND",
    ],
)
def test_number_has_one_key_however_it_is_typed(typed):
    assert number_key(typed) == "5 2026 qd ubnd"


def test_vector_gives_both_forms_the_same_places_and_the_title_weight():
    assert vector("Hoà giải", "Tổ hòa giải", ["12 qd ubnd"]) == (
        "'hoa':1A,6 '=hoa1':1A,6 'giai':2A,7 '=giai2':2A,7 'to':5 '=tô2':5 '#12 qd ubnd'"
    )


def test_vector_of_an_endless_text_stays_within_the_limits_of_the_database():
    literal = vector("a", "b " * 30_000 + "z", [])
    assert literal.count(",") == 2 * 254
    assert "'z' " in literal


def test_question_without_words_matches_nothing():
    assert query.parse("!!! … \x00").match == ""


def test_number_inside_a_question_may_be_met_by_words_or_by_the_number():
    asked = query.parse("quyết định số 05/QĐ-STP")
    assert asked.match == "'quyet' & 'dinh' & (('05' & 'qd' & 'stp') | '#5 qd stp':*)"
    assert asked.number == "'#5 qd stp':*"
    assert query.parse("105").number == "('#105' | '#105 ':*)"


def test_question_is_bounded():
    asked = query.parse("từ " * 500)
    assert len(asked.typed) == query.MAX_QUERY
    assert asked.phrase.count("<->") == query.MAX_WORDS - 1


def test_word_as_long_as_a_text_is_cut_alike_everywhere():
    long = "a" * 5000
    assert list(words_of(long)) == [Word("a" * 60, "a" * 60)]
