"""A web server in a process of its own, with a database of its own."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings

from tests.founded import administration, copy, drop

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


@contextmanager
def own_database(template: str) -> Iterator[str]:
    """The address of a database beside the test database, a copy of `template`; dropped after."""
    row = settings.DATABASES["default"]
    name = f"browser_{secrets.token_hex(4)}"
    with administration() as cursor:
        copy(cursor, template, name)
    address = f"{row['HOST']}:{row['PORT']}" if row["PORT"] else row["HOST"]
    if address.startswith("/"):
        url = f"postgresql://{row['USER']}@/{name}?host={row['HOST']}"
        url += f"&port={row['PORT']}" if row["PORT"] else ""
    else:
        password = f":{row['PASSWORD']}" if row["PASSWORD"] else ""
        url = f"postgresql://{row['USER']}{password}@{address}/{name}"
    yield url
    with administration() as cursor:
        drop(cursor, name)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(url: str, var: Path, listing: Path | None = None) -> Iterator[int]:
    """Prepare the database (`prepare.py`) and serve its sites; the port."""
    port = free_port()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_home.settings.development",
        "DATABASE_URL": url,
        "VAR_DIR": str(var),
        "PORT": str(port),
    }
    command = [sys.executable, "-m", "tests.browser.prepare", *([str(listing)] if listing else [])]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "site_home.wsgi:application", "--threads", "4",
            "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--no-control-socket",
        ],
        cwd=ROOT,
        env=environment,
    )  # fmt: skip
    try:
        _wait_for(server, port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5)
        except OSError:
            time.sleep(0.3)
        else:
            return
    pytest.fail("the server did not answer")
