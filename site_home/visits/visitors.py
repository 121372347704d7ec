"""Telling two readers apart for a day without knowing who they are.

The mark of a reader is computed with a random salt of the day. The salt is a file that is deleted
when the day is over; without it no mark can be computed from an address again, and the marks of
two days have nothing in common. Neither address nor browser is ever written down.
"""

import hashlib
import hmac
import os
import secrets
from datetime import date
from functools import lru_cache
from pathlib import Path

from .spool import folder

_MARK_LENGTH = 16
_PREFIX = "salt-"


def mark_of(address: str, user_agent: str, salt: bytes) -> str:
    """16 hexadecimal digits that are the same for the same reader under the same salt."""
    message = f"{address}\n{user_agent}".encode()
    return hmac.new(salt, message, hashlib.sha256).hexdigest()[:_MARK_LENGTH]


def salt_of(day: date) -> bytes:
    """The salt of `day`, made by whichever process asks first."""
    return _salt(folder() / f"{_PREFIX}{day.isoformat()}")


def forget_salts(before: date) -> int:
    """Delete the salts of the days before `before`; how many went."""
    old = [
        path
        for path in folder().glob(f"{_PREFIX}*")
        if path.name.removeprefix(_PREFIX) < before.isoformat()
    ]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


@lru_cache(maxsize=1)
def _salt(path: Path) -> bytes:
    draft = path.with_name(f"draft-{secrets.token_hex(8)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(secrets.token_bytes(32))
    try:
        # A link appears whole or not at all, and never over another process's salt.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
    return path.read_bytes()
