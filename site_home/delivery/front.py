"""In front of Django: the same answer is made once per epoch, for everybody who is nobody.

Readers without our cookies get public pages from a bounded memory of the process, with a strong
ETag, 304 and compression done once. Everything else passes through untouched.
"""

import re

from django.conf import settings

from . import epochs, policy
from .kept import Kept, Memory, chosen_encoding
from .peer import RealPeer

MAX_BODY_BYTES = 1_000_000
MAX_QUERY_LENGTH = 200
# Up to four plain parameters: a list's page, a filter. Whatever else is asked is made anew.
_QUERY = re.compile(
    r"[a-z][a-z_-]{0,29}=[\w%+.,-]{0,80}(?:&[a-z][a-z_-]{0,29}=[\w%+.,-]{0,80}){0,3}"
)
_TYPES = (
    "text/html",
    "text/css",
    "text/plain",
    "text/xml",
    "text/calendar",
    "application/xml",
    "application/rss+xml",
    "application/atom+xml",
)
# Addresses with a query are without number; they shall not push the pages out.
_SHARE_OF_QUERIES = 4


def wrapped(application):
    """`application` as a web server calls it: behind a front, where the settings give it memory,
    and with the reader's address as the proxy saw it, where there is a proxy.
    """
    if settings.FRONT_MEMORY_BYTES:
        application = Front(application)
    return RealPeer(application) if settings.BEHIND_PROXY else application


class Front:
    """A WSGI application around another one."""

    def __init__(self, application, memory_bytes: int | None = None):
        size = memory_bytes or settings.FRONT_MEMORY_BYTES
        self.application = application
        self.of_queries = Memory(size // _SHARE_OF_QUERIES)
        self.of_pages = Memory(size - size // _SHARE_OF_QUERIES)
        self.own_cookies = policy.own_cookies()
        self.proxy_header = settings.SECURE_PROXY_SSL_HEADER

    def __call__(self, environ, start_response):
        """Answer from memory, or let the application answer and keep that if it may be kept."""
        key = self._key(environ)
        if key is None:
            return self.application(environ, start_response)
        memory = self.of_queries if key[3] else self.of_pages
        kept = memory.get(key)
        if kept is not None:
            return self._answer(memory, key, kept, environ, start_response)
        if environ["REQUEST_METHOD"] == "HEAD":
            return self.application(environ, start_response)
        return self._make(memory, key, environ, start_response)

    def _key(self, environ) -> tuple | None:
        """What the answer depends on; None for what is never kept."""
        get = environ.get
        cookies = get("HTTP_COOKIE")
        query = environ["QUERY_STRING"]
        if (
            environ["REQUEST_METHOD"] not in {"GET", "HEAD"}
            or (cookies and any(name in cookies for name in self.own_cookies))
            or "HTTP_AUTHORIZATION" in environ
            or get("SCRIPT_NAME")
            or get("CONTENT_LENGTH", "0") not in {"", "0"}
            or policy.is_apart(environ["PATH_INFO"])
            or (query and (len(query) > MAX_QUERY_LENGTH or not _QUERY.fullmatch(query)))
        ):
            return None
        return self._scheme(environ), get("HTTP_HOST"), environ["PATH_INFO"], query

    def _scheme(self, environ) -> str:
        """As Django's `HttpRequest.scheme`: absolute addresses depend on it."""
        if self.proxy_header:
            name, secure = self.proxy_header
            value = environ.get(name)
            if value is not None:
                return "https" if value.split(",", 1)[0].strip() == secure else "http"
        return environ["wsgi.url_scheme"]

    def _answer(self, memory, key, kept: Kept, environ, start_response):
        before = kept.size
        variant = kept.variant(chosen_encoding(environ.get("HTTP_ACCEPT_ENCODING", "")))
        if kept.size != before:
            memory.put(key, kept)
        known = environ.get("HTTP_IF_NONE_MATCH")
        is_known = known and variant.is_known_to(known)
        headers = list(variant.headers_304 if is_known else variant.headers)
        if kept.is_for_this_second:
            headers.append((policy.UNTIL, policy.end_of_this_second()))
        start_response("304 Not Modified" if is_known else "200 OK", headers)
        if is_known:
            return []
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [variant.body]

    def _make(self, memory, key, environ, start_response):
        caught = _Caught()
        answer = self.application(environ, caught)
        site, stamp = environ.get(policy.MADE_UNDER, (None, None))
        if stamp is None or not caught.may_be_kept():
            start_response(caught.status, caught.headers)
            return answer
        try:
            body = b"".join(answer)
        finally:
            answer.close()
        kept = Kept(site, stamp, caught.headers, body)
        if epochs.committed(site) == stamp:
            memory.put(key, kept)
        return self._answer(memory, key, kept, environ, start_response)


class _Caught:
    """Stands in for the server's `start_response`."""

    def __init__(self):
        self.status = ""
        self.headers = []

    def __call__(self, status, headers, exc_info=None):
        self.status, self.headers = status, headers

    def may_be_kept(self) -> bool:
        """A whole 200 of a known kind that is the same for everybody."""
        values = {name.lower(): value for name, value in self.headers}
        keeping = values.get("cache-control", "")
        return (
            self.status.startswith("200 ")
            and values.get("content-type", "").partition(";")[0] in _TYPES
            and int(values.get("content-length", MAX_BODY_BYTES + 1)) <= MAX_BODY_BYTES
            and "public" in keeping
            and not any(word in keeping for word in ("private", "no-store", "no-cache"))
            and "set-cookie" not in values
            and "content-encoding" not in values
        )
