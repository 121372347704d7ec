"""A real cluster whose idle workers are killed stands still without a word; the supervisor ends it.

The cluster has a database of its own. The task of every minute is asked for twice a second here, so
that a few seconds of silence mean what three minutes mean in production.
"""

import os
import signal
import sys
import time
from pathlib import Path

import psutil
import pytest
from django.conf import settings
from django.utils import timezone
from django_q.conf import Conf
from django_q.models import OrmQ, Success
from django_q.signing import SignedPackage

from site_home.operations.models import Heartbeat
from site_home.operations.queue import state_of
from site_home.operations.supervisor import Service, Supervisor
from site_home.operations.worker_watch import WorkerWatch
from tests.site_home.operations.addresses import address_of
from workflow.audit.models import Entry

ROOT = Path(__file__).resolve().parents[3]
PATIENCE_SECONDS = 60
BEAT = "site_home.operations.tasks.heartbeat"
JOB = "site_home.operations.tasks.clear_sign_ins"


@pytest.fixture(autouse=True)
def signal_handlers():
    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    handlers = {number: signal.getsignal(number) for number in numbers}
    yield
    for number, handler in handlers.items():
        signal.signal(number, handler)


@pytest.fixture
def database_url(real_database, tmp_path, monkeypatch) -> str:
    """The address of this test's database, set for what the supervisor starts."""
    url = address_of(real_database)
    for name, value in {
        "DJANGO_SETTINGS_MODULE": "site_home.settings.development",
        "DATABASE_URL": url,
        "SECRET_KEY": settings.SECRET_KEY,
        "VAR_DIR": str(tmp_path),
    }.items():
        monkeypatch.setenv(name, value)
    return url


def ask_for(func: str) -> str:
    """Put a task into the queue of the database, whatever the tests' own settings do; its id."""
    task_id = os.urandom(16).hex()
    task = {
        "id": task_id, "name": func, "func": func, "args": (), "kwargs": {},
        "started": timezone.now(), "ack_failure": True, "save": func != BEAT,
    }  # fmt: skip
    payload = SignedPackage.dumps(task)
    OrmQ.objects.create(key=Conf.CLUSTER_NAME, payload=payload, lock=timezone.now())
    return task_id


class Scene:
    """What happens while the supervisor runs: its `tick`."""

    def __init__(self, service: Service):
        self.service = service
        self.until = time.monotonic() + PATIENCE_SECONDS
        self.next_beat = 0.0
        self.killed: list[int] = []
        self.stuck_pid: int | None = None
        self.job = ""

    def __call__(self) -> bool:
        """Keep asking for signs of life; kill once the workers idle; end when the job is done."""
        now = time.monotonic()
        if now >= self.next_beat:
            self.next_beat = now + 0.5
            ask_for(BEAT)
        if not self.killed:
            self._kill_idle_workers()
        return now < self.until and not (self.job and self.is_done())

    def is_done(self) -> bool:
        return Success.objects.filter(pk=self.job).exists()

    def is_first_cluster(self) -> bool:
        process = self.service.process
        return process is not None and process.pid == self.stuck_pid

    def _kill_idle_workers(self) -> None:
        if not Heartbeat.objects.filter(name="worker").exists() or OrmQ.objects.exists():
            return
        (sentinel,) = psutil.Process(self.service.process.pid).children()
        # Workers are started first, then the one that stores results and the one that fetches.
        workers = sorted(sentinel.children(), key=lambda child: child.create_time())[:2]
        self.stuck_pid = self.service.process.pid
        for worker in workers:
            worker.kill()
            self.killed.append(worker.pid)
        self.job = ask_for(JOB)


def test_a_cluster_that_stands_still_is_replaced_and_its_work_goes_on(database_url):
    Heartbeat.objects.all().delete()
    watch = WorkerWatch(database_url, limit=2)
    service = Service(
        "Hàng đợi",
        [sys.executable, str(ROOT / "manage.py"), "run_worker"],
        grace=1,
        probe_after=0,
        probe_interval=0.25,
        stuck_grace=0.5,
    )
    scene = Scene(service)
    # Production waits for three minutes before it asks: a cluster takes some seconds to start.
    service.is_healthy = lambda: not scene.is_first_cluster() or watch.is_working()
    sentences: list[str] = []
    began = timezone.now()

    Supervisor(report=sentences.append, tick=scene, first_delay=0.1, pause=0.05).run([service])

    assert len(scene.killed) == 2
    assert sentences == ["Hàng đợi không còn làm việc, khởi động lại sau 0.1 giây."]
    assert scene.is_done()
    assert WorkerWatch(database_url).is_working()
    (entry,) = Entry.objects.filter(action="task.restarted", at__gte=began)
    assert (entry.actor_name, entry.subject_title) == ("Hệ thống", "Hàng đợi")
    assert entry.note.startswith("Hàng đợi không còn làm việc.")
    # The pusher had taken them for workers that never came; nobody waits for `retry` to pass.
    assert entry.data["freed"] >= 1
    assert entry.data["waiting"] >= entry.data["freed"]
    assert state_of(timezone.now()).stuck_because == ""
    assert not any(psutil.pid_exists(pid) for pid in scene.killed)
