"""Is the record as it was written: every row, every link, every anchor."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from . import anchor_files, digest, guards
from .problems import Kind, Problem
from .walk import Walk

FETCHED_AT_ONCE = 5_000

# Other rooms add what they hold against the record: each yields a problem for every piece of
# evidence that does not agree with it. Called when nobody asked for a single chain only.
EVIDENCE: list[Callable[[], Iterable[Problem]]] = []

_LINK_COLUMNS = 5
_LINKS = """
    SELECT link.chain, link.seq, link.entry_id, link.previous, link.hash,
        entry.id, entry.digest, {columns}
    FROM audit_link link LEFT JOIN audit_entry entry ON entry.id = link.entry_id
    {where} ORDER BY link.chain, link.seq
"""
_UNLINKED = """
    SELECT DISTINCT ON (entry.agency_code) entry.agency_code, entry.id, {at}, entry.action,
        count(*) OVER (PARTITION BY entry.agency_code)
    FROM audit_entry entry LEFT JOIN audit_link link ON link.entry_id = entry.id
    WHERE link.entry_id IS NULL {and_chain}
    ORDER BY entry.agency_code, entry.id
"""


@dataclass(frozen=True, slots=True)
class Chain:
    """What the walk along one chain found; `further` counts the damage after the first."""

    code: str
    rows: int
    last_hash: str
    anchors: int
    first: Problem | None
    further: int


@dataclass(frozen=True, slots=True)
class Verification:
    """The outcome: chains in order of their codes, then everything that is wrong."""

    chains: tuple[Chain, ...]
    problems: tuple[Problem, ...]
    seconds: float

    @property
    def rows(self) -> int:
        """How many rows were checked."""
        return sum(chain.rows for chain in self.chains)

    @property
    def is_whole(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def verify(chain: str | None = None, folders: Sequence[Path] = ()) -> Verification:
    """Check the record against itself and against its anchors; it is only read.

    One chain, or all and everything else with None. Anchors are those of `AUDIT_ANCHOR_DIR` and
    of `folders` (copies kept elsewhere). Raises OSError if a file of anchors cannot be read.
    """
    started = time.monotonic()
    folders = (Path(settings.AUDIT_ANCHOR_DIR), *folders)
    stored = anchor_files.read(folders)
    walks = _walks(chain, stored)
    # An anchor's line is on disk before its row: read again for what was anchored meanwhile.
    lines = anchor_files.read(folders)
    found = [walk.first for walk in walks if walk.first]
    found += [problem for walk in walks for problem in _without_line(walk, lines)]
    found += _unlinked(chain)
    found += [_unreadable(place) for place in stored.unreadable]
    found += guards.problems()
    if chain is None:
        found += [problem for evidence in EVIDENCE for problem in evidence()]
    return Verification(
        tuple(
            Chain(walk.chain, walk.rows, walk.hash, walk.met_anchors, walk.first, walk.further)
            for walk in walks
        ),
        tuple(found),
        time.monotonic() - started,
    )


def _walks(only: str | None, stored: anchor_files.Stored) -> list[Walk]:
    """The walks along all chains that the record or the anchors know, ended."""
    anchored = set(stored.by_chain) if only is None else {only}
    walks: dict[str, Walk] = {}
    walk = None
    for row in _linked_rows(only):
        if walk is None or walk.chain != row[0]:
            walk = walks[row[0]] = Walk(row[0], stored.by_chain.get(row[0], ()))
        walk.step(row[1:_LINK_COLUMNS], row[_LINK_COLUMNS:])
    for code in anchored - set(walks):
        walks[code] = Walk(code, stored.by_chain.get(code, ()))
    for walk in walks.values():
        walk.end()
    return [walks[code] for code in sorted(walks)]


def _linked_rows(only: str | None) -> Iterator[tuple]:
    """The links with their rows as plain tuples, from a server-side cursor (one snapshot)."""
    sql = _LINKS.format(
        columns=digest.stored_columns("entry"), where="" if only is None else "WHERE chain = %s"
    )
    with transaction.atomic(), closing(connection.chunked_cursor()) as cursor:
        cursor.execute(sql, [] if only is None else [only])
        while rows := cursor.fetchmany(FETCHED_AT_ONCE):
            yield from rows


def _without_line(walk: Walk, lines: anchor_files.Stored) -> list[Problem]:
    """The first recorded anchor of the chain whose line is gone, if any."""
    known = {(anchor.seq, anchor.hash) for anchor in lines.by_chain.get(walk.chain, ())}
    return [problem for place, problem in walk.recorded.items() if place not in known][:1]


def _unlinked(only: str | None) -> list[Problem]:
    at = digest.stored_column("entry", "at")
    and_chain = "" if only is None else "AND entry.agency_code = %s"
    with connection.cursor() as cursor:
        cursor.execute(_UNLINKED.format(at=at, and_chain=and_chain), [] if only is None else [only])
        return [
            Problem(
                Kind.UNLINKED,
                f"dòng không có mắt xích, được chèn khi chốt chặn bị tắt ({count} dòng như vậy).",
                chain=chain,
                entry_id=entry_id,
                at=at,
                action=action,
            )
            for chain, entry_id, at, action, count in cursor.fetchall()
        ]


def _unreadable(place: str) -> Problem:
    return Problem(Kind.ANCHOR_UNREADABLE, f"Tệp mốc có dòng không đọc được: {place}.")
