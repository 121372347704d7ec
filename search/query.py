"""What a reader typed, as questions to the vectors of `words.vector`."""

import re
from dataclasses import dataclass

from sections.base.text import clean_text

from .words import Word, number_key, words_of

MAX_QUERY = 200
MAX_WORDS = 12

_NUMBER = re.compile(
    r"(?:\bs(?:ố|o)\s*:?\s*)?(?<!\w)"
    r"(\d{1,6}(?:\s*/\s*\d{4})?\s*[/‐‑–—-]\s*[^\W\d_]\w*(?:\s*[/.‐‑–—-]\s*\w+)*)",  # noqa: RUF001
    re.IGNORECASE,
)
# 105 qd stp, so 105: nothing but a number, without its strokes.
_BARE_NUMBER = re.compile(r"\s*(?:s(?:ố|o)\s*:?\s*)?(\d{1,6}(?:\s+\w+){0,5})\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Query:
    """`tsquery` literals; all but `match` only put the better hits first and may be empty.

    `match`: every word, or the number. `number`: the number typed. `exact`: as typed, side by
    side. `accented`: the typed accents. `phrase`: side by side, accents aside. `title`: every
    word in the title. `folded`: the words for marking.
    """

    typed: str
    folded: tuple[str, ...] = ()
    match: str = ""
    number: str = ""
    exact: str = ""
    accented: str = ""
    phrase: str = ""
    title: str = ""


def parse(typed: str) -> Query:
    """Read at most `MAX_QUERY` characters and `MAX_WORDS` words; no word: nothing matches."""
    typed = clean_text(typed)[:MAX_QUERY]
    numbers, rest = _numbers(typed)
    words = list(words_of(typed))[:MAX_WORDS]
    if not words:
        return Query(typed)
    loose = [_quoted(word.folded) for word in list(words_of(rest))[:MAX_WORDS]]
    return Query(
        typed=typed,
        folded=tuple(dict.fromkeys(word.folded for word in words)),
        match=" & ".join(loose + [_by_words_or_number(number) for number in numbers]),
        number=" | ".join(map(number_query, numbers)),
        exact=" <-> ".join(_quoted(f"={word.toned}") for word in words),
        accented=_accented(words),
        phrase=" <-> ".join(_quoted(word.folded) for word in words),
        title=" & ".join(f"{_quoted(word.folded)}:A" for word in words),
    )


def _numbers(typed: str) -> tuple[list[str], str]:
    """The document numbers in `typed`, and the rest of it."""
    bare = _BARE_NUMBER.fullmatch(typed)
    if bare:
        return [bare[1]], ""
    return _NUMBER.findall(typed)[:MAX_WORDS], _NUMBER.sub(" ", typed)


def number_query(number: str) -> str:
    """Numbers that begin with `number`; a figure at its end is whole: 105 is not 1051."""
    key = number_key(number)
    if key[-1:].isdigit():
        return f"({_quoted(f'#{key}')} | {_quoted(f'#{key} ')}:*)"
    return f"{_quoted(f'#{key}')}:*"


def _by_words_or_number(number: str) -> str:
    words = " & ".join(_quoted(word.folded) for word in list(words_of(number))[:MAX_WORDS])
    return f"(({words}) | {number_query(number)})"


def _accented(words: list[Word]) -> str:
    """Words typed with accents must have them; "" when the reader typed none."""
    if all(word.toned == word.folded for word in words):
        return ""
    return " & ".join(
        _quoted(word.folded if word.toned == word.folded else f"={word.toned}") for word in words
    )


def _quoted(lexeme: str) -> str:
    # Lexemes are letters, figures and blanks only (`words`), so nothing needs escaping.
    return f"'{lexeme}'"
