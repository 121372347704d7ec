"""What somebody with the owner's rights could do to the record, in plain SQL."""

from django.db import connection

from tests.append_only import unguarded
from workflow.audit import digest

TABLES = ("audit_entry", "audit_link")


def bend(*statements: tuple[str, list]) -> None:
    """Run the statements with the triggers of the record switched off, then on again."""
    with unguarded(*TABLES), connection.cursor() as cursor:
        for sql, values in statements:
            cursor.execute(sql, values)


def delete(*entry_ids: int) -> None:
    """Remove rows together with their links."""
    bend(
        ("DELETE FROM audit_entry WHERE id = ANY(%s)", [list(entry_ids)]),
        ("DELETE FROM audit_link WHERE entry_id = ANY(%s)", [list(entry_ids)]),
    )


def rewrite(chain: str, entry_id: int, note: str) -> None:
    """Change the note of a row and make every digest and link of the chain fit again."""
    with unguarded(*TABLES), connection.cursor() as cursor:
        cursor.execute("UPDATE audit_entry SET note = %s WHERE id = %s", [note, entry_id])
        cursor.execute(
            f"SELECT link.seq, entry.id, {digest.stored_columns('entry')}"  # noqa: S608
            " FROM audit_link link JOIN audit_entry entry ON entry.id = link.entry_id"
            " WHERE link.chain = %s ORDER BY link.seq",
            [chain],
        )
        previous = digest.FIRST_PREVIOUS
        for seq, row_id, *values in cursor.fetchall():
            fresh = digest.digest_of_stored(values)
            hashed = digest.link_hash(previous, chain, seq, row_id, fresh)
            cursor.execute("UPDATE audit_entry SET digest = %s WHERE id = %s", [fresh, row_id])
            cursor.execute(
                "UPDATE audit_link SET previous = %s, hash = %s WHERE entry_id = %s",
                [previous, hashed, row_id],
            )
            previous = hashed
