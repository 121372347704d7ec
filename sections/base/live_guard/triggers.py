"""Puts the triggers in place after every migration; tells which are missing."""

from dataclasses import dataclass

from django.db import DEFAULT_DB_ALIAS, connection, transaction

from sections.base.models import BasePage

from .functions import functions
from .tables import bookkeeping_columns, parts

_PREFIX = "live_guard"
# Bits of `pg_trigger.tgtype`: for each row, INSERT, DELETE, UPDATE; neither BEFORE nor INSTEAD OF.
_AFTER_ROW = 1 | 4 | 8 | 16
# Fires in ordinary sessions, or always; anything else is as good as no trigger.
_ENABLED = frozenset("OA")

_INSTALLED = """
SELECT c.relname, t.tgname, p.proname, t.tgtype, t.tgargs, t.tgenabled
FROM pg_trigger t
JOIN pg_class c ON c.oid = t.tgrelid
JOIN pg_proc p ON p.oid = t.tgfoid
WHERE NOT t.tgisinternal AND t.tgqual IS NULL AND t.tgattr::text = ''
    AND starts_with(t.tgname, %s)
    AND c.relnamespace = current_schema()::regnamespace
"""
_BODIES = """
SELECT proname, prosrc FROM pg_proc
WHERE pronamespace = current_schema()::regnamespace AND starts_with(proname, %s)
"""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A trigger as it should be, after each inserted, updated or deleted row."""

    table: str
    name: str
    function: str
    arguments: tuple[str, ...] = ()


def install(using: str = DEFAULT_DB_ALIAS, **kwargs) -> int:
    """Bring functions and triggers up to date; the number of statements that were needed.

    Receiver of `post_migrate`; three queries of the catalogue when nothing has changed. Tables
    that a partial migration has not made yet are left out until the next one.
    """
    if using != DEFAULT_DB_ALIAS:
        return 0
    with transaction.atomic(), connection.cursor() as cursor:
        existing = set(connection.introspection.table_names(cursor))
        bodies, installed = _bodies(cursor), _installed(cursor)
        wanted = {(row.table, row.name): row for row in _wanted_triggers() if row.table in existing}
        statements = [(row.sql, ()) for row in functions() if bodies.get(row.name) != row.body]
        for place in installed.keys() - wanted.keys():
            statements.append((_drop(*place), ()))
        for place, row in wanted.items():
            if installed.get(place) != row:
                statements.extend(((_create(row), row.arguments), (_enable(*place), ())))
        for sql, arguments in statements:
            cursor.execute(sql, arguments)
    return len(statements)


def missing() -> list[str]:
    """The tables whose guard is absent, disabled or altered, sorted; empty if all is well."""
    with connection.cursor() as cursor:
        bodies, installed = _bodies(cursor), _installed(cursor)
    sound = {row.name for row in functions() if bodies.get(row.name) == row.body}
    found = set()
    for row in _wanted_triggers():
        needed = {row.function, "live_guard_open"}
        if installed.get((row.table, row.name)) != row or not needed <= sound:
            found.add(row.table)
    return sorted(found)


def _wanted_triggers() -> list[Trigger]:
    page = BasePage._meta.db_table
    wanted = [Trigger(page, _PREFIX, "live_guard_page", bookkeeping_columns())]
    for part in parts():
        arguments = (part.column, part.lookup, "always" if part.always else "")
        name = f"{_PREFIX}_{part.column}"[:63]
        wanted.append(Trigger(part.table, name, "live_guard_part", arguments))
    return wanted


def _bodies(cursor) -> dict[str, str]:
    cursor.execute(_BODIES, [_PREFIX])
    return dict(cursor.fetchall())


def _installed(cursor) -> dict[tuple[str, str], Trigger | None]:
    """The triggers of this room by table and name; None for one that does not fire."""
    cursor.execute(_INSTALLED, [_PREFIX])
    found: dict[tuple[str, str], Trigger | None] = {}
    for table, name, function, kind, raw, enabled in cursor.fetchall():
        # Each argument ends with a zero byte.
        arguments = tuple(bytes(raw).decode().split("\0")[:-1])
        row = Trigger(table, name, function, arguments)
        fires = kind == _AFTER_ROW and enabled in _ENABLED
        found[table, name] = row if fires else None
    return found


def _create(row: Trigger) -> str:
    marks = ", ".join(["%s"] * len(row.arguments))
    return (
        f"CREATE OR REPLACE TRIGGER {_quote(row.name)} "
        f"AFTER INSERT OR UPDATE OR DELETE ON {_quote(row.table)} "
        f"FOR EACH ROW EXECUTE FUNCTION {row.function}({marks})"
    )


def _enable(table: str, name: str) -> str:
    return f"ALTER TABLE {_quote(table)} ENABLE TRIGGER {_quote(name)}"


def _drop(table: str, name: str) -> str:
    return f"DROP TRIGGER {_quote(name)} ON {_quote(table)}"


def _quote(name: str) -> str:
    return connection.ops.quote_name(name)
