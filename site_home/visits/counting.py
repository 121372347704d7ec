"""From views to sums."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import connection
from django.utils import timezone

from .models import DailyVisits, PageVisits, SeenVisitor
from .places import Places
from .spool import Beat

# Without a page for this long the reader has left: the next page begins a new visit.
PAUSE = timedelta(minutes=30)
# No person turns so many pages in a day; a program that calls itself a browser does.
MAX_VIEWS = 2000

Section = tuple[str, date, str]


@dataclass(slots=True)
class _Sums:
    views: Counter[Section] = field(default_factory=Counter)
    visits: Counter[Section] = field(default_factory=Counter)
    pages: Counter[tuple[str, date, int]] = field(default_factory=Counter)


def count(beats: Sequence[Beat], places: Places) -> int:
    """Add the views to the sums of their days; how many were of a page of ours.

    The caller holds the lock of `folding` and a transaction.
    """
    found = places.find((beat.host, beat.path) for beat in beats)
    known = sorted(
        (beat for beat in beats if (beat.host, beat.path) in found), key=lambda beat: beat.at
    )
    seen = _seen_before(known)
    sums = _Sums()
    counted = 0
    for beat in known:
        place = found[beat.host, beat.path]
        day = timezone.localdate(beat.at)
        key = (place.agency_code, day, beat.mark)
        visitor = seen.setdefault(
            key, SeenVisitor(agency_code=place.agency_code, day=day, mark=beat.mark, views=0)
        )
        if visitor.views >= MAX_VIEWS:
            continue
        section = (place.agency_code, day, place.section_code)
        if visitor.last_at is None or beat.at - visitor.last_at >= PAUSE:
            sums.visits[section] += 1
        visitor.last_at = max(visitor.last_at or beat.at, beat.at)
        visitor.views += 1
        sums.views[section] += 1
        sums.pages[place.agency_code, day, place.page_id] += 1
        counted += 1
    _remember(seen.values())
    _add(sums)
    return counted


def _seen_before(beats: Iterable[Beat]) -> dict[tuple[str, date, str], SeenVisitor]:
    marks = {beat.mark for beat in beats}
    days = {timezone.localdate(beat.at) for beat in beats}
    rows = SeenVisitor.objects.filter(mark__in=marks, day__in=days)
    return {(row.agency_code, row.day, row.mark): row for row in rows}


def _remember(visitors: Iterable[SeenVisitor]) -> None:
    SeenVisitor.objects.bulk_create(
        [
            SeenVisitor(
                agency_code=row.agency_code,
                day=row.day,
                mark=row.mark,
                last_at=row.last_at,
                views=row.views,
            )
            for row in visitors
        ],
        update_conflicts=True,
        unique_fields=["agency_code", "day", "mark"],
        update_fields=["last_at", "views"],
    )


def _add(sums: _Sums) -> None:
    """Add to the rows that are there, insert the others: one statement for each table."""
    # The names of tables are the models' own; every value is a parameter.
    if not sums.views:
        return
    with connection.cursor() as cursor:
        codes, days, sections = zip(*sums.views, strict=True)
        cursor.execute(
            f"INSERT INTO {DailyVisits._meta.db_table} AS kept"  # noqa: S608
            " (agency_code, day, section_code, views, visits)"
            " SELECT * FROM unnest(%s::varchar[], %s::date[], %s::varchar[], %s::bigint[],"
            " %s::bigint[]) ON CONFLICT (agency_code, day, section_code) DO UPDATE SET"
            " views = kept.views + EXCLUDED.views, visits = kept.visits + EXCLUDED.visits",
            [
                list(codes),
                list(days),
                list(sections),
                list(sums.views.values()),
                [sums.visits[key] for key in sums.views],
            ],
        )
        codes, days, pages = zip(*sums.pages, strict=True)
        cursor.execute(
            f"INSERT INTO {PageVisits._meta.db_table} AS kept"  # noqa: S608
            " (agency_code, day, page_id, views)"
            " SELECT * FROM unnest(%s::varchar[], %s::date[], %s::bigint[], %s::bigint[])"
            " ON CONFLICT (agency_code, day, page_id) DO UPDATE SET"
            " views = kept.views + EXCLUDED.views",
            [list(codes), list(days), list(pages), list(sums.pages.values())],
        )
