"""How the queue of the worker stands: what waits and for how long, who works, what failed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection
from django_q.brokers import get_broker
from django_q.conf import Conf
from django_q.models import Failure, OrmQ, Schedule

from . import heartbeat

# A task that waits longer is a matter for somebody, also while others are being done.
WAIT_LIMIT = timedelta(minutes=5)
# The scheduler looks every half minute.
SCHEDULE_LIMIT = timedelta(minutes=5)
FAILURE_DAYS = timedelta(days=1)
_WORKER_LOCK = 713_280_497

NEVER = "Hàng đợi chưa có nhịp sống nào."
SILENT = "Hàng đợi không nhận việc nào từ {minutes} phút nay."
RESULTS_SILENT = "Hàng đợi không cất kết quả nào từ {minutes} phút nay."
WAITING = "Có việc đã chờ {minutes} phút; đang chờ {count} việc."
SCHEDULES_LATE = "{count} việc định kỳ chưa chạy đúng giờ."
FAILED = "{count} việc không xong trong một ngày qua."


@dataclass(frozen=True, slots=True)
class QueueState:
    """The queue at a moment. Ages are None where nothing is known, `oldest_age` also when empty."""

    worker_age: timedelta | None
    results_age: timedelta | None
    waiting: int
    oldest_age: timedelta | None
    late_schedules: int
    failed: int

    @property
    def is_alive(self) -> bool:
        """Whether the worker takes tasks and puts their results away."""
        return not self.stuck_because

    @property
    def stuck_because(self) -> str:
        """Why the worker must be started again, in a sentence; "" while it works."""
        if self.worker_age is None:
            return NEVER
        if self.worker_age > heartbeat.WORKER_LIMIT:
            return SILENT.format(minutes=_minutes(self.worker_age))
        if self.results_age is not None and self.results_age > heartbeat.WORKER_LIMIT:
            return RESULTS_SILENT.format(minutes=_minutes(self.results_age))
        return ""

    @property
    def problems(self) -> list[str]:
        """What somebody should look at, in sentences; the worst first."""
        found = [self.stuck_because]
        if self.oldest_age is not None and self.oldest_age > WAIT_LIMIT:
            found.append(WAITING.format(minutes=_minutes(self.oldest_age), count=self.waiting))
        if self.late_schedules:
            found.append(SCHEDULES_LATE.format(count=self.late_schedules))
        if self.failed:
            found.append(FAILED.format(count=self.failed))
        return [words for words in found if words]


def state_of(now: datetime) -> QueueState:
    """The queue as it stands, in five queries whatever waits."""
    ages = heartbeat.ages(now)
    waiting, oldest = _waiting()
    return QueueState(
        worker_age=ages.get(heartbeat.WORKER),
        results_age=ages.get(heartbeat.RESULTS),
        waiting=waiting,
        oldest_age=None if oldest is None else now - oldest,
        late_schedules=Schedule.objects.exclude(repeats=0)
        .filter(next_run__lt=now - SCHEDULE_LIMIT)
        .count(),
        failed=Failure.objects.filter(stopped__gt=now - FAILURE_DAYS).count(),
    )


def _waiting() -> tuple[int, datetime | None]:
    """How many tasks wait or are being done, and when the oldest was asked for."""
    if not Conf.ORM:
        return _waiting_elsewhere(), None
    rows = OrmQ.objects.using(Conf.ORM).filter(key=Conf.CLUSTER_NAME)
    first = rows.order_by("pk").first()
    if first is None:
        return 0, None
    task = first.task
    # A task signed with another secret says nothing; the worker throws it away.
    return rows.count(), task.get("started") if isinstance(task, dict) else None


def _waiting_elsewhere() -> int:
    """How many tasks wait in Redis; it does not say since when."""
    try:
        return get_broker().queue_size()
    except Exception:  # noqa: BLE001 whatever the broker raises, the worker falls silent of it
        return 0


def only_worker():
    """A connection that marks this process as the one worker, or None while another one lives.

    The mark goes with the connection, which the workers' children inherit: what a killed cluster
    left running keeps it. Only the queue in the database needs it.
    """
    if not Conf.ORM or settings.Q_CLUSTER.get("sync"):
        return None
    own = connection.copy()
    with own.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_WORKER_LOCK])
        (is_alone,) = cursor.fetchone()
    if not is_alone:
        own.close()
        return None
    return own


def free_locks(now: datetime) -> int:
    """Give back the tasks that a dead worker had taken; how many. Only for the only worker.

    Without it they would wait until `Q_CLUSTER["retry"]` seconds have passed.
    """
    rows = OrmQ.objects.using(Conf.ORM).filter(key=Conf.CLUSTER_NAME, lock__gt=now)
    return rows.update(lock=now)


def _minutes(span: timedelta) -> int:
    return span // timedelta(minutes=1)
