"""Times that do not count: a clock stands still while an answer is waited for (BP-9.3.e-2). Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

_TIME_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")

BACKWARD = "Khoảng tạm dừng kết thúc ({until:%H:%M %d/%m/%Y}) trước khi bắt đầu."
NO_ZONE = "Khoảng tạm dừng cần ngày, giờ có múi giờ."


@dataclass(frozen=True, slots=True, order=True)
class Pause:
    """The clock stands from `since` until `until`, both with a time zone; ValueError otherwise.

    Of limits in days, the day on which the pause begins has begun and counts; the days after it,
    up to and including the one on which the pause ends, do not, as the day of an event does not.
    """

    since: datetime
    until: datetime
    cause: str = ""

    def __post_init__(self):
        if self.since.tzinfo is None or self.until.tzinfo is None:
            raise ValueError(NO_ZONE)
        if self.until < self.since:
            raise ValueError(BACKWARD.format(until=self.until))

    def holds(self, day: date) -> bool:
        """Whether `day` does not count in a limit of days."""
        return (
            self.since.astimezone(_TIME_ZONE).date()
            < day
            <= self.until.astimezone(_TIME_ZONE).date()
        )


def running(
    begins: datetime, ends: datetime, pauses: Iterable[Pause]
) -> Iterator[tuple[datetime, datetime]]:
    """The parts of the time from `begins` to `ends` in which no pause holds, in order."""
    for pause in sorted(pauses):
        if pause.until <= begins or pause.since >= ends:
            continue
        if begins < pause.since:
            yield begins, pause.since
        begins = pause.until
    if begins < ends:
        yield begins, ends


def later(start: datetime, limit: timedelta, pauses: Iterable[Pause]) -> datetime:
    """The moment when `limit` has passed since `start`, pauses not counted."""
    due = start + limit
    counted_until = start
    for pause in sorted(pauses):
        if pause.since >= due:
            break
        if pause.until > counted_until:
            due += pause.until - max(pause.since, counted_until)
            counted_until = pause.until
    return due


def is_held(day: date, pauses: Iterable[Pause]) -> bool:
    """Whether any pause holds `day`."""
    return any(pause.holds(day) for pause in pauses)
