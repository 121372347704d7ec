"""What the worker does by the clock: one table, registered by name in django-q2.

Times are Vietnamese (`Q_CLUSTER["time_zone"]`). `run_schedule` takes the place of Wagtail's
`publish_scheduled`: only what the board approved with its time becomes public or ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connection, transaction
from django_q.models import Schedule
from django_q.tasks import async_task

PREFIX = "site:"
_LOCK = 713_280_451
# Tasks of every minute would push all others out of the list of finished tasks.
_NO_RESULT = "q_options={'save': False}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A task and when it runs; `cron` is minute, hour, day, month, weekday."""

    name: str
    func: str
    cron: str
    keeps_result: bool = True

    def values(self) -> dict[str, str | int | None]:
        """The columns of the schedule's row that this table decides."""
        return {
            "func": self.func,
            "cron": self.cron,
            "schedule_type": Schedule.CRON,
            "kwargs": None if self.keeps_result else _NO_RESULT,
            "repeats": -1,
        }


SCHEDULES = (
    Entry("heartbeat", "site_home.operations.tasks.heartbeat", "* * * * *", keeps_result=False),
    # Each mail asks for the worker itself; this catches those whose request was lost.
    Entry("send_mail", "site_home.operations.tasks.send_mail", "* * * * *", keeps_result=False),
    Entry("run_schedule", "workflow.approval.tasks.run_schedule", "* * * * *", keeps_result=False),
    Entry("fold_visits", "site_home.visits.tasks.fold", "* * * * *", keeps_result=False),
    Entry("settle_emergencies", "workflow.approval.tasks.settle_emergencies", "*/5 * * * *"),
    Entry("watch_public", "workflow.approval.tasks.watch_public", "7 * * * *"),
    Entry("watch_files", "workflow.approval.tasks.watch_stored_files", "7 2 * * *"),
    Entry("render_snapshots", "workflow.approval.snapshots.tasks.render_missing", "*/15 * * * *"),
    Entry("open_turns", "workflow.duties.tasks.open_turns", "3 * * * *"),
    Entry("watch_duties", "workflow.duties.tasks.watch", "* * * * *", keeps_result=False),
    Entry("recount_troubled", "workflow.duties.tasks.recount_troubled", "*/10 * * * *"),
    # Each change of a calendar asks for the worker itself; this follows the rule books too.
    Entry("recount_duties", "workflow.duties.tasks.recount_all", "47 2 * * *"),
    Entry("draft_reports", "workflow.reports.tasks.draft_due", "5 6 * * *"),
    Entry("review_record", "workflow.audit.tasks_review.remind", "40 6 * * *"),
    Entry("compare_rights", "workflow.audit.tasks_review.compare_rights", "47 3 * * *"),
    Entry("anchor_record", "workflow.audit.tasks.anchor", "7 2 * * *"),
    # Each change asks for the worker itself; this catches what was lost.
    Entry("rebuild_search", "search.entry_tasks.rebuild", "7 4 * * *"),
    Entry("check_links", "sections.tasks.check_links", "20 5 * * *"),
    Entry("clear_sessions", "site_home.operations.tasks.clear_sessions", "17 3 * * *"),
    Entry("clear_sign_ins", "site_home.operations.tasks.clear_sign_ins", "27 3 * * *"),
    Entry("forget_first_saves", "workflow.desk.tasks.forget_first_saves", "37 3 * * *"),
    Entry("fill_calendar", "workflow.calendar.tasks.fill_ahead", "37 3 1 * *"),
)


@dataclass(slots=True)
class Registered:
    """The names added, changed and removed by `register`."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


@transaction.atomic
def register() -> Registered:
    """Bring the rows of django-q2 in line with the table, and ask for the first heartbeat.

    Idempotent; leaves schedules of other names alone. django-q2 has no constraint on names and
    keeps the old next run when `cron` changes, so both are seen to here.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
    done = Registered()
    for entry in SCHEDULES:
        _register(entry, done)
    stale = Schedule.objects.filter(name__startswith=PREFIX).exclude(
        name__in=[PREFIX + entry.name for entry in SCHEDULES]
    )
    done.removed += [name.removeprefix(PREFIX) for name in stale.values_list("name", flat=True)]
    stale.delete()
    # The scheduler wakes half a minute after the worker; a waiting task is taken at once.
    transaction.on_commit(_ask_for_heartbeat)
    return done


def _register(entry: Entry, done: Registered) -> None:
    rows = list(Schedule.objects.filter(name=PREFIX + entry.name).order_by("pk"))
    if not rows:
        Schedule.objects.create(name=PREFIX + entry.name, **entry.values())
        done.added.append(entry.name)
        return
    row, *doubles = rows
    Schedule.objects.filter(pk__in=[double.pk for double in doubles]).delete()
    values = entry.values()
    if doubles or any(getattr(row, name) != value for name, value in values.items()):
        for name, value in values.items():
            setattr(row, name, value)
        row.next_run = row.calculate_next_run()
        row.save()
        done.changed.append(entry.name)


def ask_at_start() -> None:
    """Ask for what a worker does first: what began while none ran is owed from its first minute."""
    async_task("workflow.duties.tasks.open_turns", save=False)


def _ask_for_heartbeat() -> None:
    async_task("site_home.operations.tasks.heartbeat", save=False)
