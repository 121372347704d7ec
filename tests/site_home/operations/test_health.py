"""`/healthz` fails when the worker has been silent for more than three minutes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Task

from site_home.operations import health, heartbeat
from site_home.operations.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def silence():
    for model in (Heartbeat, OrmQ, Schedule, Task):
        model.objects.all().delete()


def ask(client, seconds_ago: int | None = None):
    if seconds_ago is not None:
        beat_at = timezone.now() - timedelta(seconds=seconds_ago)
        Heartbeat.objects.create(name="worker", beat_at=beat_at)
    answer = client.get("/healthz")
    return answer.status_code, answer.json()


@pytest.mark.parametrize(("seconds_ago", "status"), [(0, 200), (178, 200), (181, 503), (9999, 503)])
def test_three_minutes_of_silence(client, seconds_ago, status):
    assert ask(client, seconds_ago)[0] == status


def test_a_living_worker(client):
    status, body = ask(client, 60)
    assert (status, body["status"], body["database"], body["worker"]) == (200, "ok", "ok", "ok")
    assert 60 <= body["worker_age_seconds"] <= 62


def test_a_worker_that_never_beat(client):
    status, body = ask(client)
    assert status == 503
    assert body == {
        "status": "fail",
        "database": "ok",
        "worker": "không có nhịp sống",
        "worker_age_seconds": None,
        "results_age_seconds": None,
        "waiting_tasks": 0,
        "oldest_task_seconds": None,
        "late_schedules": 0,
        "failed_tasks": 0,
        "problems": ["Hàng đợi chưa có nhịp sống nào."],
    }


def test_results_that_nobody_puts_away(client):
    beat_at = timezone.now() - timedelta(minutes=4)
    Heartbeat.objects.create(name="results", beat_at=beat_at)
    status, body = ask(client, 5)
    assert (status, body["status"]) == (503, "fail")
    assert body["problems"] == ["Hàng đợi không cất kết quả nào từ 4 phút nay."]


def test_a_failed_task_is_degraded_and_readers_are_served(client):
    now = timezone.now()
    Task.objects.create(id="f" * 32, name="x", func="x", started=now, stopped=now, success=False)
    status, body = ask(client, 5)
    assert (status, body["status"], body["failed_tasks"]) == (200, "degraded", 1)
    assert body["problems"] == ["1 việc không xong trong một ngày qua."]


def test_another_service_does_not_stand_in_for_the_worker(client):
    Heartbeat.objects.create(name="web", beat_at=timezone.now())
    assert ask(client)[0] == 503


def test_a_beat_brings_it_back(client):
    assert ask(client, 600)[0] == 503
    heartbeat.beat("worker")
    assert ask(client)[0] == 200


def test_a_silent_database(client, monkeypatch):
    def fail(*args):
        raise DatabaseError("down")

    monkeypatch.setattr(health, "state_of", fail)
    assert ask(client) == (503, {"status": "fail", "database": "không trả lời"})


def test_the_answer_is_never_cached(client):
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]
