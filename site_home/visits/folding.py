"""Counting files of views, once each, whatever crashes and however many try at the same time.

How far a file is counted is written in the transaction of the counts: what was counted is never
counted again, what was not is counted by the next run.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

from django.db import connection, transaction
from django.utils import timezone

from . import spool, visitors
from .counting import count
from .models import FoldedFile, PageVisits, SeenVisitor
from .places import Places
from .spool import Beat

# A transaction each: about a second of work, a few megabytes.
LINES = 5000
# «Đọc nhiều» looks back a month; a year more lets the board compare.
PAGE_DAYS = 400
# Long after its file has gone, the note about a counted spool goes too.
NOTE_DAYS = 7
_LOCK = 713_280_455

Reading = Callable[[str], Beat | None]


class Busy(Exception):
    """Somebody else is counting."""


@contextmanager
def sole_counter(*, wait: bool = False) -> Iterator[None]:
    """Only one process counts at a time; raises `Busy` unless it is to `wait`."""
    with connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        else:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                raise Busy
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


def fold(now: datetime) -> int:
    """Count what the beacon wrote, then forget what is no longer needed; the number of views.

    When another worker is at it: 0.
    """
    try:
        with sole_counter():
            places = Places()
            total = sum(_fold_taken(path, places) for path in spool.take())
            forget(now)
            return total
    except Busy:
        return 0


def _fold_taken(path: Path, places: Places) -> int:
    counted = fold_file(path.name, path, spool.beat_of, places)
    path.unlink()
    return counted


def fold_file(name: str, path: Path, reading: Reading, places: Places) -> int:
    """Count the whole lines of the file that were not counted yet; how many views there were.

    `name` is by what the file is known from one run to the next. The caller is the
    `sole_counter`.
    """
    total = 0
    while True:
        with transaction.atomic():
            note, _new = FoldedFile.objects.select_for_update().get_or_create(name=name)
            lines, end = _lines_from(path, note.offset)
            if not lines:
                return total
            beats = [beat for line in lines if (beat := reading(line)) is not None]
            total += count(beats, places)
            note.offset = end
            note.save()


def _lines_from(path: Path, offset: int) -> tuple[list[str], int]:
    """At most `LINES` whole lines from `offset` on, and where they end."""
    with path.open("rb") as file:
        file.seek(offset)
        raw = [line for line in islice(file, LINES) if line.endswith(b"\n")]
    end = offset + sum(len(line) for line in raw)
    return [line.decode("ascii", "replace").rstrip("\n") for line in raw], end


def forget(now: datetime) -> None:
    """Delete yesterday's salt and readers, old counts of single pages, notes about gone files."""
    today = timezone.localdate(now)
    visitors.forget_salts(today)
    SeenVisitor.objects.filter(day__lt=today).delete()
    PageVisits.objects.filter(day__lt=today - timedelta(days=PAGE_DAYS)).delete()
    FoldedFile.objects.filter(
        name__startswith=spool.TAKEN, at__lt=now - timedelta(days=NOTE_DAYS)
    ).delete()
