"""Are the database's triggers there that keep the record as it is."""

from collections.abc import Iterator

from django.apps import apps
from django.db import connection

from .final import FinalManager
from .problems import Kind, Problem

_CHAIN = (("audit_entry", "audit_entry_linked"), ("audit_link", "audit_link_by_database_only"))
# Enabled as usual or always; D is switched off, R works only on a replica.
_AT_WORK = frozenset("OA")
_TRIGGERS = """
    SELECT tgrelid::regclass::text, tgname, tgenabled, tgfoid = to_regproc('audit_refuse_change')
    FROM pg_trigger WHERE NOT tgisinternal
"""


def expected() -> list[tuple[str, str]]:
    """(table, trigger) that must be at work: the chain's own, one for each append-only model."""
    tables = sorted(
        model._meta.db_table
        for model in apps.get_models()
        if isinstance(model._default_manager, FinalManager)
    )
    return [*_CHAIN, *((table, f"{table}_append_only") for table in tables)]


def problems() -> Iterator[Problem]:
    """A problem for each trigger that is missing or switched off.

    Besides those expected, every trigger there is that refuses changes must be at work.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TRIGGERS)
        rows = cursor.fetchall()
    state = {(table, name): enabled for table, name, enabled, _refuses in rows}
    refusing = [(table, name) for table, name, _enabled, refuses in rows if refuses]
    for table, name in dict.fromkeys([*expected(), *sorted(refusing)]):
        enabled = state.get((table, name))
        if enabled not in _AT_WORK:
            what = "không còn" if enabled is None else "đang bị tắt"
            yield Problem(
                Kind.GUARD_OFF, f"Chốt chặn «{name}» của bảng «{table}» {what}; bảng sửa, xóa được."
            )
