"""The periodic tasks with their last and next run, as the worker's screen shows them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from croniter import croniter
from django.utils import timezone
from django_q.models import Schedule, Task

from .failures import why_failed
from .queue import SCHEDULE_LIMIT
from .schedules import PREFIX, SCHEDULES, Entry
from .words import task_words

WELL, FAILED, UNKNOWN, NOT_YET, WAITING = "well", "failed", "unknown", "not-yet", "waiting"
RESULTS = {
    WELL: "xong",
    FAILED: "không xong",
    UNKNOWN: "không giữ kết quả khi xong",
    NOT_YET: "chưa chạy lần nào",
    WAITING: "chưa có kết quả",
}


@dataclass(frozen=True, slots=True)
class ScheduleRow:
    """A periodic task; `next_run` is None when it is not registered, `reason` why it failed."""

    name: str
    what: str
    cron: str
    last_run: datetime | None
    result: str
    reason: str
    next_run: datetime | None
    is_late: bool

    @property
    def result_words(self) -> str:
        """«xong», «không xong», …"""
        return RESULTS[self.result]


def schedule_rows(now: datetime) -> list[ScheduleRow]:
    """Every row of the table, then what others have registered, in two queries."""
    registered = {row.name: row for row in Schedule.objects.order_by("name", "-pk")}
    tasks = Task.objects.in_bulk([row.task for row in registered.values() if row.task])
    rows = []
    for entry in SCHEDULES:
        rows.append(_row(entry, registered.pop(PREFIX + entry.name, None), tasks, now))
    for schedule in registered.values():
        entry = Entry(schedule.name or schedule.func, schedule.func, schedule.cron or "")
        rows.append(_row(entry, schedule, tasks, now))
    return rows


def _row(
    entry: Entry, schedule: Schedule | None, tasks: dict[str, Task], now: datetime
) -> ScheduleRow:
    result, last_run, reason, next_run = NOT_YET, None, "", None
    if schedule is not None:
        next_run = schedule.next_run
        result, last_run, reason = _last(entry, schedule, tasks.get(schedule.task or ""))
    return ScheduleRow(
        name=entry.name,
        what=task_words(entry.func),
        cron=entry.cron,
        last_run=last_run,
        result=result,
        reason=reason,
        next_run=next_run,
        is_late=next_run is None or next_run < now - SCHEDULE_LIMIT,
    )


def _last(entry: Entry, schedule: Schedule, task: Task | None) -> tuple[str, datetime | None, str]:
    """The result, the time and, of a failure, the reason of the last run."""
    if task is not None and task.success:
        return WELL, task.stopped, ""
    if task is not None:
        return FAILED, task.stopped, why_failed(task)
    if not schedule.task:
        return NOT_YET, None, ""
    # What leaves no result when all is well ran at its last time.
    return (WAITING if entry.keeps_result else UNKNOWN), _before(schedule), ""


def _before(schedule: Schedule) -> datetime | None:
    if not schedule.cron or schedule.next_run is None:
        return None
    local = timezone.localtime(schedule.next_run)
    return croniter(schedule.cron, local).get_prev(datetime)
