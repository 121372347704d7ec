"""The office hours of a year as people read them: from which day to which, and on whose word. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from workflow.regulations.book import OfficeHours as BookRow

from .clock import ONE_DAY, Span
from .office_hours import OfficeHours
from .week import times_in_words, weekdays_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """Some weekdays with the row that gives their hours: the agency's own or the rule book's."""

    weekdays: tuple[int, ...]
    spans: tuple[Span, ...]
    row: OfficeHours | BookRow

    @property
    def is_own(self) -> bool:
        """Whether the agency wrote the row itself."""
        return isinstance(self.row, OfficeHours)

    @property
    def days(self) -> str:
        """«Thứ Hai đến thứ Sáu»."""
        words = weekdays_in_words(self.weekdays)
        return words[0].upper() + words[1:]

    @property
    def times(self) -> str:
        """«07:00–11:30, 13:30–17:00»."""
        return times_in_words(self.spans)


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days in a row, both ends inclusive, on which the week has the same hours."""

    first: date
    last: date
    lines: tuple[Line, ...]


def stretches_of(year: int, own: Iterable[OfficeHours], book: Iterable[BookRow]) -> list[Stretch]:
    """The year in stretches; for its weekdays and days an own row stands before the book's."""
    rows = [*own, *book]
    ends = date(year, 12, 31)
    beginnings = {date(year, 1, 1)}
    for row in rows:
        beginnings.add(row.valid_from)
        has_end = row.valid_to is not None and row.valid_to < date.max
        beginnings.add(row.valid_to + ONE_DAY if has_end else None)
    firsts = sorted(day for day in beginnings if day is not None and day.year == year)
    lasts = [*(day - ONE_DAY for day in firsts[1:]), ends]
    stretches: list[Stretch] = []
    for first, last in zip(firsts, lasts, strict=True):
        lines = _lines([row for row in rows if _is_valid_on(row, first)])
        if stretches and stretches[-1].lines == lines:
            stretches[-1] = Stretch(stretches[-1].first, last, lines)
        else:
            stretches.append(Stretch(first, last, lines))
    return stretches


def _lines(in_force: Sequence[OfficeHours | BookRow]) -> tuple[Line, ...]:
    held: dict[int, list[int]] = {}
    for weekday in range(7):
        number = next((at for at, row in enumerate(in_force) if weekday in row.weekdays), None)
        if number is not None:
            held.setdefault(number, []).append(weekday)
    return tuple(
        Line(tuple(weekdays), _spans(in_force[number]), in_force[number])
        for number, weekdays in sorted(held.items(), key=lambda item: item[1])
    )


def _is_valid_on(row: OfficeHours | BookRow, day: date) -> bool:
    return (row.valid_from is None or row.valid_from <= day) and (
        row.valid_to is None or day <= row.valid_to
    )


def _spans(row: OfficeHours | BookRow) -> tuple[Span, ...]:
    if isinstance(row, OfficeHours):
        return row.spans
    return tuple(
        (time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in row.spans
    )
