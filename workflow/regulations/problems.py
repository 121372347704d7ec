"""Defects of a rule book file, collected so that an operator mends them in one round."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches


class RuleBookError(ValueError):
    """A rule book file that cannot be used; `problems` are sentences for its operator."""

    def __init__(self, problems: Iterable[str]):
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass
class Problems:
    """The defects found so far in one file."""

    file_name: str
    sentences: list[str] = field(default_factory=list)

    def add(self, place: str, sentence: str) -> None:
        """Record a defect; `place` names table and row, `sentence` the key and what is wrong."""
        self.sentences.append(f"{self.file_name}: {place}: {sentence}")


def suggestion(word: str, known: Iterable[str]) -> str:
    """ "; có phải ý là «label»?" when a known word is near, else the list of known words."""
    choices = sorted(known)
    near = get_close_matches(word, choices, n=1)
    if near:
        return f"; có phải ý là «{near[0]}»?"
    return f"; được dùng: {', '.join(choices)}." if choices else "."
