"""When a clause of a regulation falls due, asked from outside: by name, with errors to read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from workflow.calendar.clock import CalendarNotFilled, local_day
from workflow.calendar.queries import calendar_of
from workflow.regulations.book import Clock, Deadline
from workflow.regulations.clauses import all_clauses
from workflow.regulations.loader import CODES, load

from .clocks import ClockSettings, Period, covers_periods, due_at
from .question import CannotReckon, Question, shown
from .recurring.obligation import SCHEDULE, Obligation, obligations
from .recurring.turn import LONGEST, turns_between

UNKNOWN_AGENCY = "Không có cơ quan mang mã «{code}»; hiện có: {codes}."
UNKNOWN_CLAUSE = "Quy chế {agency} không có điều khoản «{clause}»."
NO_CLOCK = "Điều khoản {clause} không đặt thời hạn tính được bằng ngày, giờ."
NOT_IN_FORCE = "Thời hạn của điều khoản {clause} không có hiệu lực vào ngày {day:%d/%m/%Y}."
SEVERAL = "Điều khoản {clause} có nhiều thời hạn ra kết quả khác nhau; hãy nêu loại: {kinds}."
NO_KIND = "Điều khoản {clause} không có thời hạn loại «{kind}»; các loại: {kinds}."
NO_PERIOD = "Thời hạn của điều khoản {clause} không theo kỳ tự chọn; hãy bỏ kỳ (period)."
TOO_FAR = "Thời hạn vượt quá các năm mà lịch làm việc có."


@dataclass(frozen=True, slots=True)
class Due:
    """The answer. `at` is None for what is prompt, set for each item, or without a clock."""

    at: datetime | None
    label: str
    clock: Clock

    def as_row(self) -> dict[str, str | None]:
        """`due`, ISO 8601 with the zone of Viet Nam, and `due_date`, the local day."""
        if self.at is None:
            return {"due": None, "due_date": None}
        return {"due": self.at.isoformat(timespec="seconds"), "due_date": f"{self.at:%Y-%m-%d}"}


class Reckoner:
    """Answers for one agency; its calendar is read once. CannotReckon for an unknown agency."""

    def __init__(self, agency_code: str):
        if agency_code not in CODES:
            words = UNKNOWN_AGENCY.format(code=shown(agency_code), codes=", ".join(CODES))
            raise CannotReckon(words)
        self.book = load(agency_code)

    @cached_property
    def calendar(self):
        """The working calendar, in one query."""
        return calendar_of(self.book.code)

    @cached_property
    def _deadlines(self) -> dict[str, list[Deadline]]:
        """The deadlines by clause."""
        found: dict[str, list] = {}
        for row in self.book.deadlines:
            for clause in row.clauses:
                found.setdefault(clause, []).append(row)
        return found

    def due(self, asked: Question) -> Due:
        """When the deadline of the clause falls due; CannotReckon if that is not known.

        What comes again and again is answered with the next time it is due, not before the start.
        A start or an end in a year whose calendar is not filled is no answer, even for clocks
        that count days off: whether the office could have acted is not known.
        """
        day = local_day(asked.start)
        rows = self._rows_of(asked, day)
        try:
            if not self.calendar.knows(day):
                raise CalendarNotFilled(day.year)
            answers = {self._due_of(row, asked) for row in rows}
        except OverflowError as error:
            raise CannotReckon(TOO_FAR) from error
        except (CalendarNotFilled, ValueError) as error:
            raise CannotReckon(str(error)) from error
        if len(answers) > 1:
            kinds = ", ".join(getattr(row, "kind", "") or row.code for row in rows)
            raise CannotReckon(SEVERAL.format(clause=asked.clause, kinds=kinds))
        row = rows[0]
        if isinstance(row, Obligation):
            return Due(answers.pop(), row.row.label, Clock.PERIOD_END)
        return Due(answers.pop(), row.label, row.clock)

    def _rows_of(self, asked: Question, day: date) -> list[Deadline] | list[Obligation]:
        rows = self._deadlines.get(asked.clause) or self._turns_of(asked.clause, day)
        if not rows:
            known = all_clauses().get(asked.clause)
            is_own = known is not None and known.agency == self.book.code
            words = NO_CLOCK if is_own else UNKNOWN_CLAUSE
            raise CannotReckon(words.format(clause=shown(asked.clause), agency=self.book.code))
        if asked.kind:
            kinds = {getattr(row, "kind", "") for row in rows}
            rows = [row for row in rows if getattr(row, "kind", "") == asked.kind]
            if not rows:
                named = ", ".join(sorted(filter(None, kinds))) or "không có"
                words = NO_KIND.format(clause=asked.clause, kind=shown(asked.kind), kinds=named)
                raise CannotReckon(words)
        rows = [row for row in rows if getattr(row, "row", row).is_valid_on(day)]
        if not rows:
            raise CannotReckon(NOT_IN_FORCE.format(clause=asked.clause, day=day))
        if asked.period and not all(
            isinstance(row, Deadline) and covers_periods(row) for row in rows
        ):
            raise CannotReckon(NO_PERIOD.format(clause=asked.clause))
        return rows

    def _turns_of(self, clause: str, day: date) -> list[Obligation]:
        """What `clause` asks for again and again, beside the deadlines.

        The schedule of a week is owed before it begins, but no clause says by when.
        """
        known = obligations(self.book, day)
        return [
            row
            for row in known
            if clause in row.row.clauses and row.rule is None and row.code != SCHEDULE
        ]

    def _due_of(self, row: Deadline | Obligation, asked: Question) -> datetime | None:
        settings = ClockSettings.of(self.book, local_day(asked.start))
        if isinstance(row, Obligation):
            found = self._next_turn(row, asked.start, settings)
        else:
            period = asked.period or Period.MONTH
            found = due_at(
                row, asked.start, self.calendar, settings, period=period, pauses=asked.pauses
            )
        if found is not None and not self.calendar.knows(found.date()):
            raise CalendarNotFilled(found.year)
        return found

    def _next_turn(
        self, row: Obligation, start: date | datetime, settings: ClockSettings
    ) -> datetime:
        day = local_day(start)
        for turn in turns_between(row.per, day, day + LONGEST):
            if row.is_owed(turn, self.calendar):
                found = row.due_at(turn, self.calendar, settings)
                if found >= start if isinstance(start, datetime) else found.date() >= start:
                    return found
        raise OverflowError
