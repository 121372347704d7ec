"""The part of a text that shows why it was found, its words marked."""

import re
from functools import lru_cache

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

LENGTH = 260
_LEAD = 60
_MAX_MARKS = 400

_VOWELS = {
    "a": "aàáảãạăằắẳẵặâầấẩẫậ",
    "d": "dđ",
    "e": "eèéẻẽẹêềếểễệ",
    "i": "iìíỉĩị",
    "o": "oòóỏõọôồốổỗộơờớởỡợ",
    "u": "uùúủũụưừứửữự",
    "y": "yỳýỷỹỵ",
}
_CLASSES = {letter: f"[{variants}]" for letter, variants in _VOWELS.items()}


def excerpt(text: str, words: tuple[str, ...]) -> SafeString:
    """At most about `LENGTH` characters of `text`, escaped, with `words` (folded) in `<mark>`.

    The stretch in which the most different words stand; the beginning when none does.
    """
    text = " ".join(text.split())
    spans = _spans(text, words)
    start = _best_start(spans)
    start, end = _whole_words(text, start)
    parts = ["… " if start else ""]
    for left, right in _joined(text, [span[:2] for span in spans]):
        if left < start or right > end:
            continue
        parts += [escape(text[start:left]), f"<mark>{escape(text[left:right])}</mark>"]
        start = right
    parts += [escape(text[start:end]), " …" if end < len(text) else ""]
    # Every piece of the text was escaped above.
    return mark_safe("".join(parts))  # noqa: S308


def _spans(text: str, words: tuple[str, ...]) -> list[tuple[int, int, str]]:
    """Start, end and word of each occurrence, at most `_MAX_MARKS`."""
    if not words:
        return []
    found = []
    for match in _pattern(words).finditer(text):
        found.append((match.start(), match.end(), match.lastgroup))
        if len(found) == _MAX_MARKS:
            break
    return found


@lru_cache(maxsize=200)
def _pattern(words: tuple[str, ...]) -> re.Pattern:
    """The words with any accents, each in a group of its own."""
    groups = [
        f"(?P<w{place}>{''.join(_CLASSES.get(char, char) for char in word)})"
        for place, word in enumerate(words)
    ]
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(groups)})(?![^\W_])", re.IGNORECASE)


def _best_start(spans: list[tuple[int, int, str]]) -> int:
    """Where the stretch begins that holds the most different words, the first of several."""
    best, best_count, right = 0, 0, 0
    inside: dict[str, int] = {}
    for left_start, _left_end, left_word in spans:
        while right < len(spans) and spans[right][1] <= left_start + LENGTH - _LEAD:
            word = spans[right][2]
            inside[word] = inside.get(word, 0) + 1
            right += 1
        if len(inside) > best_count:
            best, best_count = left_start, len(inside)
        inside[left_word] = inside.get(left_word, 0) - 1
        if inside[left_word] <= 0:
            del inside[left_word]
    return best


def _whole_words(text: str, found: int) -> tuple[int, int]:
    """A stretch around `found` that cuts no word."""
    start = 0 if found <= _LEAD else text.find(" ", found - _LEAD, found) + 1 or found
    end = start + LENGTH
    if end >= len(text):
        return start, len(text)
    return start, max(text.rfind(" ", start, end), start + 1)


def _joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Neighbours with nothing but a blank between them as one mark."""
    joined: list[tuple[int, int]] = []
    for left, right in spans:
        if joined and text[joined[-1][1] : left] == " ":
            joined[-1] = (joined[-1][0], right)
        else:
            joined.append((left, right))
    return joined
