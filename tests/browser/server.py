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


def new_database(template: str) -> tuple[str, str]:
    """Name and address of a new database beside the test database, a copy of `template`."""
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
    return name, url


@contextmanager
def served(template: str, var: Path, listing: Path | None = None) -> Iterator[int]:
    """Serve the sites of a copy of `template`, prepared by `prepare.py`; the port."""
    name, url = new_database(template)
    server = None
    try:
        port, server = start(url, var, listing)
        yield port
    finally:
        if server is not None:
            server.terminate()
            server.wait(timeout=120)
        with administration() as cursor:
            drop(cursor, name)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def start(url: str, var: Path, listing: Path | None) -> tuple[int, subprocess.Popen]:
    """Prepare the database at `url` and start a server of its sites; its port and process."""
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
        # It may outlive this process, whose output others wait for the end of.
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
    )  # fmt: skip
    _wait_for(server, port)
    return port, server


def _wait_for(server: subprocess.Popen, port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5)
        except OSError:
            time.sleep(0.3)
        else:
            return
    server.kill()
    pytest.fail("the server did not answer")
