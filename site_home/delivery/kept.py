"""One finished answer in its encodings, and the bounded memory that holds many of them."""

import gzip
import hashlib
import threading
import time
from collections import OrderedDict
from functools import lru_cache

import brotli

from . import epochs, policy

# Below this, headers outweigh what compression saves.
MIN_COMPRESSED_BYTES = 600
GZIP_LEVEL, BROTLI_QUALITY = 6, 5
# Roughly what Python needs for an entry besides the bodies.
OVERHEAD_BYTES = 4_000

# Repeated in a 304 (RFC 9110 §15.4.5); the rest describes the body.
_OF_304 = frozenset({"cache-control", "etag", "vary", "expires", "content-location"})
_COMPRESS = {
    "gzip": lambda body: gzip.compress(body, GZIP_LEVEL, mtime=0),
    "br": lambda body: brotli.compress(body, quality=BROTLI_QUALITY),
}

_UNTIL = policy.UNTIL.lower()

Headers = list[tuple[str, str]]


class Kept:
    """A 200 answer, good while the epoch under which it was made stands."""

    def __init__(self, site, stamp, headers: Headers, body: bytes):
        self.site = site
        self.stamp = stamp
        self.until = time.monotonic() + epochs.LIFETIME_SECONDS
        self.size = len(body) + OVERHEAD_BYTES
        self._headers = [
            (name, value)
            for name, value in headers
            if name.lower() not in {"content-length", "etag", "vary", _UNTIL}
        ]
        # Whether a proxy may keep it for this second only, which must be said anew each time.
        self.is_for_this_second = any(name.lower() == _UNTIL for name, _value in headers)
        self._vary = _vary(headers)
        self._tag = hashlib.blake2b(body, digest_size=12).hexdigest()
        self._variants = {"": self._variant("", body)}

    def is_current(self) -> bool:
        """Whether nothing on the site has changed since."""
        return time.monotonic() < self.until and epochs.committed(self.site) == self.stamp

    def variant(self, encoding: str) -> "Variant":
        """The answer in "gzip", "br" or "" (as it is); compressed once, when first asked for."""
        found = self._variants.get(encoding)
        if found is None:
            plain = self._variants[""]
            if len(plain.body) < MIN_COMPRESSED_BYTES:
                return plain
            found = self._variant(encoding, _COMPRESS[encoding](plain.body))
            self._variants[encoding] = found
            self.size += len(found.body)
        return found

    def _variant(self, encoding: str, body: bytes) -> "Variant":
        # Another encoding is another representation: a strong tag must tell them apart.
        tag = f'"{self._tag}-{encoding}"' if encoding else f'"{self._tag}"'
        headers = [*self._headers, ("Vary", self._vary), ("ETag", tag)]
        if encoding:
            headers.append(("Content-Encoding", encoding))
        return Variant(tag, [*headers, ("Content-Length", str(len(body)))], body)


class Variant:
    """Headers and body, ready to be sent."""

    __slots__ = ("body", "headers", "headers_304", "tag")

    def __init__(self, tag: str, headers: Headers, body: bytes):
        self.tag = tag
        self.headers = headers
        self.headers_304 = [pair for pair in headers if pair[0].lower() in _OF_304]
        self.body = body

    def is_known_to(self, if_none_match: str) -> bool:
        """Whether the reader has it already (`If-None-Match`, weak comparison)."""
        known = [tag.strip().removeprefix("W/") for tag in if_none_match.split(",")]
        return self.tag in known or known == ["*"]


class Memory:
    """Answers by address, the longest unused dropped beyond `limit` bytes."""

    def __init__(self, limit: int):
        self.limit = limit
        self._size = 0
        self._held: OrderedDict[tuple, tuple[Kept, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: tuple) -> Kept | None:
        """What is kept under `key` if it is current; what is not is dropped."""
        held = self._held.get(key)
        if held is None:
            return None
        if not held[0].is_current():
            self._drop(key)
            return None
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
        return held[0]

    def put(self, key: tuple, kept: Kept) -> None:
        """Keep it; again after it has grown by an encoding."""
        self._drop(key)
        with self._lock:
            self._held[key] = (kept, kept.size)
            self._size += kept.size
            while self._size > self.limit and self._held:
                _key, (_kept, size) = self._held.popitem(last=False)
                self._size -= size

    def _drop(self, key: tuple) -> None:
        with self._lock:
            _kept, size = self._held.pop(key, (None, 0))
            self._size -= size

    def __len__(self) -> int:
        return len(self._held)


@lru_cache(256)
def chosen_encoding(accept_encoding: str) -> str:
    """The best encoding that the header's value allows: "br", "gzip" or ""."""
    accepted = {}
    for part in accept_encoding.lower().split(","):
        name, _semicolon, weight = part.partition(";")
        is_refused = weight.replace(" ", "").removeprefix("q=") in {"0", "0.0", "0.00", "0.000"}
        accepted[name.strip()] = not is_refused
    return next((name for name in ("br", "gzip") if accepted.get(name)), "")


def _vary(headers: Headers) -> str:
    fields = [
        field.strip()
        for name, value in headers
        if name.lower() == "vary"
        for field in value.split(",")
    ]
    if not any(field.lower() == "accept-encoding" for field in fields):
        fields.append("Accept-Encoding")
    return ", ".join(fields)
