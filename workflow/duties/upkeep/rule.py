"""The rules by which something counts as up to date, as deadlines. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from workflow.calendar.clock import TIME_ZONE
from workflow.regulations.book import Clock, Deadline, Measure, RuleBook, StartEvent, Upkeep

UPKEEP = "upkeep:"
OF_SECTION, OF_PAGE = "section", "page"
ASKED, ASKED_LABEL = "review-asked", "Rà soát nội dung đã đăng theo yêu cầu của Ban Biên tập"


@dataclass(frozen=True, slots=True)
class KeptUp:
    """A row of the rule book on a day.

    Its duty arises when people are to be reminded of it: `ahead` days before its last day.
    """

    row: Upkeep
    ahead: int

    @classmethod
    def all_of(cls, book: RuleBook, day: date) -> list[KeptUp]:
        """The rows in force on `day`."""
        percent = book.setting("remind_before_percent", day)
        return [
            cls(row, max(row.days * percent // 100, 1))
            for row in book.upkeeps
            if row.is_valid_on(day)
        ]

    @property
    def code(self) -> str:
        """The code of its duties."""
        return UPKEEP + self.row.code

    @property
    def deadline(self) -> Deadline:
        """From the last publication or review, in calendar days.

        A section is kept up by publishing; that a page was looked through people record.
        """
        return Deadline(
            code=self.code,
            label=self.row.label,
            clauses=self.row.clauses,
            basis=self.row.basis,
            clock=Clock.DAYS,
            limit=self.row.days,
            start=StartEvent.PUBLISHED,
            measure=Measure.PUBLICATION if self.row.of == OF_SECTION else Measure.DELIVERY,
        )

    def limit(self, day: date) -> datetime:
        """What was touched last before this moment is to be seen to on `day`."""
        last = day - timedelta(days=self.row.days - self.ahead - 1)
        return datetime.combine(last, time.min, TIME_ZONE)
