"""The clauses met by code rather than by a row of a rule book, read from `met_by_code.csv`.

Pure Python. One line per clause: its id, the module that meets it, and how, for an operator.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from workflow.regulations.clauses import Clause
from workflow.regulations.problems import RuleBookError

CODE_LIST_PATH = Path(__file__).with_name("met_by_code.csv")
ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, slots=True)
class MetByCode:
    """`module` is a path from the root of the repository; `how` a Vietnamese phrase."""

    clause: str
    module: str
    how: str


def read_code_list(
    clauses: Mapping[str, Clause], path: Path = CODE_LIST_PATH, root: Path = ROOT
) -> dict[str, MetByCode]:
    """The list by clause id; RuleBookError names lines with an unknown clause or module."""
    found: dict[str, MetByCode] = {}
    problems = []
    with path.open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        for row in reader:
            met = MetByCode(row["clause"], row["module"], row["how"])
            place = f"{path.name}, dòng {reader.line_num}"
            if met.clause not in clauses:
                problems.append(f"{place}: clauses.csv không có điều khoản «{met.clause}».")
            if met.clause in found:
                problems.append(f"{place}: điều khoản «{met.clause}» đã ghi ở dòng trên.")
            if not (root / met.module).exists():
                problems.append(f"{place}: không có tệp hay thư mục «{met.module}».")
            found[met.clause] = met
    if problems:
        raise RuleBookError(problems)
    return found
