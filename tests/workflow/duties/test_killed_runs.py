"""kill -9 in the middle of a run, twice: nothing is told twice, nothing is missing."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing

import psycopg2
import pytest
from django.conf import settings
from django_q.conf import Conf

from site_home.operations.models import OutgoingMail
from tests.factories import user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.late_duties import late_duties
from workflow.approval.notice import Notice
from workflow.audit.models import Entry
from workflow.calendar.filling import fill_years
from workflow.duties.models import Duty, Telling
from workflow.duties.reminding import BATCH, watch

NOW, DUE = at(23, 11, hour=16), at(23, 11, hour=15)
PATIENCE_SECONDS = 60

# A worker's process: mails go to the outbox, its tasks to the queue.
RUN = """
import sys
from datetime import datetime

import django
from django.conf import settings

settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"
settings.Q_CLUSTER["sync"] = False
django.setup()
from workflow.duties.reminding import watch

watch(datetime.fromisoformat(sys.argv[2]))
"""


@pytest.fixture
def five_batches(real_database, settings, monkeypatch):
    """Late duties of two agencies, in more batches than one, in a database of its own."""
    settings.EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"
    monkeypatch.setattr(Conf, "SYNC", False)
    fill_years([2026])
    duties = late_duties(2 * BATCH, DUE, "LA") + late_duties(2 * BATCH + 1, DUE, "BP")
    assert not OutgoingMail.objects.exists()
    return duties


@pytest.fixture
def other():
    """A connection that holds locks."""
    row = settings.DATABASES["default"]
    keys = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {key: row[name] for key, name in keys.items() if row[name]}
    with closing(psycopg2.connect(dbname=row["NAME"], **given)) as own:
        yield own


def run_of(name: str, folder) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-c", RUN, name, NOW.isoformat()],
        env={**os.environ, "TMPDIR": str(folder)},
    )


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.005)


def kill_when_it_waits(run: subprocess.Popen, other) -> None:
    """Kill the run when it waits for a lock, let go of the lock, see the run's backend end."""
    asking = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND NOT pid = ANY(%s)
            AND (wait_event_type = 'Lock' OR NOT %s)
    """
    with other.cursor() as cursor:
        cursor.execute(
            "SELECT array_agg(pid) FROM pg_stat_activity WHERE datname = current_database()"
            " AND wait_event_type = 'Client' AND state = 'idle'"
        )
        ours = cursor.fetchone()[0] or []

        def waits(*, for_lock: bool) -> bool:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(asking, [ours, for_lock])
            return cursor.fetchone()[0] > 0

        wait_until(lambda: waits(for_lock=True))
        run.kill()
        assert run.wait(PATIENCE_SECONDS) == -9
        other.rollback()
        wait_until(lambda: not waits(for_lock=False))
        other.rollback()


def test_twice_killed_everybody_hears_once(five_batches, real_database, other, tmp_path):
    # First: among the batches, while it notes whom to tell.
    run = run_of(real_database, tmp_path)
    wait_until(Telling.objects.exists)
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE duties_telling IN EXCLUSIVE MODE")
    kill_when_it_waits(run, other)
    told_of = Duty.objects.filter(stage=Duty.Stage.DUE).count()
    assert told_of % BATCH == 0
    assert 0 < told_of < len(five_batches)
    assert told_of == Telling.objects.count() == Entry.objects.filter(action="duty.overdue").count()
    assert not OutgoingMail.objects.exists()

    # Second: among the mails. The people of BP are told first, and the second waits.
    people = [user("bp-secretary"), user("la-member")]
    with other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM agencies_user WHERE id = %s FOR UPDATE", [people[1].pk])
    run = run_of(real_database, tmp_path)
    kill_when_it_waits(run, other)
    assert not Duty.objects.exclude(stage=Duty.Stage.DUE).exists()
    assert people[0].email in [mail.recipients[0] for mail in OutgoingMail.objects.all()]

    # Then it is started again, and once more.
    watch(NOW)
    watch(NOW)
    mails = {mail.recipients[0]: mail.subject for mail in OutgoingMail.objects.all()}
    assert OutgoingMail.objects.count() == len(mails) == 2
    assert mails == {
        people[0].email: f"Quá hạn: {2 * BATCH + 1} thời hạn",
        people[1].email: f"Quá hạn: {2 * BATCH} thời hạn",
    }
    assert Notice.objects.filter(text__startswith="Quá hạn: ").count() == 2
    assert not Telling.objects.exists()
    assert Entry.objects.filter(action="duty.overdue").count() == len(five_batches)
    assert Duty.objects.filter(overdue_at=NOW).count() == len(five_batches)
