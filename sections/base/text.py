"""Vietnamese text: one normal form, a folded form for search, ASCII slugs, a sort key.

TCVN 6909:2001 (LA-2.3-3, BP-4.1.a-2, DL-10.2, KT-9): text is stored and served as NFC. `đ` does
not decompose, so it is mapped by hand wherever accents are dropped.
"""

import re
import unicodedata

_NOT_WORD = re.compile(r"[^a-z0-9]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b\u2060\ufffe\uffff]")

_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_LETTER_RANK = {letter: f"{rank:02d}" for rank, letter in enumerate(_ALPHABET, start=10)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}
_MARKED_LETTERS = {"a\u0306": "ă", "a\u0302": "â", "e\u0302": "ê", "o\u0302": "ô", "o\u031b": "ơ"}
_MARKED_LETTERS["u\u031b"] = "ư"


def clean_text(value: str) -> str:
    """`value` in NFC without control and invisible characters (tab and newline stay)."""
    return _CONTROL.sub("", unicodedata.normalize("NFC", value))


def clean_values(value):
    """`value` with every string inside lists and mappings cleaned; other types unchanged."""
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, dict):
        return {clean_values(key): clean_values(item) for key, item in value.items()}
    if isinstance(value, list):
        return [clean_values(item) for item in value]
    return value


def fold(value: str) -> str:
    """`value` for accent-blind matching: ASCII lower-case words separated by one space.

    Tone placement (hoà/hòa), `đ`/`d`, case and punctuation make no difference:
    `fold("12/2026/QĐ-UBND") == "12 2026 qd ubnd"`.
    """
    lowered = unicodedata.normalize("NFD", value.casefold().replace("đ", "d"))
    ascii_only = "".join(char for char in lowered if not unicodedata.combining(char))
    return _NOT_WORD.sub(" ", ascii_only).strip()


def slugify(value: str, *, max_length: int = 200) -> str:
    """An ASCII slug that reads Vietnamese: `Đắk Lắk: Quyết định` → `dak-lak-quyet-dinh`.

    Cut at a word end so that it has at most `max_length` characters; "" when nothing is left.
    """
    slug = fold(value).replace(" ", "-")
    if len(slug) <= max_length:
        return slug
    return slug[: max_length + 1].rpartition("-")[0] or slug[:max_length]


def sort_key(value: str) -> str:
    """A key that sorts by the Vietnamese alphabet (ă, â after a; đ after d; tones secondary).

    Tones come in the order none, huyền, hỏi, ngã, sắc, nặng; tone placement makes no difference.
    The key is plain ASCII, so it sorts alike in Python and in any database collation.
    """
    letters: list[str] = []
    tones: list[str] = []
    for word in clean_text(value).casefold().split():
        ranks, tone = _ranks_and_tone(word)
        letters.append(ranks)
        tones.append(tone)
    # A blank sorts below the word separator, which sorts below every rank.
    return "!".join(letters) + " " + "".join(tones)


def _ranks_and_tone(word: str) -> tuple[str, str]:
    """The ranks of the letters of `word` and its tone, wherever the tone mark stands."""
    ranks, tone, base = [], "0", ""
    for char in unicodedata.normalize("NFD", word) + " ":
        if char in _TONES:
            tone = _TONES[char]
        elif unicodedata.combining(char):
            base = _MARKED_LETTERS.get(base + char, base)
        else:
            ranks.append(_rank(base))
            base = char
    return "".join(ranks), tone


def _rank(letter: str) -> str:
    if not letter:
        return ""
    if letter.isdigit():
        return f"0{letter}"
    return _LETTER_RANK.get(letter, "")
