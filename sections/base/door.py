"""The door between draft and public: nothing live changes except through an opened door.

`workflow.approval` opens it for one page and one act, after the agency's chain has decided.
Everyone else, superusers, scripts and schedulers included, gets `Refused`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_opened: ContextVar[frozenset[str]] = ContextVar("opened_doors", default=frozenset())


class Refused(Exception):
    """An act the agency's regulation does not allow this way; the text is for the person.

    Not a `PermissionDenied`: the editing interface would swallow the reason and say only that
    access is denied. `page_id` is the page where the person can mend it, if there is one.
    """

    def __init__(self, message: str, page_id: int | None = None):
        super().__init__(message)
        self.page_id = page_id


@contextmanager
def opened(page_key: str) -> Iterator[None]:
    """Let the page `page_key` (see `key`) change what the public sees, inside this block."""
    token = _opened.set(_opened.get() | {page_key})
    try:
        yield
    finally:
        _opened.reset(token)


def key(page) -> str:
    """What identifies `page` at the door: its translation key, known before it has an id."""
    return str(page.translation_key)


def is_open(page) -> bool:
    """Whether the door is open for `page` here and now."""
    return key(page) in _opened.get()
