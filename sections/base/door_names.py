"""Doors of what is not a page: a stored file, an agency's public particulars, its redirects."""

from dataclasses import dataclass
from uuid import NAMESPACE_URL, UUID, uuid5


@dataclass(frozen=True, slots=True)
class Named:
    """Stands at the door (`door.opened`, `door.is_open`) as a page does, under a key of its own."""

    translation_key: UUID


def named(what: str, *which) -> Named:
    """The door of `what`, for example `named("file", "media.agencyimage", 12)`.

    The key has the form of a page's, so that the list of open doors is of one kind.
    """
    return Named(uuid5(NAMESPACE_URL, ":".join(("door", what, *map(str, which)))))
