"""Epochs: moved once by a commit, seen by everybody, never by a rollback."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import caches
from django.db import transaction
from django.utils import timezone

from site_home.delivery import epochs, memory

pytestmark = pytest.mark.django_db

SITE, OTHER = 71, 72


@pytest.fixture(autouse=True)
def own_folder(settings, tmp_path):
    settings.EPOCH_DIR = tmp_path / "epochs"


@pytest.fixture
def at_commit(django_capture_on_commit_callbacks):
    """What runs when the block's transaction commits."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_a_change_moves_its_site_and_the_portal_only(at_commit):
    before = [epochs.committed(name) for name in (SITE, OTHER, epochs.ANY)]
    with at_commit():
        epochs.touch(SITE)
        assert epochs.committed(SITE) == before[0]
    after = [epochs.committed(name) for name in (SITE, OTHER, epochs.ANY)]
    assert [a != b for a, b in zip(before, after, strict=True)] == [True, False, True]


def test_none_stands_for_every_site(at_commit):
    before = [epochs.committed(name) for name in (SITE, OTHER, epochs.ANY)]
    with at_commit():
        epochs.touch(None)
    after = [epochs.committed(name) for name in (SITE, OTHER, epochs.ANY)]
    assert all(a != b for a, b in zip(before, after, strict=True))


def test_many_changes_of_one_transaction_move_once(at_commit):
    with at_commit() as callbacks:
        for _time in range(5):
            epochs.touch(SITE)
        epochs.touch(OTHER)
    assert len(callbacks) == 1


def test_what_is_rolled_back_moves_nothing(at_commit):
    before = epochs.stamp(SITE)
    with at_commit() as callbacks, transaction.atomic():
        epochs.touch(SITE)
        assert epochs.is_pending()
        assert epochs.stamp(SITE) != before
        transaction.set_rollback(True)
    assert callbacks == []
    assert not epochs.is_pending()
    assert epochs.stamp(SITE) == before


def test_a_change_of_one_site_leaves_the_stamps_of_others(at_commit):
    before = [epochs.stamp(name) for name in (SITE, OTHER, epochs.ALL)]
    with at_commit():
        epochs.touch(SITE)
        changed = [epochs.stamp(name) for name in (SITE, OTHER, epochs.ALL)]
        epochs.touch(None)
        all_changed = [epochs.stamp(name) for name in (SITE, OTHER, epochs.ALL)]
    assert [a != b for a, b in zip(before, changed, strict=True)] == [True, False, False]
    assert [a != b for a, b in zip(before, all_changed, strict=True)] == [True, True, True]


def test_a_transaction_remembers_nothing_for_others():
    values = iter(["cũ", "mới", "mới hơn"])

    def make():
        return next(values)

    assert memory.remembered(SITE, "tên", make) == "cũ"
    with transaction.atomic():
        epochs.touch(SITE)
        assert memory.remembered(SITE, "tên", make) == "mới"
        transaction.set_rollback(True)
    assert memory.remembered(SITE, "tên", make) == "mới hơn"
    assert memory.remembered(SITE, "tên", make) == "mới hơn"


def test_another_process_is_seen_at_once():
    """Another process replaces the file as a whole, whoever owns the old one."""
    before = epochs.committed(SITE)
    fresh = Path(f"{epochs.settings.EPOCH_DIR}/of-another-process")
    fresh.touch()
    os.replace(fresh, fresh.with_name(str(SITE)))
    assert epochs.committed(SITE) != before


def test_it_is_another_day_after_midnight(monkeypatch):
    before = epochs.committed(SITE)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(epochs.timezone, "localdate", lambda: tomorrow)
    assert epochs.committed(SITE) != before


def test_without_a_folder_nothing_is_remembered(settings, tmp_path):
    blocked = tmp_path / "tep"
    blocked.touch()
    settings.EPOCH_DIR = blocked / "epochs"
    made = []
    for _time in range(2):
        memory.remembered(SITE, "tên", lambda: made.append(1))
    assert epochs.committed(SITE) is None
    assert len(made) == 2


def test_a_failing_folder_does_not_stop_the_act(settings, tmp_path, at_commit, caplog):
    blocked = tmp_path / "tep"
    blocked.touch()
    settings.EPOCH_DIR = blocked / "epochs"
    with at_commit():
        epochs.touch(SITE)
    assert "could not be moved" in caplog.text


class TestSeveralMachines:
    """Each with a folder of its own and one cache between them."""

    @pytest.fixture(autouse=True)
    def shared(self, settings, tmp_path):
        settings.CACHES = {
            **settings.CACHES,
            "shared": {
                "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
                "LOCATION": tmp_path / "shared",
            },
        }
        settings.EPOCH_CACHE = "shared"
        epochs._shared.values = {}
        epochs._shared.forget()
        yield
        epochs._shared.values = {}

    def test_a_change_reaches_the_others_within_a_second(self, settings, tmp_path, at_commit):
        here = settings.EPOCH_DIR
        before = epochs.committed(SITE)
        settings.EPOCH_DIR = tmp_path / "elsewhere"
        with at_commit():
            epochs.touch(SITE)
        settings.EPOCH_DIR = here
        epochs._shared.forget()
        assert epochs.committed(SITE) != before

    def test_the_cache_is_asked_once_a_second(self, monkeypatch):
        asked = []
        shared = caches["shared"]
        answer = type(shared).get_many
        monkeypatch.setattr(
            type(shared), "get_many", lambda *args: asked.append(1) or answer(*args)
        )
        epochs.committed(SITE)
        first = len(asked)
        for _time in range(50):
            epochs.committed(SITE)
        assert len(asked) == first
        epochs._shared.forget()
        epochs.committed(SITE)
        assert len(asked) == first + 1

    def test_while_the_cache_fails_the_own_machine_goes_on(self, monkeypatch, at_commit, caplog):
        before = epochs.committed(SITE)

        def fail(*args, **kwargs):
            raise ConnectionError

        monkeypatch.setattr(type(caches["shared"]), "get_many", fail)
        monkeypatch.setattr(type(caches["shared"]), "set_many", fail)
        epochs._shared.forget()
        assert epochs.committed(SITE) == before
        with at_commit():
            epochs.touch(SITE)
        assert epochs.committed(SITE) != before
        assert "did not reach" in caplog.text
