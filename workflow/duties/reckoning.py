"""When a clause of a regulation falls due, asked from outside: by name, in text, with errors to read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from workflow.calendar.clock import TIME_ZONE, CalendarNotFilled, end_of_day, local, local_day
from workflow.calendar.pauses import Pause
from workflow.calendar.queries import calendar_of
from workflow.regulations.book import Deadline, Frequency
from workflow.regulations.clauses import all_clauses
from workflow.regulations.loader import CODES, load

from .clocks import ClockSettings, Period, due_at

UNKNOWN_AGENCY = "Không có cơ quan mang mã «{code}»; hiện có: {codes}."
UNKNOWN_CLAUSE = "Quy chế {agency} không có điều khoản «{clause}»."
NO_CLOCK = "Điều khoản {clause} không đặt thời hạn tính được bằng ngày, giờ."
NOT_IN_FORCE = "Thời hạn của điều khoản {clause} không có hiệu lực vào ngày {day:%d/%m/%Y}."
SEVERAL = "Điều khoản {clause} có nhiều thời hạn ra kết quả khác nhau; hãy nêu loại: {kinds}."
NO_KIND = "Điều khoản {clause} không có thời hạn loại «{kind}»; các loại: {kinds}."
BAD_START = (
    "Thời điểm bắt đầu «{text}» không đọc được; hãy viết như 2026-11-20T15:00 (giờ Việt Nam) "
    "hoặc 2026-11-20."
)
BAD_PERIOD = "Kỳ «{text}» không có; hãy chọn một trong: {names}."
TOO_FAR = "Thời hạn vượt quá các năm mà lịch làm việc có."

PERIODS = {period.name.lower(): period for period in Period}
_MOMENT = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)(?:[T ](?P<clock>\d\d:\d\d(?::\d\d)?)(?P<zone>Z|[+-]\d\d:\d\d)?)?",
    re.ASCII,
)


class CannotReckon(ValueError):
    """What was asked has no answer; the text says why, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Due:
    """The answer. `at` is None for what is prompt, set for each item, or without a clock."""

    at: datetime | None
    label: str

    def as_row(self) -> dict[str, str | None]:
        """`due`, ISO 8601 with the zone of Viet Nam, and `due_date`, the local day."""
        if self.at is None:
            return {"due": None, "due_date": None}
        return {"due": self.at.isoformat(timespec="seconds"), "due_date": f"{self.at:%Y-%m-%d}"}


class Reckoner:
    """Answers for one agency; its calendar is read once. CannotReckon for an unknown agency."""

    def __init__(self, agency_code: str):
        if agency_code not in CODES:
            raise CannotReckon(UNKNOWN_AGENCY.format(code=agency_code, codes=", ".join(CODES)))
        self.book = load(agency_code)

    @cached_property
    def calendar(self):
        """The working calendar, in one query."""
        return calendar_of(self.book.code)

    @cached_property
    def _rows(self) -> dict[str, list[Deadline | Frequency]]:
        """The deadlines and frequencies by clause."""
        found: dict[str, list] = {}
        for row in (*self.book.deadlines, *self.book.frequencies):
            for clause in row.clauses:
                found.setdefault(clause, []).append(row)
        return found

    def due(
        self,
        clause: str,
        start: date | datetime,
        *,
        kind: str = "",
        period: Period = Period.MONTH,
        pauses: tuple[Pause, ...] = (),
    ) -> Due:
        """When the deadline of `clause` that runs from `start` falls due; CannotReckon if unknown.

        A start or an end in a year whose calendar is not filled is no answer, even for clocks
        that count days off: whether the office could have acted is not known.
        """
        day = local_day(start)
        rows = self._rows_of(clause, kind, day)
        try:
            if not self.calendar.knows(day):
                raise CalendarNotFilled(day.year)
            answers = {self._due_of(row, start, period, pauses) for row in rows}
        except OverflowError as error:
            raise CannotReckon(TOO_FAR) from error
        except (CalendarNotFilled, ValueError) as error:
            raise CannotReckon(str(error)) from error
        if len(answers) > 1:
            kinds = ", ".join(row.kind or row.code for row in rows)
            raise CannotReckon(SEVERAL.format(clause=clause, kinds=kinds))
        return Due(answers.pop(), rows[0].label)

    def _rows_of(self, clause: str, kind: str, day: date) -> list[Deadline | Frequency]:
        if clause not in self._rows:
            known = all_clauses().get(clause)
            is_own = known is not None and known.agency == self.book.code
            words = NO_CLOCK if is_own else UNKNOWN_CLAUSE
            raise CannotReckon(words.format(clause=clause, agency=self.book.code))
        rows = self._rows[clause]
        if kind:
            kinds = {getattr(row, "kind", "") for row in rows}
            rows = [row for row in rows if getattr(row, "kind", "") == kind]
            if not rows:
                named = ", ".join(sorted(filter(None, kinds))) or "không có"
                raise CannotReckon(NO_KIND.format(clause=clause, kind=kind, kinds=named))
        rows = [row for row in rows if row.is_valid_on(day)]
        if not rows:
            raise CannotReckon(NOT_IN_FORCE.format(clause=clause, day=day))
        return rows

    def _due_of(self, row, start, period, pauses) -> datetime | None:
        if isinstance(row, Frequency):
            found = self._next_turn(row, local_day(start))
        else:
            settings = ClockSettings.of(self.book, local_day(start))
            found = due_at(row, start, self.calendar, settings, period=period, pauses=pauses)
        if found is not None and not self.calendar.knows(found.date()):
            raise CalendarNotFilled(found.year)
        return found

    def _next_turn(self, row: Frequency, day: date) -> datetime:
        """The end of the day by which the next update is due; a week ends on Sunday."""
        match row.per:
            case "working_day":
                return self.calendar.end_of_office_day(self.calendar.working_day_from(day))
            case "week":
                return end_of_day(date.fromordinal(day.toordinal() + 6 - day.weekday()))
        return end_of_day(day)


def read_start(text: str) -> date | datetime:
    """A day, or a moment, which is Vietnamese time unless it names a zone; CannotReckon otherwise."""
    found = _MOMENT.fullmatch(text) if isinstance(text, str) else None
    try:
        if found is None:
            raise ValueError
        day = date.fromisoformat(found["day"])
        if found["clock"] is None:
            return day
        if found["zone"]:
            return local(datetime.fromisoformat(text))
        return datetime.combine(day, time.fromisoformat(found["clock"]), TIME_ZONE)
    except (ValueError, OverflowError) as error:
        raise CannotReckon(BAD_START.format(text=text)) from error


def read_period(text: str) -> Period:
    """«month», «quarter», «half_year» or «year»; CannotReckon otherwise."""
    try:
        return PERIODS[text]
    except (KeyError, TypeError) as error:
        raise CannotReckon(BAD_PERIOD.format(text=text, names=", ".join(PERIODS))) from error
