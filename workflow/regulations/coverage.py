"""How much of a regulation the rule book and the code carry, clause by clause.

Pure Python: whether a page type exists is asked through a function that the caller gives.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, fields

from workflow.regulations.book import Row, RuleBook, Section
from workflow.regulations.clauses import Clause

TYPE_LABELS: Mapping[str, str] = {
    "section": "Chuyên mục",
    "deadline": "Thời hạn",
    "refusal-reason": "Lý do từ chối",
    "role": "Vai trò",
    "quota": "Định mức",
    "backup": "Sao lưu",
    "report": "Báo cáo",
    "royalty": "Nhuận bút, kinh phí",
    "attribution": "Nguồn tin",
    "workflow": "Quy trình",
    "format": "Định dạng",
    "feedback": "Phản hồi",
    "integration": "Kết nối",
    "archive": "Lưu trữ",
    "security": "An toàn",
    "other": "Khác",
}
"""The types of clauses.csv in the order of reports."""

MUST_CARRY = (
    "section",
    "deadline",
    "refusal-reason",
    "role",
    "quota",
    "backup",
    "report",
    "royalty",
    "attribution",
)
"""Types of which every clause is carried by a row or met by named code."""


@dataclass(frozen=True, slots=True)
class TypeCoverage:
    """The clauses of one type; a clause may be carried by a row and met by code as well."""

    type: str
    total: int
    carried: int
    by_code: int
    neither: tuple[Clause, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What is carried of one regulation; `unbuilt` are sections whose page type is missing."""

    code: str
    types: tuple[TypeCoverage, ...]
    unbuilt: tuple[Section, ...]

    @property
    def missing(self) -> tuple[Clause, ...]:
        """Clauses of the types in MUST_CARRY that neither a row nor code carries."""
        return tuple(
            clause for row in self.types if row.type in MUST_CARRY for clause in row.neither
        )


def measure(
    book: RuleBook,
    clauses: Mapping[str, Clause],
    met_by_code: Collection[str],
    is_built: Callable[[str], bool],
) -> Coverage:
    """The coverage of the regulation behind `book`.

    `clauses` are all known clauses by id, `met_by_code` the ids on the code list, `is_built`
    says whether a page type ("sections.NewsIndexPage") exists.
    """
    carried = carried_clauses(book)
    own = [clause for clause in clauses.values() if clause.agency == book.code]
    order = dict.fromkeys([*TYPE_LABELS, *(clause.type for clause in own)])
    return Coverage(
        code=book.code,
        types=tuple(
            _of_type(name, [clause for clause in own if clause.type == name], carried, met_by_code)
            for name in order
        ),
        unbuilt=tuple(section for section in book.sections if not is_built(section.page_type)),
    )


def carried_clauses(book: RuleBook) -> frozenset[str]:
    """The ids of the clauses that the rows of the rule book cite."""
    return frozenset(clause for row in _rows(book) for clause in row.clauses)


def _rows(book: RuleBook) -> Iterator[Row]:
    for field in fields(book):
        value = getattr(book, field.name)
        yield from (
            row for row in (value if isinstance(value, tuple) else (value,)) if isinstance(row, Row)
        )


def _of_type(
    name: str, clauses: list[Clause], carried: frozenset[str], met_by_code: Collection[str]
) -> TypeCoverage:
    return TypeCoverage(
        type=name,
        total=len(clauses),
        carried=sum(clause.id in carried for clause in clauses),
        by_code=sum(clause.id in met_by_code for clause in clauses),
        neither=tuple(
            clause
            for clause in clauses
            if clause.id not in carried and clause.id not in met_by_code
        ),
    )
