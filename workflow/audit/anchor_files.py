"""Anchors on disk: one file for each chain, one line for each day, only ever appended to."""

import json
import os
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field, fields
from datetime import date
from pathlib import Path
from urllib.parse import quote, unquote

INSTALLATION = "cai-dat"
_SUFFIX = ".jsonl"


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where a chain ended at a time: `count` rows, the last one `seq` with `hash`.

    `day` is the local day it stands for, `at` the time it was taken, both ISO 8601.
    """

    chain: str
    day: str
    seq: int
    hash: str
    count: int
    at: str

    @property
    def line(self) -> str:
        """The anchor as it stands in the file and in the mail."""
        return json.dumps(asdict(self), ensure_ascii=False)


@dataclass(slots=True)
class Stored:
    """What the files say: anchors by chain, and the places of lines that cannot be read."""

    by_chain: dict[str, list[Anchor]] = field(default_factory=lambda: defaultdict(list))
    unreadable: list[str] = field(default_factory=list)

    def on_day(self, chain: str, day: str) -> Anchor | None:
        """The first anchor of the chain for a day."""
        return next((row for row in self.by_chain.get(chain, ()) if row.day == day), None)


def day_words(day: str) -> str:
    """`2026-02-05` as 05/02/2026. Raises ValueError if it is no day."""
    return f"{date.fromisoformat(day):%d/%m/%Y}"


def file_name(chain: str) -> str:
    """`LA.jsonl`; the installation's chain has a name of its own."""
    return f"{quote(chain, safe='') or INSTALLATION}{_SUFFIX}"


def append(folder: Path, anchor: Anchor) -> None:
    """Write the anchor's line and wait until it is on the disk. Raises OSError if it cannot be."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file_name(anchor.chain)
    # A line that a crash has cut off must not swallow this one.
    start = "" if _ends_cleanly(path) else "\n"
    descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        os.write(descriptor, f"{start}{anchor.line}\n".encode())
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def read(folders: Iterable[Path]) -> Stored:
    """Every anchor in `folders`; a folder that is not there holds none."""
    stored = Stored()
    for folder in folders:
        for path in sorted(folder.glob(f"*{_SUFFIX}")):
            chain = unquote(path.name.removesuffix(_SUFFIX))
            _read(path, "" if chain == INSTALLATION else chain, stored)
    return stored


def _read(path: Path, chain: str, stored: Stored) -> None:
    text = path.read_text("utf-8", "replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        anchor = _parsed(line)
        if anchor is None or anchor.chain != chain:
            stored.unreadable.append(f"{path} dòng {number}")
        else:
            stored.by_chain[chain].append(anchor)


def _parsed(line: str) -> Anchor | None:
    try:
        values = json.loads(line)
        anchor = Anchor(**values)
        day_words(anchor.day)
    except (ValueError, TypeError):
        return None
    typed = all(isinstance(getattr(anchor, row.name), row.type) for row in fields(Anchor))
    return anchor if typed else None


def _ends_cleanly(path: Path) -> bool:
    try:
        return path.read_bytes()[-1:] in {b"", b"\n"}
    except FileNotFoundError:
        return True
