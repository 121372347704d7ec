"""The record in tests: lets a flush empty it, lets a test bend it, links it without a commit.

Only the owner of the tables is needed, no superuser of PostgreSQL.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.db.backends.postgresql.operations import DatabaseOperations

# Every trigger that refuses a change, of whichever room.
_GUARDS = """
    SELECT tgrelid::regclass::text, tgname FROM pg_trigger
    WHERE tgfoid = to_regproc('audit_refuse_change')
    ORDER BY tgname
"""


def link_now() -> None:
    """Link the rows of this transaction, as its commit would do."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


@contextmanager
def unguarded(*tables: str) -> Iterator[None]:
    """Inside the block the rows of `tables` can be changed, removed and added in plain SQL."""
    link_now()
    _switch("DISABLE", tables)
    try:
        yield
    finally:
        _switch("ENABLE", tables)


def _switch(how: str, tables: tuple[str, ...]) -> None:
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(f"ALTER TABLE {table} {how} TRIGGER USER")


@contextmanager
def flush_allowed() -> Iterator[None]:
    """Inside the block `flush` (TransactionTestCase, `live_server`) may truncate the record.

    Django runs the statements in one transaction, so the triggers are back before anybody else
    sees the tables.
    """
    original = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        if not sql_list:
            return original(self, sql_list)
        with self.connection.cursor() as cursor:
            cursor.execute(_GUARDS)
            guards = cursor.fetchall()
        return original(
            self,
            [
                *(f"ALTER TABLE {table} DISABLE TRIGGER {name}" for table, name in guards),
                *sql_list,
                *(f"ALTER TABLE {table} ENABLE TRIGGER {name}" for table, name in guards),
            ],
        )

    DatabaseOperations.execute_sql_flush = execute_sql_flush
    try:
        yield
    finally:
        DatabaseOperations.execute_sql_flush = original
