"""A reader at a WSGI application, as a web server would bring the request."""

import io
from dataclasses import dataclass, field

from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from site_home.delivery.policy import UNTIL

HOSTS = {"LA": "long-an.localhost", "BP": "binh-phuoc.localhost", "": "localhost"}


@dataclass(frozen=True)
class Answer:
    """Status code, headers by lower-case name, body; `until` is said anew each second."""

    status: int
    headers: dict[str, str]
    body: bytes
    until: str | None = field(default=None, compare=False)

    @property
    def text(self) -> str:
        return self.body.decode()


class Reader:
    """Reads from one application; counts how often Django had to make the answer."""

    def __init__(self, make_front, django):
        self.made = 0
        self._django = django
        self.front = make_front(self._count)

    def _count(self, environ, start_response):
        self.made += 1
        return self._django(environ, start_response)

    def get(self, path: str, code: str = "LA", method: str = "GET", **headers) -> Answer:
        """The answer; `headers` as in `HTTP_COOKIE="…"`."""
        path, _mark, query = path.partition("?")
        environ = {
            "REQUEST_METHOD": method,
            "SCRIPT_NAME": "",
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_HOST": HOSTS[code],
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.input": io.BytesIO(),
            "wsgi.errors": io.StringIO(),
            "wsgi.multithread": True,
            "wsgi.multiprocess": True,
            "wsgi.run_once": False,
            **headers,
        }
        caught = {}

        def start_response(status, answered, exc_info=None):
            caught.update(status=status, headers=answered)

        # The test's connection is not for a request to close.
        request_started.disconnect(close_old_connections)
        request_finished.disconnect(close_old_connections)
        try:
            answer = self.front(environ, start_response)
            body = b"".join(answer)
            getattr(answer, "close", lambda: None)()
        finally:
            request_started.connect(close_old_connections)
            request_finished.connect(close_old_connections)
        named = {name.lower(): value for name, value in caught["headers"]}
        until = named.pop(UNTIL.lower(), None)
        return Answer(int(caught["status"].split()[0]), named, body, until)
