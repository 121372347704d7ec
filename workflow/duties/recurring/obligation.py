"""What a rule book asks for again and again, and by when each time. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from workflow.calendar.clock import ONE_DAY, WorkCalendar, end_of_day
from workflow.duties.clocks import (
    CHOSEN_PERIODS,
    ENDED_PERIOD,
    ClockSettings,
    Period,
    covers_periods,
    due_at,
)
from workflow.regulations.book import (
    Deadline,
    Measure,
    Row,
    RuleBook,
)
from workflow.regulations.vocabulary import PERIODS

from .turn import MONTHS, Per, Turn, turn_named

SCHEDULE_SECTION = "S08"
SCHEDULE, LOG_REVIEW = "week-schedule", "log-review"
QUOTA, REPORT, BACKUP = "quota:", "report:", "backup:"
PRINCIPLE, ROYALTY = "principle:", "royalty:"
SCHEDULE_LABEL = "Lịch làm việc của lãnh đạo có trên trang trước khi tuần bắt đầu"
LOG_LABEL = "Trưởng ban rà soát và ký nhật ký của kỳ"
WEEK = timedelta(days=7)
_DAYS = {Per.DAY, Per.WORKING_DAY}


class Evidence(StrEnum):
    """What shows that an obligation was met."""

    UPDATE = "update"
    UNIT_SUPPLY = "unit_supply"
    PERIOD_SUPPLY = "period_supply"
    SCHEDULE = "schedule"
    BACKUP = "backup"
    LOG_REVIEW = "log_review"
    REPORT = "report"
    # Nothing in the system tells: people record it (`fulfilling`).
    BY_HAND = "by_hand"


class Falls(StrEnum):
    """When a turn falls due."""

    WITHIN = "within"
    BEFORE = "before"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class Obligation:
    """One obligation and how often it comes.

    `needed` is how often it must be met in a turn. `of_units` is owed by each unit on its own.
    `falls`: due at the end of the turn, before it begins, or some time after it has ended; then
    `rule` (a deadline) or `days` (working days for the review of the log, days otherwise) says
    when.
    """

    code: str
    row: Row
    per: Per
    evidence: Evidence
    needed: int = 1
    of_units: bool = False
    falls: Falls = Falls.WITHIN
    sections: tuple[str, ...] = ()
    rule: Deadline | None = None
    days: int = 0

    @property
    def measure(self) -> Measure:
        """What must be done, in the words of the deadlines."""
        match self.evidence:
            case Evidence.UPDATE | Evidence.SCHEDULE:
                return Measure.PUBLICATION
            case Evidence.UNIT_SUPPLY | Evidence.PERIOD_SUPPLY:
                return Measure.SUPPLY
        return Measure.DELIVERY

    def opens_on(self, turn: Turn) -> date:
        """The day from which the turn is owed: when it begins, once it is over, a week ahead."""
        if self.falls == Falls.BEFORE:
            return turn.first - WEEK
        return turn.last + ONE_DAY if self.falls == Falls.AFTER else turn.first

    def is_owed(self, turn: Turn, calendar: WorkCalendar) -> bool:
        """Whether `turn` is owed at all: no update is on a day off; the row must be in force."""
        if not self.row.is_valid_on(turn.first):
            return False
        return self.per != Per.WORKING_DAY or calendar.is_working_day(turn.first)

    def due_at(self, turn: Turn, calendar: WorkCalendar, settings: ClockSettings) -> datetime:
        """When `turn` falls due; CalendarNotFilled where that is not known."""
        if self.rule is not None:
            period = Period(MONTHS[self.per])
            return due_at(self.rule, turn.first, calendar, settings, period=period)
        if self.falls == Falls.BEFORE:
            day = turn.first - ONE_DAY
            while not calendar.is_working_day(day):
                day -= ONE_DAY
            return calendar.end_of_office_day(day)
        if self.evidence == Evidence.LOG_REVIEW:
            return calendar.end_of_office_day(calendar.add_working_days(turn.last, self.days))
        if self.falls == Falls.AFTER:
            return end_of_day(turn.last + timedelta(days=self.days))
        if self.per == Per.WORKING_DAY:
            return calendar.end_of_office_day(turn.first)
        return end_of_day(turn.last)


def obligations(book: RuleBook, day: date) -> list[Obligation]:
    """What `book` asks for again and again, with the settings of `day`.

    Rows that name no period («định kỳ», «thường xuyên») set no date, so none is made up.
    """
    return [
        *_of_frequencies(book),
        *_of_quotas(book),
        *_of_period_deadlines(book),
        *_of_reports(book, day),
        *_of_backups(book),
        *_done_by_hand(book),
        *_of_schedule(book),
        _log_review(book, day),
    ]


def due_of_turn(code: str, key: str, calendar: WorkCalendar, book: RuleBook) -> datetime | None:
    """When the turn named `key` of the obligation `code` falls due; None for one that is gone.

    `key` may name a unit after «|». CalendarNotFilled where days off decide and are not known.
    """
    name = key.partition("|")[0]
    turn = turn_named(name)
    # A setting may have changed while the turn ran.
    for day in (turn.first, turn.last + ONE_DAY):
        for row in obligations(book, day):
            if row.code == code and (row.per == turn.per or {row.per, turn.per} <= _DAYS):
                return row.due_at(turn, calendar, ClockSettings.of(book, turn.first))
    return None


def _of_frequencies(book: RuleBook) -> Iterator[Obligation]:
    for row in book.frequencies:
        yield Obligation(
            row.code,
            row,
            Per(row.per),
            Evidence.UPDATE,
            needed=row.at_least,
            sections=row.sections,
        )


def _of_quotas(book: RuleBook) -> Iterator[Obligation]:
    for row in book.quotas:
        if row.at_least and row.per in PERIODS:
            yield Obligation(
                QUOTA + row.code,
                row,
                Per(row.per),
                Evidence.UNIT_SUPPLY,
                needed=row.at_least,
                of_units=row.whom == "unit",
            )


def _of_period_deadlines(book: RuleBook) -> Iterator[Obligation]:
    """Reports whose clock runs to or from the end of a period (D10, D11, D30)."""
    for row in book.deadlines:
        common = {"evidence": Evidence.PERIOD_SUPPLY, "sections": row.sections, "rule": row}
        if row.start in ENDED_PERIOD:
            per = Per(ENDED_PERIOD[row.start].name.lower())
            yield Obligation(row.code, row, per, falls=Falls.AFTER, **common)
        elif covers_periods(row):
            for period in CHOSEN_PERIODS:
                yield Obligation(row.code, row, Per(period.name.lower()), **common)


def _of_reports(book: RuleBook, day: date) -> Iterator[Obligation]:
    days = book.setting("report_due_days", day)
    for row in book.reports:
        if row.per in PERIODS:
            yield Obligation(
                REPORT + row.code,
                row,
                Per(row.per),
                Evidence.REPORT,
                falls=Falls.AFTER,
                days=days,
            )


def _of_backups(book: RuleBook) -> Iterator[Obligation]:
    for row in book.backups:
        if row.at_least and row.per in PERIODS:
            yield Obligation(
                BACKUP + row.code, row, Per(row.per), Evidence.BACKUP, needed=row.at_least
            )


def _done_by_hand(book: RuleBook) -> Iterator[Obligation]:
    """The training (DL-6, KT-10.3) and the estimate (BP-8.1, KT-15.9-1) of each year."""
    for prefix, rows in ((PRINCIPLE, book.principles), (ROYALTY, book.royalties)):
        for row in rows:
            if row.per:
                yield Obligation(prefix + row.code, row, Per(row.per), Evidence.BY_HAND)


def _of_schedule(book: RuleBook) -> Iterator[Obligation]:
    for section in book.sections:
        if section.code == SCHEDULE_SECTION and section.on:
            row = Row(label=SCHEDULE_LABEL, clauses=section.clauses)
            yield Obligation(
                SCHEDULE,
                row,
                Per.WEEK,
                Evidence.SCHEDULE,
                falls=Falls.BEFORE,
                sections=(section.code,),
            )


def _log_review(book: RuleBook, day: date) -> Obligation:
    return Obligation(
        LOG_REVIEW,
        Row(label=LOG_LABEL, basis="setting"),
        Per(book.setting("log_review_period", day)),
        Evidence.LOG_REVIEW,
        falls=Falls.AFTER,
        days=book.setting("log_review_days", day),
    )
