"""Which clauses of a regulation carry a time, and under which codes their duties run. Pure.

A duty names its rule by a code: that of the row for deadlines and frequencies (`D01` … `D32`),
and a kind with the row's code for what recurs (`quota:`, `report:`, `backup:`, `principle:`,
`royalty:`, `upkeep:`), `review-asked` for what the board asks for. What a code is about is settled here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from workflow.duties.upkeep.rule import ASKED, ASKED_LABEL, OF_PAGE, UPKEEP
from workflow.regulations.book import Backup, Clock, Report, Row, RuleBook
from workflow.regulations.clauses import all_clauses
from workflow.regulations.vocabulary import PERIODS

WEEK_SCHEDULE, LOG_REVIEW = "week-schedule", "log-review"
LEADERS_SCHEDULE = "S08"

_UNNUMBERED_CLOCKS = frozenset({Clock.PROMPT, Clock.NONE})
# Reports asked for when there is a reason, or all the time: nothing falls due.
_WITHOUT_TIME = frozenset({"as_needed", "continuous", ""})


@dataclass(frozen=True, slots=True)
class Obligation:
    """A row of the rule book with a time; `is_numbered` where the text sets a number."""

    code: str
    label: str
    clauses: tuple[str, ...]
    is_numbered: bool


def obligations_of(book: RuleBook, first: date, last: date) -> list[Obligation]:
    """What `book` asks with a time and has in force on a day from `first` to `last`."""
    return [
        Obligation(code, label, row.clauses, is_numbered)
        for code, label, row, is_numbered in _rows(book)
        if (row.valid_from or first) <= last and first <= (row.valid_to or last)
    ]


def codes_of(book: RuleBook, clause: str) -> frozenset[str]:
    """The codes of the rows that cite `clause`, whenever they are in force."""
    return frozenset(code for code, _label, row, _number in _rows(book) if clause in row.clauses)


def place_of(key: str) -> tuple[int, str]:
    """Sorts clause ids as the regulation does; what rests on no clause comes last."""
    clause = all_clauses().get(key)
    return (clause.position if clause else len(all_clauses())), key


def citation_of(key: str) -> str:
    """«điểm a khoản 2 Điều 9»; "" for what is no clause."""
    clause = all_clauses().get(key)
    return clause.citation if clause else ""


def _rows(book: RuleBook) -> Iterator[tuple[str, str, Row, bool]]:
    for row in book.deadlines:
        yield row.code, row.label, row, row.clock not in _UNNUMBERED_CLOCKS
    yield from _recurring(book)
    yield from _upkeep(book)
    for row in book.sections:
        if row.code == LEADERS_SCHEDULE and row.on:
            yield WEEK_SCHEDULE, f"{row.label}: có trước khi tuần bắt đầu", row, True
    for row in book.settings:
        if row.code == "log_review_days":
            label = f"Rà soát nhật ký của từng kỳ trong {row.value} ngày làm việc"
            yield LOG_REVIEW, label, row, True


def _recurring(book: RuleBook) -> Iterator[tuple[str, str, Row, bool]]:
    for row in book.frequencies:
        yield row.code, row.label, row, True
    for row in book.quotas:
        yield f"quota:{row.code}", row.label, row, bool(row.at_least and row.per)
    for row in book.reports:
        if row.per not in _WITHOUT_TIME:
            yield f"report:{row.code}", row.label, row, _has_period(row)
    for row in book.backups:
        yield f"backup:{row.code}", row.label, row, bool(row.at_least) and _has_period(row)
    for table, rows in (("principle", book.principles), ("royalty", book.royalties)):
        for row in rows:
            if row.per:
                yield f"{table}:{row.code}", row.label, row, True


def _upkeep(book: RuleBook) -> Iterator[tuple[str, str, Row, bool]]:
    for row in book.upkeeps:
        yield UPKEEP + row.code, row.label, row, True
        if row.of == OF_PAGE:
            yield ASKED, ASKED_LABEL, row, True


def _has_period(row: Report | Backup) -> bool:
    return row.per in PERIODS
