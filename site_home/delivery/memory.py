"""What every request of a site needs and nobody should ask for twice: kept in this process."""

import time
from collections.abc import Callable
from typing import TypeVar

from . import epochs

T = TypeVar("T")

_held: dict[tuple[int | str, str], tuple] = {}


def remembered(site: int | str, name: str, make: Callable[[], T]) -> T:
    """What `make()` returns, made once per epoch of the site (`epochs`) and day.

    The result is shared by threads and requests: nobody may change it.
    """
    stamp = epochs.stamp(site)
    if stamp is None:
        return make()
    now = time.monotonic()
    held = _held.get((site, name))
    if held is not None and held[0] == stamp and now < held[1]:
        return held[2]
    made = make()
    _held[site, name] = (stamp, now + epochs.LIFETIME_SECONDS, made)
    return made


def forget() -> None:
    """Forget everything: for tests, whose database goes back without a word."""
    _held.clear()
