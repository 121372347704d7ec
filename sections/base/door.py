"""The door between draft and public: nothing live changes except through an opened door.

`workflow.approval` opens it for one page and one act, after the agency's chain has decided.
Everyone else, superusers, scripts and schedulers included, gets `Refused`; what goes past the
models (`QuerySet.update`, plain SQL) is refused by the database (`live_guard`).
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection, transaction
from django.dispatch import Signal

# The setting in which the triggers of `live_guard` find the open doors, and the SQLSTATE with
# which they refuse.
SETTING = "site.door"
SQLSTATE = "SD001"

# Sent inside the transaction when a door closes after an act (`sender=opened`).
closed = Signal()

_opened: ContextVar[frozenset[str]] = ContextVar("opened_doors", default=frozenset())


class Refused(Exception):
    """An act the agency's regulation does not allow this way; the text is for the person.

    Not a `PermissionDenied`: the editing interface would swallow the reason and say only that
    access is denied. `page_id` is the page where the person can mend it, if there is one.
    """

    def __init__(self, message: str, page_id: int | None = None):
        super().__init__(message)
        self.page_id = page_id


class Forbidden(Refused):
    """An act that no screen offers to the person: refused, and recorded as an attempt."""


@contextmanager
def opened(page_key: str) -> Iterator[None]:
    """Let the page `page_key` (see `key`) change what the public sees, inside this block.

    The block is one with the transaction around it (one is begun if there is none): it happens
    whole, or an exception undoes that transaction, or its innermost savepoint, as a whole.
    """
    before = _opened.get()
    now = before | {page_key}
    # Two queries: a savepoint of its own would cost two more. The setting is local to the
    # transaction, so whatever rolls back closes the door in the database as well.
    with transaction.atomic(savepoint=False):
        _tell_database(now)
        token = _opened.set(now)
        try:
            yield
        finally:
            _opened.reset(token)
        _tell_database(before)
        closed.send(sender=opened)


def _tell_database(keys: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config(%s, %s, true)", [SETTING, ",".join(sorted(keys))])


def key(page) -> str:
    """What identifies `page` at the door: its translation key, known before it has an id."""
    return str(page.translation_key)


def is_open(page) -> bool:
    """Whether the door is open for `page` here and now."""
    return key(page) in _opened.get()


def refused_by_database(error: BaseException) -> Refused | None:
    """The refusal in words when `error` (a `django.db.DatabaseError`) comes from the triggers."""
    cause = error.__cause__
    if getattr(cause, "pgcode", None) != SQLSTATE:
        return None
    return Refused(cause.diag.message_primary)
