"""Tables whose rows nobody changes or removes: the triggers, for migrations of every room."""

from django.db import migrations

# The function is made by migration audit/0003_append_only: depend on it.
_FORWARD = """
CREATE TRIGGER {table}_append_only
    BEFORE UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
"""
_BACKWARD = "DROP TRIGGER {table}_append_only ON {table};"


def append_only_sql(table: str) -> str:
    """The SQL that makes `table` refuse UPDATE, DELETE and TRUNCATE, whoever is connected."""
    return _FORWARD.format(table=table)


def append_only(table: str) -> migrations.RunSQL:
    """The same as an operation of a migration that can be undone.

    The trigger is an ordinary one: a restore that sets `session_replication_role = replica`
    passes. A model whose default manager is `FinalManager` is expected to have it, and
    `verify_audit_log` says so when it is missing or switched off.
    """
    return migrations.RunSQL(append_only_sql(table), _BACKWARD.format(table=table))
