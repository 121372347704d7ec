"""A difference while it is being put together: words whose names are not asked for yet."""

from typing import NamedTuple

from .change import ADDED, REMOVED, SAME
from .words import Run, Word, beginning, compare, shortened, whole, words_of

_INSIDE = " / "


class Found(NamedTuple):
    """A change at a place; becomes a `FieldChange` once the records are named."""

    label: str
    kind: str
    runs: list[Run]


def below(label: str, *parts: object) -> str:
    """The place `parts` inside `label`."""
    return _INSIDE.join([label, *(str(part) for part in parts)])


def of_text(label: str, before: list[Word], after: list[Word]) -> list[Found]:
    """The change of a text, word by word; none when it reads the same."""
    if not before or not after:
        return of_whole(label, before, after)
    runs = compare(before, after)
    return [Found(label, "changed", shortened(runs))] if runs else []


def of_value(label: str, before: list[Word], after: list[Word]) -> list[Found]:
    """The change of a short value (a date, a choice, a name): the old one and the new one."""
    if [word.key for word in before] == [word.key for word in after]:
        return []
    return of_whole(label, before, after)


def of_whole(label: str, before: list[Word], after: list[Word]) -> list[Found]:
    """`before` taken away, `after` put in its place; none when both are empty."""
    runs = [*whole(REMOVED, before), *whole(ADDED, after)]
    kind = "changed" if before and after else "added" if after else "removed"
    return [Found(label, kind, runs)] if runs else []


def of_place(label: str, words: list[Word], before: int, after: int) -> Found:
    """The same thing at another place; places count from 1."""
    return Found(
        label,
        "moved",
        [
            *whole(SAME, beginning(words)),
            Run(REMOVED, words_of(f"vị trí {before}")),
            Run(ADDED, words_of(f"vị trí {after}")),
        ],
    )
