"""The fingerprint of a row of the record, and the hash that ties it to the row before.

Pure: the writer (`Entry.save`) and `verification` compute the same bytes from the same values,
the one before they go into PostgreSQL, the other after they come back. The form is for ever:
a change here makes every stored digest wrong, so a new column must be left out of the digests of
the rows that were written before it.
"""

import ipaddress
import json
from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal
from functools import lru_cache
from hashlib import sha256

from sections.base.text import clean_text, clean_values

# Every column of `Entry` except `id` (bound by the link), `folded` (made from the title) and
# `digest` itself.
COLUMNS = (
    "action",
    "actor_id",
    "actor_name",
    "actor_role",
    "address",
    "agency_code",
    "at",
    "data",
    "ground",
    "note",
    "on_behalf_of",
    "section_code",
    "subject_id",
    "subject_title",
    "subject_type",
)
FIRST_PREVIOUS = "0" * 64

_ADDRESS, _DATA = COLUMNS.index("address"), COLUMNS.index("data")

_SPELLED_BY_DATABASE = {
    "at": """to_char({0}.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')""",
    "data": "{0}.data::text",
}


def _number(text: str) -> int | float:
    """jsonb writes 1e16 as 10000000000000000 and keeps the nought of 1.0: both are whole."""
    exact = Decimal(text)
    return int(exact) if exact == exact.to_integral_value() else float(text)


# Made once, since a million rows pass through them; `parse` reads a jsonb column's text.
_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
parse = json.JSONDecoder(parse_float=_number).decode


def digest_of(values: Sequence) -> str:
    """Hex SHA-256 of the canonical JSON of `values`: an array in the order of `COLUMNS`.

    `at` is text as `instant` makes it, `address` as `address_text`, `data` as `plain`.
    """
    return sha256(_encode(values).encode()).hexdigest()


def stored_columns(table: str) -> str:
    """The SQL expressions whose values `digest_of_stored` takes; `table` is the alias of entry."""
    return ", ".join(stored_column(table, name) for name in COLUMNS)


def stored_column(table: str, name: str) -> str:
    """The SQL expression of one column."""
    return _SPELLED_BY_DATABASE.get(name, f"{{0}}.{name}").format(table)


def digest_of_stored(values: Sequence) -> str:
    """The digest of a row as the database gives `stored_columns`."""
    spelled = list(values)
    spelled[_ADDRESS] = address_text(spelled[_ADDRESS])
    spelled[_DATA] = parse(spelled[_DATA])
    return digest_of(spelled)


def link_hash(previous: str, chain: str, seq: int, entry_id: int, digest: str) -> str:
    """Hex SHA-256 that ties a row to the one before; the trigger `audit_link_entry` does it."""
    return sha256(f"{previous}:{chain}:{seq}:{entry_id}:{digest}".encode()).hexdigest()


def storable(text: str) -> str:
    """`text` as PostgreSQL takes it: NFC, no control characters, no halves of UTF-16 pairs."""
    return clean_text(text.encode("utf-8", "replace").decode())


def plain(data: dict) -> dict:
    """`data` as it comes back from a jsonb column.

    Raises TypeError or ValueError for what JSON cannot hold.
    """
    text = json.dumps(data, ensure_ascii=False, allow_nan=False)
    return clean_values(parse(text.encode("utf-8", "replace").decode()))


def instant(at: datetime) -> str:
    """`at` in UTC to the microsecond: `2026-11-22T01:30:00.000000Z`.

    Raises ValueError for a time without a zone.
    """
    if at.utcoffset() is None:
        raise ValueError("the record takes times with a zone only")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='microseconds')}Z"


@lru_cache(maxsize=4096)
def address_text(address: str | None) -> str | None:
    """One spelling for an address: Django, Python and PostgreSQL write IPv6 differently."""
    try:
        return str(ipaddress.ip_address(address)) if address else None
    except ValueError:
        # Not an address that `Entry` could have written (a network, say): left for comparison.
        return address
