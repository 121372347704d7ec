"""Words of Vietnamese text as site search compares them.

Every word has two forms: folded (ASCII; accents, tone placement and đ/d make no difference) and
toned (accents count, tone placement does not). PostgreSQL's own parser breaks document numbers
at Đ, so it takes no part: the lexemes of the vector are made here.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from sections.base.text import fold

MAX_WORD = 60
# PostgreSQL keeps no greater position, and no more positions of one lexeme.
MAX_POSITION = 16_383
MAX_POSITIONS = 255
# Between title, summary and body, so that no phrase reaches across.
_GAP = 2

_RAW = re.compile(r"[^\W_]+")
_LETTERS = re.compile(r"(?:[a-z0-9đ][\u0300-\u036f]*)+")
_LETTER = re.compile(r"[a-z0-9đ][\u0300-\u036f]*")
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


class Word(NamedTuple):
    """A word for matching: `hòa` and `hoà` are `Word("hoa", "hoa1")`, `đi` is `("di", "đi")`."""

    folded: str
    toned: str


def words_of(text: str) -> Iterator[Word]:
    """The words of `text` in order; their folded forms are the words of `text.fold`."""
    for raw in _RAW.findall(unicodedata.normalize("NFC", text.casefold())):
        yield from _words(raw)


@lru_cache(maxsize=20_000)
def _words(raw: str) -> tuple[Word, ...]:
    decomposed = unicodedata.normalize("NFD", raw)
    return tuple(_word(_cut(letters)) for letters in _LETTERS.findall(decomposed))


def _cut(letters: str) -> str:
    """The first letters with their marks: however a word is accented, as many of it are kept."""
    if len(letters) <= MAX_WORD:
        return letters
    return "".join(_LETTER.findall(letters)[:MAX_WORD])


def _word(letters: str) -> Word:
    tones = [_TONES[char] for char in letters if char in _TONES]
    untoned = "".join(char for char in letters if char not in _TONES)
    return Word(fold(letters), unicodedata.normalize("NFC", untoned) + "".join(tones))


def number_key(number: str) -> str:
    """A document number however it is typed: `05/2026/QĐ–UBND` → `5 2026 qd ubnd`."""
    words = [word.folded for word in words_of(number)]
    return " ".join(word.lstrip("0") or "0" if word.isdigit() else word for word in words)


def vector(title: str, text: str, numbers: Iterable[str]) -> str:
    """The literal of a `tsvector`: words as `word` and `=toned`, numbers as `#key`.

    The title has weight A. Toned forms stand at the positions of the folded ones.
    """
    places: dict[Word, list[str]] = {}
    position = 0
    for weight, part in (("A", title), ("", text)):
        for word in words_of(part):
            position += 1
            marks = places.setdefault(word, [])
            if position <= MAX_POSITION and len(marks) < MAX_POSITIONS:
                marks.append(f"{position}{weight}")
        position += _GAP
    lexemes: dict[str, list[str]] = {}
    for word, marks in places.items():
        lexemes.setdefault(word.folded, []).extend(marks)
        lexemes[f"={word.toned}"] = marks
    for number in numbers:
        lexemes[f"#{number}"] = []
    return " ".join(
        f"'{lexeme}':{','.join(marks)}" if marks else f"'{lexeme}'"
        for lexeme, marks in lexemes.items()
    )
