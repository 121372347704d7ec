"""kill -9 in the middle of a run, twice: nothing is told twice, nothing is missing."""

import signal
import time
from collections.abc import Callable
from contextlib import closing
from multiprocessing import get_context
from multiprocessing.context import ForkProcess

import psycopg2
import pytest
from django.conf import settings
from django.db import connection
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


@pytest.fixture
def three_batches(real_database, settings, monkeypatch):
    """Late duties of two agencies, in more batches than one, in a database of its own."""
    settings.EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"
    monkeypatch.setattr(Conf, "SYNC", False)
    fill_years([2026])
    Duty.objects.all().delete()
    duties = late_duties(BATCH, DUE, "LA") + late_duties(BATCH + 1, DUE, "BP")
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


def started_run() -> ForkProcess:
    """A run in a process of its own, with a connection of its own."""
    connection.close()
    run = get_context("fork").Process(target=watch, args=(NOW,))
    run.start()
    return run


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not holds():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def kill_when_it_waits(run: ForkProcess, other) -> None:
    """Kill the run when it waits for a lock, let go of the lock, see the run's backend end."""
    asking = """
        SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend'
            AND pid NOT IN (pg_backend_pid(), %s) AND (wait_event_type = 'Lock' OR NOT %s)
    """
    connection.ensure_connection()
    own_pid = connection.connection.info.backend_pid
    with other.cursor() as cursor:

        def waits(*, for_lock: bool) -> bool:
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(asking, [own_pid, for_lock])
            return cursor.fetchone()[0] > 0

        wait_until(lambda: waits(for_lock=True))
        run.kill()
        run.join(PATIENCE_SECONDS)
        assert run.exitcode == -signal.SIGKILL
        other.rollback()
        wait_until(lambda: not waits(for_lock=False))
        other.rollback()


def test_twice_killed_everybody_hears_once(three_batches, other):
    # First: among the batches, while it notes whom to tell.
    run = started_run()
    wait_until(Telling.objects.exists)
    with other.cursor() as cursor:
        cursor.execute("LOCK TABLE duties_telling IN EXCLUSIVE MODE")
    kill_when_it_waits(run, other)
    told_of = Duty.objects.filter(stage=Duty.Stage.DUE).count()
    assert told_of % BATCH == 0
    assert 0 < told_of < len(three_batches)
    assert told_of == Telling.objects.count() == Entry.objects.filter(action="duty.overdue").count()
    assert not OutgoingMail.objects.exists()

    # Second: among the mails. The people of BP are told first, and the second waits.
    people = [user("bp-secretary"), user("la-member")]
    with other.cursor() as cursor:
        cursor.execute("SELECT 1 FROM agencies_user WHERE id = %s FOR UPDATE", [people[1].pk])
    run = started_run()
    kill_when_it_waits(run, other)
    assert not Duty.objects.exclude(stage=Duty.Stage.DUE).exists()
    assert people[0].email in [mail.recipients[0] for mail in OutgoingMail.objects.all()]

    # Then it is started again, and once more.
    watch(NOW)
    watch(NOW)
    mails = {mail.recipients[0]: mail.subject for mail in OutgoingMail.objects.all()}
    assert OutgoingMail.objects.count() == len(mails) == 2
    assert mails == {
        people[0].email: f"Quá hạn: {BATCH + 1} thời hạn",
        people[1].email: f"Quá hạn: {BATCH} thời hạn",
    }
    assert Notice.objects.filter(text__startswith="Quá hạn: ").count() == 2
    assert not Telling.objects.exists()
    assert Entry.objects.filter(action="duty.overdue").count() == len(three_batches)
    assert Duty.objects.filter(overdue_at=NOW).count() == len(three_batches)
