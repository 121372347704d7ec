"""The test database of each process: five agencies, founded once for all of a run.

Founding takes a minute, copying what was founded half a second. The first process of pytest-xdist
to ask founds, the others wait and copy. What they copy belongs to their run alone, so that no
changed program meets a database of yesterday.
"""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager

import psycopg2
from django.apps import apps
from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, connections

_LOCK = 520_938_117


@contextmanager
def administration() -> Iterator[psycopg2.extensions.cursor]:
    """A cursor of the server that works on no test database; each statement commits."""
    row = settings.DATABASES["default"]
    keys = {"user": "USER", "password": "PASSWORD", "host": "HOST", "port": "PORT"}
    given = {key: row[name] for key, name in keys.items() if row[name]}
    with closing(psycopg2.connect(dbname="postgres", **given)) as server:
        server.autocommit = True
        with server.cursor() as cursor:
            yield cursor


def copy(cursor, source: str, name: str) -> None:
    """Make the database `name` a copy of `source`, which nobody may be connected to."""
    drop(cursor, name)
    cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{source}"')


def drop(cursor, name: str) -> None:
    """Drop the database `name` if there is one, whoever is connected to it."""
    cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


class Founded:
    """The founded database of the run `run`, to be copied; a name made of the ordinary one."""

    def __init__(self, run: str, ordinary_name: str):
        self.run = run
        self.name = f"test_{ordinary_name}_founded"

    def enter(self, own_name: str, found_all: Callable[[], None], *, keep: bool) -> None:
        """Let this process work on `own_name`; with `keep`, on what it held before, mended."""
        with self._alone() as cursor:
            if not (keep and _exists(cursor, own_name)) and self._stands(cursor):
                copy(cursor, self.name, own_name)
                _use(own_name)
                return
            connection.creation.create_test_db(
                verbosity=0, autoclobber=True, serialize=False, keepdb=keep
            )
            found_all()
            if self.run and not self._stands(cursor):
                # PostgreSQL copies only a database without connections; no test has begun yet.
                connections.close_all()
                copy(cursor, own_name, self.name)
                cursor.execute(f'COMMENT ON DATABASE "{self.name}" IS %s', [self.run])

    def remove(self) -> None:
        """Drop what was to be copied, unless another run has put its own there."""
        with self._alone() as cursor:
            if self._stands(cursor):
                drop(cursor, self.name)

    @contextmanager
    def _alone(self) -> Iterator[psycopg2.extensions.cursor]:
        """Other processes wait; the lock goes with the connection, however it ends."""
        with administration() as cursor:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
            yield cursor

    def _stands(self, cursor) -> bool:
        if not self.run:
            return False
        cursor.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [self.name],
        )
        return cursor.fetchone() == (self.run,)


def _exists(cursor, name: str) -> bool:
    cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return cursor.fetchone() is not None


def _use(name: str) -> None:
    connection.close()
    settings.DATABASES["default"]["NAME"] = name
    connection.settings_dict["NAME"] = name
    # Founding learns them on its way; no test should pay for them.
    ContentType.objects.get_for_models(*apps.get_models())
