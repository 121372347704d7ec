"""Whether the worker works, asked of the database without Django."""

from datetime import timedelta

import pytest
from django.utils import timezone

from site_home.operations import keep_worker
from site_home.operations.heartbeat import WORKER_LIMIT
from site_home.operations.models import Heartbeat
from site_home.operations.worker_watch import WorkerWatch
from tests.site_home.operations.addresses import address_of


@pytest.fixture
def watch(real_database) -> WorkerWatch:
    Heartbeat.objects.all().delete()
    return WorkerWatch(address_of(real_database))


def beat(name: str, seconds_ago: int) -> None:
    beat_at = timezone.now() - timedelta(seconds=seconds_ago)
    Heartbeat.objects.update_or_create(name=name, defaults={"beat_at": beat_at})


def test_signs_of_life_and_silence(watch):
    assert not watch.is_working()
    beat("worker", 5)
    assert watch.is_working()
    beat("results", 190)
    assert not watch.is_working()
    beat("results", 170)
    assert watch.is_working()
    beat("worker", 190)
    assert not watch.is_working()
    assert watch.limit == WORKER_LIMIT.total_seconds()


def test_a_database_that_does_not_answer_is_not_the_workers_fault():
    assert WorkerWatch("postgresql://x@127.0.0.1:1/khong-co").is_working()


@pytest.mark.parametrize("url", ["mysql://x/y", "postgresql://x/y?khong_co=1"])
def test_an_address_that_is_none_is_told_at_the_start(url, monkeypatch, capsys):
    with pytest.raises(ValueError, match="DATABASE_URL không phải là địa chỉ PostgreSQL"):
        WorkerWatch(url)
    monkeypatch.setenv("DATABASE_URL", url)
    assert keep_worker.main() == 1
    assert "DATABASE_URL" in capsys.readouterr().err


def test_without_an_address_nothing_starts(monkeypatch, capsys):
    monkeypatch.delenv("DATABASE_URL", raising=False)
    assert keep_worker.main() == 1
    assert "Thiếu biến DATABASE_URL" in capsys.readouterr().err
