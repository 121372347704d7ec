"""The nginx of `deploy/`: fresh within a second, there while the application is down."""

import gzip
import http.client
import shutil
import subprocess
import threading
import time
from dataclasses import dataclass

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.core.servers.basehttp import WSGIRequestHandler, WSGIServer
from django.db import connections

from sections.base import door
from site_home.delivery.front import Front
from tests import factories
from tests.site_home.delivery.nginx import MISSING, PROGRAM, Nginx, free_port

pytestmark = pytest.mark.skipif(PROGRAM is None, reason=MISSING)

HOST = "long-an.localhost"
SECURITY = (
    "content-security-policy",
    "cross-origin-opener-policy",
    "referrer-policy",
    "x-content-type-options",
    "x-frame-options",
)
# A second, and what the change itself, a rendering and a busy machine may take: less than a
# page that is kept by mistake.
FRESH_SECONDS, SLACK_SECONDS = 1.0, 5.0


@dataclass(frozen=True)
class Answer:
    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all(self, name: str) -> list[str]:
        return [value for key, value in self.headers if key.lower() == name]

    def one(self, name: str) -> str:
        (value,) = self.all(name)
        return value


def get(nginx: Nginx, path: str, **headers) -> Answer:
    connection = http.client.HTTPConnection("127.0.0.1", nginx.port, timeout=60)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("GET", path, headers={"Host": HOST, **names})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    return Answer(answer.status, answer.getheaders(), body)


class Backend:
    """The application on a port of its own; remembers what it was asked."""

    def __init__(self, application):
        self.asked: list[dict] = []
        self._application = application

        class Quiet(WSGIRequestHandler):
            def log_message(self, *args):
                pass

        self.server = WSGIServer(("127.0.0.1", 0), Quiet, allow_reuse_address=True)
        self.server.set_app(self._answer)
        self.port = self.server.server_address[1]
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    def _answer(self, environ, start_response):
        self.asked.append(dict(environ))
        return self._application(environ, start_response)

    def stop(self) -> None:
        """Nobody listens any more: connections are refused."""
        if self._thread.is_alive():
            self.server.shutdown()
            self.server.server_close()
            self._thread.join(10)


@pytest.fixture
def folder(tmp_path, settings):
    settings.EPOCH_DIR = tmp_path / "epochs"
    return tmp_path


@pytest.fixture
def site(folder, real_database):
    """nginx before the whole application on a database that commits."""
    backend = Backend(Front(_in_one_thread(WSGIHandler()), memory_bytes=10_000_000))
    nginx = Nginx(folder, backend.port)
    nginx.start()
    yield nginx, backend
    nginx.stop()
    backend.stop()


def _in_one_thread(django):
    """The server's only thread keeps its connection and closes it with the server."""

    def application(environ, start_response):
        try:
            return django(environ, start_response)
        finally:
            connections.close_all()

    return application


@pytest.fixture
def before_nothing(folder):
    """nginx whose application is away."""
    nginx = Nginx(folder, free_port())
    yield nginx
    nginx.stop()


def test_the_configuration_is_valid_with_certificates(folder):
    if shutil.which("openssl") is None:
        pytest.skip("Máy không có openssl để làm chứng thư thử.")
    new = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    files = ["-nodes", "-keyout", folder / "key.pem", "-out", folder / "fullchain.pem"]
    subprocess.run([*new, *files, "-subj", "/CN=localhost"], check=True, capture_output=True)
    checked = Nginx(folder, free_port(), has_tls=True).check()
    assert "test is successful" in checked.stderr, checked.stderr
    assert "warn" not in checked.stderr


def test_pages(site):
    nginx, backend = site
    news = factories.publish_news("LA", title="Tin thứ nhất")
    path = f"/tin-tuc/{news.slug}/"

    first = get(nginx, path)
    assert (first.status, "Tin thứ nhất" in first.body.decode()) == (200, True)
    assert first.one("cache-control") == "public, max-age=0, s-maxage=1"
    assert first.all("x-accel-expires") == []
    for name in SECURITY:
        assert len(first.all(name)) == 1, name

    # Kept: of fifty readers at most the first of each second reaches the application.
    backend.asked.clear()
    began = time.monotonic()
    for _time in range(50):
        assert get(nginx, path).body == first.body
    assert len(backend.asked) <= time.monotonic() - began + 2

    # Known to the reader; compressed by the application; nobody is believed about addresses.
    assert get(nginx, path, If_None_Match=first.one("etag")).status == 304
    zipped = get(nginx, path, Accept_Encoding="gzip, deflate", X_Real_IP="203.0.113.9")
    assert zipped.one("content-encoding") == "gzip"
    assert gzip.decompress(zipped.body) == first.body
    assert backend.asked[-1]["HTTP_X_REAL_IP"] == "127.0.0.1"
    assert "HTTP_X_FORWARDED_HOST" not in backend.asked[-1]

    # Whoever may be somebody is answered by the application each time, and nothing of it is kept.
    backend.asked.clear()
    for _time in range(3):
        own = get(nginx, path, Cookie="a=b; sessionid=abc")
        assert own.one("cache-control") == "private, no-store"
    assert len(backend.asked) == 3
    assert get(nginx, path).one("cache-control") == first.one("cache-control")

    # New within a second of the change.
    news.refresh_from_db()
    news.title = "Tin đã sửa"
    with door.opened(door.key(news)):
        news.save()
    changed = time.monotonic()
    while "Tin đã sửa" not in get(nginx, path).body.decode():
        assert time.monotonic() - changed < FRESH_SECONDS + SLACK_SECONDS
    # The application is gone: the last good page stays, also after its second has passed.
    backend.stop()
    stopped = time.monotonic()
    while time.monotonic() - stopped < 1.3:
        answer = get(nginx, path)
        assert (answer.status, "Tin đã sửa" in answer.body.decode()) == (200, True)
        time.sleep(0.1)
    assert get(nginx, "/admin/login/").status == 502


def test_files(before_nothing):
    nginx = before_nothing
    static = nginx.folder / "var/static/css"
    images = nginx.folder / "var/media/images"
    originals = nginx.folder / "var/media/original_images"
    for place in (static, images, originals):
        place.mkdir(parents=True)
    css = b"p{margin:0}" * 200
    for name in ("site.0123456789ab.css", "site.css"):
        (static / name).write_bytes(css)
        (static / f"{name}.gz").write_bytes(gzip.compress(css))
    (images / "anh.webp").write_bytes(b"webp")
    (originals / "goc.jpg").write_bytes(b"jpeg")
    nginx.start()

    known = get(nginx, "/static/css/site.0123456789ab.css", Accept_Encoding="gzip")
    assert (known.one("cache-control"), known.one("content-encoding")) == (
        "public, max-age=31536000, immutable",
        "gzip",
    )
    assert gzip.decompress(known.body) == css
    assert len(known.body) == int(known.one("content-length")), "compressed ahead, not now"
    assert get(nginx, "/static/css/site.css").one("cache-control") == "public, max-age=3600"
    picture = get(nginx, "/media/images/anh.webp")
    assert (picture.status, "immutable" in picture.one("cache-control")) == (200, True)
    for name in ("x-content-type-options", "cache-control"):
        assert len(picture.all(name)) == 1
    assert get(nginx, "/media/original_images/goc.jpg").status == 404
    assert get(nginx, "/media/documents/tep.pdf").status == 404
    assert get(nginx, "/static/../media/original_images/goc.jpg").status == 404
    # Documents are the application's: without it there are none.
    assert get(nginx, "/tep/1/tep.pdf").status == 502
