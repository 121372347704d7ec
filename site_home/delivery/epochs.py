"""One epoch per site: it moves when anything that visitors of the site see has changed.

What was made under an epoch may be shown as long as the epoch stands. All processes of a machine
share the epochs as small files (`settings.EPOCH_DIR`), whose change costs one `stat` to see;
several machines share them through a cache as well (`settings.EPOCH_CACHE`), asked once a second.
A change counts when its transaction commits. Whoever keeps something takes its stamp before
reading the database: what was read too early is then never shown.
"""

import itertools
import logging
import os
import secrets
import time
from pathlib import Path

from django.conf import settings
from django.core.cache import caches
from django.db import connection, transaction
from django.utils import timezone

logger = logging.getLogger(__name__)

# Epochs beside those of the sites: ALL changes every site, ANY moves with every site (the portal
# shows them all).
ALL, ANY = "all", "any"

# No kept thing outlives this: the bound on a change that nobody told (plain SQL, a killed process).
LIFETIME_SECONDS = 60

SHARED_SECONDS = 1.0
_KEY = "epoch:{}"
_tokens = itertools.count(1)

# Compared whole, never taken apart.
Stamp = tuple


def touch(*sites: int | None) -> None:
    """Say that what visitors of `sites` (primary keys; None for every site) see has changed.

    The epochs move once, after the transaction has committed; at once outside a transaction.
    """
    names = {ANY, *(ALL if site is None else str(site) for site in sites)}
    places = set(connection.savepoint_ids)
    for saved_in, act, _robust in connection.run_on_commit:
        if isinstance(act, _Move) and saved_in == places:
            act.add(names)
            return
    transaction.on_commit(_Move(names))


def is_pending() -> bool:
    """Whether this connection's transaction will move an epoch when it commits."""
    return any(isinstance(act, _Move) for _places, act, _robust in connection.run_on_commit)


def stamp(site: int | str) -> Stamp | None:
    """What identifies the site's present content for this process and transaction.

    None where no epoch can be kept: then nothing may be remembered. Inside a transaction that will
    move the site's epoch the stamp is nobody else's, since nobody else sees the change yet.
    """
    committed_stamp = committed(site)
    if committed_stamp is None or not connection.run_on_commit:
        return committed_stamp
    pending = tuple(
        act.token
        for _places, act, _robust in connection.run_on_commit
        if isinstance(act, _Move) and act.names & {str(site), ALL}
    )
    return (*committed_stamp, *pending)


def committed(site: int | str) -> Stamp | None:
    """The same for readers outside any transaction; also moves at local midnight."""
    own, everything = _current(str(site)), _current(ALL)
    if own is None or everything is None:
        return None
    return own, everything, timezone.localdate().toordinal()


class _Move:
    """What happens on commit; several touches of one transaction share it."""

    def __init__(self, names: set[str]):
        self.names = names
        self.token = next(_tokens)

    def add(self, names: set[str]) -> None:
        """Move `names` too; what this transaction has remembered so far is outdated."""
        self.names |= names
        self.token = next(_tokens)

    def __call__(self) -> None:
        """Move the epochs: first of this machine, then of the others.

        The act is committed; what fails here is logged, and LIFETIME_SECONDS bounds the harm.
        """
        try:
            for name in self.names:
                _write(name)
        except OSError:
            logger.exception("The epochs %s could not be moved", sorted(self.names))
        if settings.EPOCH_CACHE:
            moved = {_KEY.format(name): secrets.token_hex(8) for name in self.names}
            _shared.forget()
            try:
                caches[settings.EPOCH_CACHE].set_many(moved, timeout=None)
            except Exception:
                logger.exception("The epochs %s did not reach other machines", sorted(self.names))


def _write(name: str) -> None:
    """Replace the epoch's file as a whole; readers see the old one or the new one."""
    folder = Path(settings.EPOCH_DIR)
    folder.mkdir(parents=True, exist_ok=True)
    fresh = folder / f".{name}.{os.getpid()}.{secrets.token_hex(4)}"
    fresh.touch()
    # The clock of a file system may tick only every few milliseconds; this time is our own.
    now = time.time_ns()
    os.utime(fresh, ns=(now, now))
    fresh.replace(folder / name)


def _current(name: str):
    """The value of one epoch, None where it can be neither read nor begun."""
    path = f"{settings.EPOCH_DIR}/{name}"
    try:
        try:
            found = os.stat(path)
        except FileNotFoundError:
            _write(name)
            found = os.stat(path)
    except OSError:
        return None
    local = (found.st_mtime_ns, found.st_ino)
    return (local, _shared.value(name)) if settings.EPOCH_CACHE else local


class _Shared:
    """The epochs of other machines as they were at most a second ago."""

    def __init__(self):
        self.values: dict[str, str | None] = {}
        self.until = 0.0

    def value(self, name: str) -> str | None:
        """The last known value; asks again when it is old. While the cache fails, it stands."""
        if name not in self.values or time.monotonic() >= self.until:
            self._ask({*self.values, name})
        return self.values.get(name)

    def forget(self) -> None:
        """Ask at the next reading."""
        self.until = 0.0

    def _ask(self, names: set[str]) -> None:
        self.until = time.monotonic() + SHARED_SECONDS
        keys = {_KEY.format(name): name for name in names}
        try:
            found = caches[settings.EPOCH_CACHE].get_many(keys)
        except Exception:
            logger.exception("The epochs of other machines cannot be read")
            found = {key: self.values.get(name) for key, name in keys.items()}
        self.values = {name: found.get(key) for key, name in keys.items()}


_shared = _Shared()
