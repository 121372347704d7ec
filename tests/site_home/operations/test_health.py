"""`/healthz` fails when the worker has been silent for more than three minutes."""

from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.utils import timezone

from site_home.operations import health, heartbeat
from site_home.operations.models import Heartbeat

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def silence():
    Heartbeat.objects.all().delete()


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
    assert ask(client) == (
        503,
        {
            "status": "fail",
            "database": "ok",
            "worker": "không có nhịp sống",
            "worker_age_seconds": None,
        },
    )


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

    monkeypatch.setattr(health, "age", fail)
    assert ask(client) == (503, {"status": "fail", "database": "không trả lời"})


def test_the_answer_is_never_cached(client):
    assert "no-store" in client.get("/healthz").headers["Cache-Control"]
