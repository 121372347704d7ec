"""Lets the flush between live-server tests empty the record, which its triggers refuse."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db.backends.postgresql.operations import DatabaseOperations

LET_GO = "ALTER TABLE audit_entry DISABLE TRIGGER audit_entry_append_only"
HOLD = "ALTER TABLE audit_entry ENABLE TRIGGER audit_entry_append_only"


@contextmanager
def flush_allowed() -> Iterator[None]:
    """Inside the block `flush` (TransactionTestCase, `live_server`) may truncate the record.

    Only the owner of the table is needed, no superuser of PostgreSQL. Django runs the statements
    in one transaction, so the trigger is back before anybody else sees the table.
    """
    original = DatabaseOperations.execute_sql_flush

    def execute_sql_flush(self, sql_list):
        return original(self, [LET_GO, *sql_list, HOLD] if sql_list else sql_list)

    DatabaseOperations.execute_sql_flush = execute_sql_flush
    try:
        yield
    finally:
        DatabaseOperations.execute_sql_flush = original
