"""The numbered clauses of the regulations, read from `clauses.csv`.

Pure Python. An id is the agency's code, then article, clause (khoản) and point (điểm) of the
regulation: `LA-9.2.a`. A suffix `-1`, `-2` numbers requirements that the text itself leaves
unnumbered. `QD` stands for the decision that promulgates the regulation, `SIG` for its signatures.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

CLAUSES_PATH = Path(__file__).with_name("clauses.csv")

DECISION = "QD"
SIGNATURE = "SIG"


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause; `position` is its place in the file, which follows the regulation."""

    id: str
    agency: str
    type: str
    mode: str
    requirement: str
    position: int

    @property
    def parts(self) -> tuple[str, ...]:
        """Article, clause and point without our own numbering: `("9", "2", "a")`."""
        body = self.id.removeprefix(f"{self.agency}-")
        return tuple(body.split("-", 1)[0].split("."))

    @property
    def article(self) -> str:
        """The article's number as text; "QD" for the decision, "SIG" for the signatures."""
        return self.parts[0]

    @property
    def heading(self) -> str:
        """The article in Vietnamese: "Điều 9"."""
        if self.article == DECISION:
            return "Quyết định ban hành"
        if self.article == SIGNATURE:
            return "Chữ ký số"
        return f"Điều {self.article}"

    @property
    def citation(self) -> str:
        """The clause as Vietnamese texts cite it: "điểm a khoản 2 Điều 9"."""
        if self.article == SIGNATURE:
            return "Chữ ký số trên quy chế"
        if self.article == DECISION:
            number = self.parts[1] if len(self.parts) > 1 else "0"
            return f"Điều {number} Quyết định ban hành" if number != "0" else "Quyết định ban hành"
        names = ("Điều", "khoản", "điểm")
        named = [f"{name} {part}" for name, part in zip(names, self.parts, strict=False)]
        return " ".join(reversed([words for words in named if words != "khoản 0"]))


def read_clauses(path: Path) -> Mapping[str, Clause]:
    """The clauses of the file at `path`, by id, in the file's order."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [
            Clause(
                id=row["clause"],
                agency=row["clause"].split("-", 1)[0],
                type=row["type"],
                mode=row["mode"],
                requirement=row["requirement"],
                position=position,
            )
            for position, row in enumerate(csv.DictReader(file))
        ]
    return MappingProxyType({clause.id: clause for clause in rows})


@cache
def all_clauses() -> Mapping[str, Clause]:
    """The clauses of all regulations, by id, read once."""
    return read_clauses(CLAUSES_PATH)
