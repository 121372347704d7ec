"""Texts as words, and what differs between two of them."""

import re
from collections import Counter
from collections.abc import Iterable
from difflib import SequenceMatcher
from typing import NamedTuple

from sections.base.text import clean_text

from .change import ADDED, REMOVED, SAME

_WORDS = re.compile(r"\n|\S+")
# Above this product of lengths lines are compared before words, so that no text costs seconds.
_WORD_LIMIT = 250_000
# Words kept on each side of a change; a longer unchanged stretch is cut in the middle.
CONTEXT = 12
# Two long texts that share less than this are shown one after the other, not interwoven.
_RELATED = 0.25
_SHORT = 8
_BREAKS = {"br": "[xuống dòng]", "p": "[sang đoạn mới]"}


class Ref(NamedTuple):
    """A record that a visitor sees by its name; `model` is its lower-case label."""

    model: str
    pk: int | str


class Word(NamedTuple):
    """A word as shown, its look («in đậm»), what it stands for when it is a name or a mark.

    `glued` words follow the one before without a blank. Where there is a `ref`, `text` says with
    «{}» where its name goes.

    Two words are the same when `key` is: a list's number, for one, may change without anybody
    having changed that line.
    """

    text: str
    style: str = ""
    ref: Ref | None = None
    sign: str = ""
    glued: bool = False

    @property
    def key(self):
        """What is compared."""
        return (self.ref or self.sign or self.text, self.style)


class Run(NamedTuple):
    """Words with one mark."""

    mark: str
    words: list[Word]


LINE = Word("\n", sign="br")
PARAGRAPH = Word("\n", sign="p")
GAP = Word("«…»")


def words_of(text: object) -> list[Word]:
    """The words and line ends of plain `text`, in NFC; none of None."""
    if text is None:
        return []
    return [
        LINE if word == "\n" else Word(word)
        for word in _WORDS.findall(clean_text(str(text)).strip())
    ]


def compare(before: list[Word], after: list[Word]) -> list[Run]:
    """What was taken out of `before` and put in to make `after`; [] when they read the same."""
    old, new = [word.key for word in before], [word.key for word in after]
    if old == new:
        return []
    start = _common(old, new)
    end = _common(old[start:][::-1], new[start:][::-1])
    middle = _middle(before[start : len(before) - end], after[start : len(after) - end])
    tail = after[len(after) - end :]
    return _joined([Run(SAME, after[:start]), *middle, Run(SAME, tail)])


def whole(mark: str, words: list[Word]) -> list[Run]:
    """All `words` with one mark."""
    return [Run(mark, words)] if words else []


def shortened(runs: list[Run]) -> list[Run]:
    """`runs` with long unchanged stretches cut to the words around the changes."""
    last = len(runs) - 1
    return [
        Run(run.mark, _cut(run.words, 0 if at == 0 else CONTEXT, 0 if at == last else CONTEXT))
        if run.mark == SAME
        else run
        for at, run in enumerate(runs)
    ]


def beginning(words: list[Word]) -> list[Word]:
    """The first words, to recognise a text by."""
    return _cut(words, CONTEXT, 0)


def bag_of(words: list[Word]) -> Counter:
    """The words with their numbers, wherever they stand."""
    return Counter(word.key for word in words)


def likeness(first: Counter, second: Counter) -> float:
    """The share of words that two bags have in common: 0.0 none, 1.0 all."""
    total = first.total() + second.total()
    return 2 * (first & second).total() / total if total else 1.0


def text_of(words: Iterable[Word], names: dict[Ref, str]) -> str:
    """`words` as a person reads them; a lone line end is named, since nobody would see it."""
    words = list(words)
    if words and all(word.text == "\n" for word in words):
        return " ".join(_BREAKS[word.sign] for word in words)
    text = ""
    for at, word in enumerate(words):
        shown = word.text.format(names[word.ref]) if word.ref else word.text
        following = words[at + 1].style if at + 1 < len(words) else ""
        look = f" [{word.style}]" if word.style and word.style != following else ""
        close = word.glued or not text or text.endswith("\n") or shown == "\n"
        space = "" if close else " "
        text += f"{space}{shown}{look}"
    return text


def _common(first: list, second: list) -> int:
    """How many items both lists begin with."""
    for at, (one, two) in enumerate(zip(first, second, strict=False)):
        if one != two:
            return at
    return min(len(first), len(second))


def _middle(before: list[Word], after: list[Word]) -> list[Run]:
    if not before or not after:
        return [*whole(REMOVED, before), *whole(ADDED, after)]
    if len(before) * len(after) <= _WORD_LIMIT:
        return _by_words(before, after)
    return _by_lines(_lines(before), _lines(after))


def _by_words(before: list[Word], after: list[Word]) -> list[Run]:
    old, new = [word.key for word in before], [word.key for word in after]
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    kept = sum(end - start for tag, start, end, _, _ in codes if tag == "equal")
    unrelated = 2 * kept < _RELATED * (len(old) + len(new))
    if unrelated and min(len(old), len(new)) > _SHORT:
        return [*whole(REMOVED, before), *whole(ADDED, after)]
    runs: list[Run] = []
    tags = [None, *(code[0] for code in codes), None]
    for at, (tag, i1, i2, j1, j2) in enumerate(codes, start=1):
        between = tags[at - 1] == tags[at + 1] == "replace"
        lone = between and i2 - i1 == 1 and before[i1].text != "\n"
        if tag == "equal" and not lone:
            runs.append(Run(SAME, after[j1:j2]))
        else:
            # A single word kept between two changes only makes the sentence unreadable.
            runs += [*whole(REMOVED, before[i1:i2]), *whole(ADDED, after[j1:j2])]
    return runs


def _by_lines(before: list[tuple[Word, ...]], after: list[tuple[Word, ...]]) -> list[Run]:
    matcher = SequenceMatcher(None, _line_keys(before), _line_keys(after), autojunk=False)
    runs: list[Run] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        old = [word for line in before[i1:i2] for word in line]
        new = [word for line in after[j1:j2] for word in line]
        if tag == "equal":
            runs.append(Run(SAME, new))
        elif old and new and len(old) * len(new) <= _WORD_LIMIT:
            runs += _by_words(old, new)
        else:
            runs += [*whole(REMOVED, old), *whole(ADDED, new)]
    return runs


def _lines(words: list[Word]) -> list[tuple[Word, ...]]:
    lines: list[tuple[Word, ...]] = []
    line: list[Word] = []
    for word in words:
        line.append(word)
        if word.text == "\n":
            lines.append(tuple(line))
            line = []
    return [*lines, tuple(line)] if line else lines


def _line_keys(lines: list[tuple[Word, ...]]) -> list[tuple]:
    return [tuple(word.key for word in line) for line in lines]


def _joined(runs: list[Run]) -> list[Run]:
    """Neighbours of the same mark as one; what was removed stands before what was added."""
    done: list[Run] = []
    changed: dict[str, list[Word]] = {REMOVED: [], ADDED: []}
    end = Run(SAME, [])
    for run in [*runs, end]:
        if run.mark != SAME:
            changed[run.mark] += run.words
            continue
        if any(changed.values()) and (run.words or run is end):
            done += [part for mark, words in changed.items() for part in whole(mark, words)]
            changed = {REMOVED: [], ADDED: []}
        if run.words and done and done[-1].mark == SAME:
            done[-1] = Run(SAME, [*done[-1].words, *run.words])
        elif run.words:
            done.append(run)
    return done


def _cut(words: list[Word], head: int, tail: int) -> list[Word]:
    if len(words) <= head + tail + 1:
        return words
    return [*words[:head], GAP, *words[len(words) - tail :]]
