"""How the queue stands: who is silent, what waits, what is late; what a dead worker leaves behind."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import Failure, OrmQ, Schedule, Task
from django_q.signing import SignedPackage

from site_home.operations import heartbeat, queue, restarts
from site_home.operations.models import Heartbeat
from site_home.operations.queue import QueueState, free_locks, state_of
from workflow.audit.actions import label_of
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db

WELL = QueueState(
    worker_age=timedelta(seconds=20),
    results_age=timedelta(seconds=20),
    waiting=0,
    oldest_age=None,
    late_schedules=0,
    failed=0,
)


@pytest.fixture(autouse=True)
def nothing():
    for model in (Heartbeat, OrmQ, Schedule, Task):
        model.objects.all().delete()
    heartbeat._written.clear()


def changed(**fields) -> QueueState:
    values = {name: getattr(WELL, name) for name in WELL.__dataclass_fields__}
    return QueueState(**{**values, **fields})


def put(minutes_ago: int, *, taken_for: int = 0, key: str = Conf.CLUSTER_NAME) -> OrmQ:
    """A task asked for so long ago, taken by a worker until so many seconds from now."""
    now = timezone.now()
    task = {"id": "a" * 32, "func": "x.y", "started": now - timedelta(minutes=minutes_ago)}
    lock = now + timedelta(seconds=taken_for)
    return OrmQ.objects.create(key=key, payload=SignedPackage.dumps(task), lock=lock)


def failed(minutes_ago: int) -> Task:
    at = timezone.now() - timedelta(minutes=minutes_ago)
    return Failure.objects.create(
        id=f"{minutes_ago:032d}", name="x", func="x.y", started=at, stopped=at, success=False
    )


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, ""),
        ({"worker_age": None}, "Hàng đợi chưa có nhịp sống nào."),
        ({"worker_age": timedelta(minutes=3)}, ""),
        ({"worker_age": timedelta(minutes=4)}, "Hàng đợi không nhận việc nào từ 4 phút nay."),
        ({"results_age": None}, ""),
        ({"results_age": timedelta(minutes=9)}, "Hàng đợi không cất kết quả nào từ 9 phút nay."),
        # Many wait while work goes on: a matter for somebody, no reason to start again.
        ({"waiting": 5000, "oldest_age": timedelta(hours=1)}, ""),
    ],
)
def test_who_is_stuck(fields, reason):
    state = changed(**fields)
    assert (state.stuck_because, state.is_alive) == (reason, not reason)


def test_problems_are_told_in_sentences():
    assert WELL.problems == []
    state = changed(waiting=7, oldest_age=timedelta(minutes=6), late_schedules=2, failed=3)
    assert state.problems == [
        "Có việc đã chờ 6 phút; đang chờ 7 việc.",
        "2 việc định kỳ chưa chạy đúng giờ.",
        "3 việc không xong trong một ngày qua.",
    ]


def test_the_state_is_read_in_few_queries(django_assert_max_num_queries):
    put(12, taken_for=60)
    put(3)
    put(500, key="hàng đợi khác")
    failed(5)
    failed(60 * 25)
    now = timezone.now()
    for name, minutes in (("trễ", -6), ("đúng", 1)):
        Schedule.objects.create(
            name=name, func="x.y", schedule_type="H", next_run=now + timedelta(minutes=minutes)
        )
    heartbeat.beat("worker")
    with django_assert_max_num_queries(6):
        state = state_of(timezone.now())
    assert (state.waiting, state.oldest_age // timedelta(minutes=1)) == (2, 12)
    assert (state.late_schedules, state.failed) == (1, 1)
    assert state.worker_age < timedelta(seconds=5)
    assert state.results_age is None


def test_a_task_signed_with_another_secret_stops_nothing():
    OrmQ.objects.create(key=Conf.CLUSTER_NAME, payload="x", lock=timezone.now())
    state = state_of(timezone.now())
    assert (state.waiting, state.oldest_age) == (1, None)


def test_what_a_dead_worker_had_taken_waits_for_nobody():
    taken, other = put(1, taken_for=170), put(1, taken_for=170, key="hàng đợi khác")
    put(1)
    now = timezone.now()
    assert free_locks(now) == 1
    taken.refresh_from_db()
    other.refresh_from_db()
    assert taken.lock == now < other.lock


def test_every_task_is_a_sign_of_life_but_not_written_each_time(django_assert_num_queries):
    heartbeat.on_taken(None, task={})
    heartbeat.on_put_away(None, task={})
    assert set(heartbeat.ages(timezone.now())) == {"worker", "results"}
    with django_assert_num_queries(0):
        heartbeat.on_taken(None, task={})
        heartbeat.on_put_away(None, task={"sync": True})


def test_a_silent_database_does_not_end_the_worker(monkeypatch):
    def fail(name):
        raise DatabaseError("down")

    monkeypatch.setattr(heartbeat, "beat", fail)
    heartbeat.on_taken(None, task={})
    assert not Heartbeat.objects.exists()


def test_a_restart_is_recorded_with_what_was_found():
    put(7, taken_for=100)
    restarts.record_restart("Hàng đợi đã dừng (tín hiệu 9).", 1, timezone.now())
    entry = Entry.objects.get(action=restarts.RESTARTED)
    assert entry.note == (
        "Hàng đợi đã dừng (tín hiệu 9). Hàng đợi chưa có nhịp sống nào. Có việc đã chờ 7 phút; "
        "đang chờ 1 việc. Trả lại 1 việc dở dang để làm tiếp."
    )
    assert entry.data == {"waiting": 1, "freed": 1}
    assert label_of(entry.action) == "khởi động lại hàng đợi"


def test_only_one_worker_may_free_what_others_left(settings):
    settings.Q_CLUSTER = {**settings.Q_CLUSTER, "sync": False}
    first = queue.only_worker()
    try:
        assert first is not None
        assert queue.only_worker() is None
    finally:
        first.close()
    again = queue.only_worker()
    assert again is not None
    again.close()
    assert not connection.needs_rollback
