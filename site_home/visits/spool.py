"""The file to which each view is appended, and how the task takes it away.

A request only appends one line: no database, no waiting. Lines are `seconds, mark, host, path`
with tabs between. The task renames the file and reads what it has renamed; a lock shared by the
writers sees to it that nobody writes into a file that has been taken.
"""

import fcntl
import os
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings

# An hour without the task at 180 views a second; beyond, views are lost and the disk is not.
MAX_BYTES = 64 * 1024 * 1024
TAKEN = "beats-"

# Addresses of pages are ASCII; whatever else is sent is no page of ours.
PATH = re.compile(r"/[A-Za-z0-9._~%/-]{0,499}")
HOST = re.compile(r"[a-z0-9.-]{1,253}")


@dataclass(frozen=True, slots=True)
class Beat:
    """One page shown to one reader."""

    at: datetime
    mark: str
    host: str
    path: str

    def line(self) -> bytes:
        """The line that says so."""
        seconds = int(self.at.timestamp())
        return f"{seconds}\t{self.mark}\t{self.host}\t{self.path}\n".encode("ascii")


def beat_of(line: str) -> Beat | None:
    """The view that a line of the spool tells of; None for a line that was torn or forged."""
    parts = line.split("\t")
    if len(parts) != 4 or not parts[0].isascii() or not parts[0].isdigit():
        return None
    seconds, mark, host, path = parts
    if len(seconds) > 11 or len(mark) != 16 or not HOST.fullmatch(host) or not PATH.fullmatch(path):
        return None
    return Beat(datetime.fromtimestamp(int(seconds), UTC), mark, host, path)


def folder() -> Path:
    """The folder of the spool, made on first use."""
    path = Path(settings.VAR_DIR) / "visits"
    path.mkdir(parents=True, exist_ok=True)
    return path


def append(beat: Beat) -> bool:
    """Append one view; False when the spool is full because the task has long not run.

    Raises OSError when the disk cannot be written.
    """
    path = folder() / "beats"
    while True:
        descriptor = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_SH)
            if not _is_at(descriptor, path):
                continue
            if os.fstat(descriptor).st_size >= MAX_BYTES:
                return False
            os.write(descriptor, beat.line())
            return True
        finally:
            os.close(descriptor)


def take() -> list[Path]:
    """The files to be counted, oldest first: those left by a crash and what came in since."""
    path = folder() / "beats"
    taken = folder() / f"{TAKEN}{datetime.now(UTC):%Y%m%d%H%M%S}-{secrets.token_hex(4)}"
    try:
        path.rename(taken)
    except FileNotFoundError:
        pass
    else:
        # Waits for the writers that opened the file under its old name.
        with taken.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
    return sorted(folder().glob(f"{TAKEN}*"))


def _is_at(descriptor: int, path: Path) -> bool:
    """Whether the open file is still the one at `path`."""
    try:
        there = path.stat()
    except FileNotFoundError:
        return False
    here = os.fstat(descriptor)
    return (here.st_dev, here.st_ino) == (there.st_dev, there.st_ino)
