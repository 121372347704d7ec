"""Keeps the entries like their sources: one, a part of the tree, or all.

Every refresh reads and writes under one lock, so a slower worker never puts back what a faster
one has already replaced. What stays the same is not written.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time
from functools import partial

from django.db import connection, transaction
from django.utils import timezone
from django_q.tasks import async_task
from wagtail.models import Site

from sections.base.models import BasePage
from sections.base.text import clean_text, fold

from . import sources
from .models import Entry
from .pages import PAGES
from .sources import Offer
from .words import number_key, vector

BATCH = 500
# As much of a page as is looked through: about 20,000 words.
MAX_TEXT = 100_000
MAX_NUMBERS = 50
_LOCK = 713_280_454
_REFRESH = "search.entry_tasks.refresh"
_REFRESH_BELOW = "search.entry_tasks.refresh_below"

_COLUMNS = {
    "source": "varchar",
    "object_id": "bigint",
    "site_id": "int",
    "kind": "varchar",
    "section_code": "varchar",
    "is_section": "boolean",
    "year": "smallint",
    "published": "timestamptz",
    "title": "varchar",
    "folded_title": "text",
    "number": "varchar",
    "number_shown": "varchar",
    "text": "text",
    "vector": "text",
}
_VALUES = ", ".join(name for name in _COLUMNS if name not in {"source", "object_id"})
_WRITE = f"""
    INSERT INTO search_entry AS kept ({", ".join(_COLUMNS)})
    SELECT {", ".join(f"{n}::tsvector" if n == "vector" else n for n in _COLUMNS)}
    FROM unnest({", ".join(f"%s::{kind}[]" for kind in _COLUMNS.values())})
        AS offered ({", ".join(_COLUMNS)})
    ON CONFLICT (source, object_id) DO UPDATE
    SET ({_VALUES}) = ({", ".join(f"excluded.{name}" for name in _VALUES.split(", "))})
    WHERE ({", ".join(f"kept.{name}" for name in _VALUES.split(", "))})
        IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _VALUES.split(", "))})
"""  # noqa: S608 only names of columns


def ask_refresh(source: str, object_id: int) -> None:
    """Let the worker refresh an entry once the present transaction has been committed."""
    for _savepoints, act, _robust in connection.run_on_commit:
        # What is still there was asked in a savepoint that is done or encloses this one. Refreshing
        # what is undone later does no harm.
        if isinstance(act, _Asked) and act.source == source and not act.is_told:
            act.ids.add(object_id)
            return
    transaction.on_commit(_Asked(source, object_id), robust=True)


def ask_refresh_below(path: str) -> None:
    """Let the worker refresh a page and all below it, by its place in the tree."""
    transaction.on_commit(partial(async_task, _REFRESH_BELOW, path, save=False), robust=True)


class _Asked:
    """What one transaction asks of the worker at its end: founding saves a page several times."""

    def __init__(self, source: str, object_id: int):
        self.source, self.ids, self.is_told = source, {object_id}, False

    def __call__(self) -> None:
        ids, self.is_told = sorted(self.ids), True
        for start in range(0, len(ids), BATCH):
            async_task(_REFRESH, self.source, ids[start : start + BATCH], save=False)


def refresh_page(page) -> int:
    """Bring the entry of `page` up to date at once; how many rows were written."""
    return refresh(PAGES.name, [page.pk])


@transaction.atomic
def refresh(source_name: str, ids: Collection[int]) -> int:
    """Bring the entries of `ids` up to date; how many rows were written or removed."""
    _lock()
    source = sources.named(source_name)
    offers = list(source.offers(ids)) if source and ids else []
    gone = set(ids) - {offer.object_id for offer in offers}
    return _write(source_name, offers) + remove(source_name, gone)


def refresh_below(path: str) -> int:
    """Bring the entries of the page at `path` and of all below it up to date, in batches."""
    written, last = 0, 0
    pages = BasePage.objects.filter(path__startswith=path).order_by("pk")
    while ids := list(pages.filter(pk__gt=last).values_list("pk", flat=True)[:BATCH]):
        written += refresh(PAGES.name, ids)
        last = ids[-1]
    return written


def rebuild(site: Site | None = None) -> int:
    """Bring all entries up to date, those of one site if given; how many objects have one.

    Batch by batch: readers find all the while, and other workers wait for one batch at most.
    """
    count = 0
    for source in sources.every():
        last = 0
        while ids := source.ids_after(last, BATCH, site):
            _sweep(source.name, last, ids, site)
            refresh(source.name, ids)
            count += len(ids)
            last = ids[-1]
        _sweep(source.name, last, [], site)
    if site is None:
        Entry.objects.exclude(source__in=[source.name for source in sources.every()]).delete()
    return count


def remove(source_name: str, ids: Collection[int]) -> int:
    """Remove the entries of `ids` now, in the present transaction; how many there were."""
    if not ids:
        return 0
    return Entry.objects.filter(source=source_name, object_id__in=ids).delete()[0]


def remove_below(path: str) -> int:
    """Remove the entries of the page at `path` and of all below it now."""
    below = BasePage.objects.filter(path__startswith=path).values("pk")
    return Entry.objects.filter(source=PAGES.name, object_id__in=below).delete()[0]


def _sweep(source_name: str, last: int, ids: list[int], site: Site | None) -> None:
    """Look again at what has an entry after `last`, up to the end of `ids`, and is not in them."""
    known = Entry.objects.filter(source=source_name, object_id__gt=last).exclude(object_id__in=ids)
    if ids:
        known = known.filter(object_id__lte=ids[-1])
    if site is not None:
        known = known.filter(site=site)
    stale = list(known.values_list("object_id", flat=True))
    for start in range(0, len(stale), BATCH):
        refresh(source_name, stale[start : start + BATCH])


def _write(source_name: str, offers: list[Offer]) -> int:
    if not offers:
        return 0
    rows = sorted(_row(source_name, offer) for offer in offers)
    with connection.cursor() as cursor:
        cursor.execute(_WRITE, [list(column) for column in zip(*rows, strict=True)])
        return cursor.rowcount


def _row(source_name: str, offer: Offer) -> tuple:
    """The values of `_COLUMNS`."""
    title = clean_text(offer.title)[:255]
    text = clean_text(offer.text)[:MAX_TEXT]
    shown = [clean_text(number).strip()[:100] for number in offer.numbers[:MAX_NUMBERS]]
    keys = [key for number in shown if (key := number_key(number)[:100])]
    published = _moment(offer.published)
    return (
        source_name,
        offer.object_id,
        offer.site_id,
        offer.kind,
        offer.section_code,
        offer.is_section,
        timezone.localtime(published).year if published else None,
        published,
        title,
        f" {fold(title)} ",
        keys[0] if keys else "",
        shown[0] if keys else "",
        text,
        vector(title, text, keys),
    )


def _moment(value: date | None) -> datetime | None:
    """A day stands for its local noon, so that it keeps its year everywhere."""
    if value is None or isinstance(value, datetime):
        return value
    noon = datetime.combine(value, time(12), timezone.get_default_timezone())
    return noon.astimezone(UTC)


def _lock() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
