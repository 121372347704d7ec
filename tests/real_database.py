"""A database of its own for a test in which several connections really commit."""

import secrets
import threading
from collections.abc import Callable, Iterator

import pytest
from django.db import connection, connections

from tests.founded import administration, copy, drop

PATIENCE_SECONDS = 120


@pytest.fixture(scope="session")
def founded_database(founded, django_db_setup, django_db_blocker) -> Iterator[str]:
    """The name of a copy of the test database that nobody ever connects to."""
    if founded.run:
        yield founded.name
        return
    name = _free_name("founded")
    with django_db_blocker.unblock():
        # PostgreSQL copies only a database without connections; no test is running.
        connections.close_all()
    with administration() as cursor:
        copy(cursor, connection.settings_dict["NAME"], name)
        yield name
        drop(cursor, name)


@pytest.fixture
def real_database(founded_database, db) -> Iterator[str]:
    """The name of the database that this test and its threads use: the five agencies, founded.

    Transactions commit as in production, `on_commit` runs, locks are real. The database is dropped
    afterwards. The test's own transaction on the shared test database stays open, unused.
    """
    shared = connections["default"]
    settings = shared.settings_dict
    shared_name, own_name = settings["NAME"], _free_name("real")
    with administration() as cursor:
        copy(cursor, founded_database, own_name)
    # New wrappers, of this thread and of others, are made from the same settings.
    settings["NAME"] = own_name
    del connections["default"]
    try:
        yield own_name
    finally:
        connections["default"].close()
        settings["NAME"] = shared_name
        connections["default"] = shared
        with administration() as cursor:
            drop(cursor, own_name)


def together(*acts: Callable[[], object]) -> list[object]:
    """Run `acts` at once, each in a thread with its own connection.

    What each returned, or the exception it raised, in the same order.
    """
    start = threading.Barrier(len(acts))
    outcomes: list[object] = [None] * len(acts)

    def run(place: int, act: Callable[[], object]) -> None:
        start.wait(PATIENCE_SECONDS)
        try:
            outcomes[place] = act()
        except Exception as error:  # noqa: BLE001
            outcomes[place] = error
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=run, args=(place, act), daemon=True)
        for place, act in enumerate(acts)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE_SECONDS)
    assert not any(thread.is_alive() for thread in threads), "a thread waits for ever"
    return outcomes


def _free_name(purpose: str) -> str:
    return f"{connection.settings_dict['NAME']}_{purpose}_{secrets.token_hex(3)}"
