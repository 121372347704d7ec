"""Holds the decisions against the record: each has a row there that carries its fingerprint."""

import json
from collections.abc import Iterator
from hashlib import sha256

from django.db import connection

from workflow.audit.digest import address_text, instant
from workflow.audit.problems import Kind, Problem

from .decision import Decision

# Everything that a decision says.
_FIELDS = tuple(sorted(field.attname for field in Decision._meta.concrete_fields))
_CHUNK = 2000

# Only rows that `evidence.add` wrote carry the fingerprint of a decision.
_ENTRIES = """
    SELECT (data->>'decision')::bigint, data->>'decision_digest', id, agency_code, at, action
    FROM audit_entry WHERE data ? 'decision_digest' ORDER BY 1, id
"""

ALTERED = "Ý kiến số {pk} không còn như lúc được ghi: đã bị sửa."
GONE = "Ý kiến số {pk} không còn: đã bị xóa."
SLIPPED_IN = "Ý kiến số {pk} không có trong nhật ký: được ghi chen ngoài quy trình."


def digest_of_decision(decision: Decision) -> str:
    """Hex SHA-256 of every column of the row."""
    said = {name: getattr(decision, name) for name in _FIELDS}
    said["at"] = instant(decision.at)
    said["address"] = address_text(decision.address)
    said["action"] = str(decision.action)
    canonical = json.dumps(said, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return sha256(canonical.encode()).hexdigest()


def problems() -> Iterator[Problem]:
    """A problem for each decision that was altered, removed or slipped in."""
    with connection.cursor() as cursor:
        cursor.execute(_ENTRIES)
        known = {row[0]: row[1:] for row in cursor.fetchall()}
    for decision in Decision.objects.order_by("pk").iterator(_CHUNK):
        said = known.pop(decision.pk, None)
        if said is None:
            yield Problem(Kind.EVIDENCE, SLIPPED_IN.format(pk=decision.pk))
        elif said[0] != digest_of_decision(decision):
            yield _problem(ALTERED, decision.pk, said)
    for pk, said in known.items():
        yield _problem(GONE, pk, said)


def _problem(words: str, pk: int, said: tuple) -> Problem:
    _digest, entry_id, chain, at, action = said
    return Problem(
        Kind.EVIDENCE,
        words.format(pk=pk),
        chain=chain,
        entry_id=entry_id,
        at=instant(at),
        action=action,
    )
