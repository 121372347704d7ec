"""Where entries come from: pages, and the public records of rooms further down.

A room registers its source when the apps are ready and asks for `entries.ask_refresh` whenever
one of its records changes.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from wagtail.models import Site


@dataclass(frozen=True, slots=True)
class Offer:
    """What an object offers to search; `numbers` as people write them, its own first."""

    object_id: int
    site_id: int
    kind: str
    title: str
    text: str
    section_code: str = ""
    is_section: bool = False
    published: date | None = None
    numbers: list[str] = field(default_factory=list)


class Source(Protocol):
    """Things that readers look for; `name` is kept in every entry (at most 40 characters)."""

    name: str

    def ids_after(self, object_id: int, count: int, site: Site | None) -> list[int]:
        """The next ids, ascending, of what everyone may read; of one site if given."""

    def offers(self, ids: Collection[int]) -> Iterator[Offer]:
        """What those of `ids` offer that everyone may read; the others are left out."""

    def addresses(self, ids: Iterable[int], site: Site) -> dict[int, str]:
        """The path on `site` of those of `ids` that everyone may read now (one query)."""


_SOURCES: dict[str, Source] = {}


def register(source: Source) -> None:
    """Add a source; raises `ValueError` when another one has its name."""
    if _SOURCES.setdefault(source.name, source) is not source:
        raise ValueError(f"two search sources are named {source.name}")


def named(name: str) -> Source | None:
    """The source of that name; None when its room is gone."""
    return _SOURCES.get(name)


def every() -> list[Source]:
    """All sources."""
    return list(_SOURCES.values())
