"""A running installation with its own database, and the system's Chromium."""

import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import psycopg2
import pytest
from django.conf import settings
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
START_SECONDS = 120
PREPARE = """
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from tests.conftest import found_all
found_all()
"""


@pytest.fixture(scope="session")
def chromium():
    """The browser; the tests are skipped where the machine has none."""
    if CHROMIUM is None:
        pytest.skip("máy không có Chromium: bỏ qua kiểm thử trình duyệt")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def database_url():
    """An empty database beside the test database, dropped at the end."""
    row = settings.DATABASES["default"]
    name = f"browser_{secrets.token_hex(4)}"
    parameters = {
        "user": row["USER"],
        "password": row["PASSWORD"],
        "host": row["HOST"],
        "port": row["PORT"],
    }
    administration = psycopg2.connect(
        dbname="postgres", **{key: value for key, value in parameters.items() if value}
    )
    administration.autocommit = True
    with administration.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    address = f"{row['HOST']}:{row['PORT']}" if row["PORT"] else row["HOST"]
    if address.startswith("/"):
        url = f"postgresql://{row['USER']}@/{name}?host={row['HOST']}"
        url += f"&port={row['PORT']}" if row["PORT"] else ""
    else:
        password = f":{row['PASSWORD']}" if row["PASSWORD"] else ""
        url = f"postgresql://{row['USER']}{password}@{address}/{name}"
    yield url
    with administration.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    administration.close()


@pytest.fixture(scope="session")
def installation(chromium, database_url, tmp_path_factory):
    """Five founded agencies served on a free port; the port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "site_home.settings.development",
        "DATABASE_URL": database_url,
        "VAR_DIR": str(tmp_path_factory.mktemp("var")),
        "PORT": str(port),
    }
    subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=environment, check=True)
    server = subprocess.Popen(
        [
            sys.executable, "-m", "gunicorn", "site_home.wsgi:application", "--threads", "4",
            "--bind", f"127.0.0.1:{port}", "--log-level", "error", "--no-control-socket",
        ],
        cwd=ROOT,
        env=environment,
    )  # fmt: skip
    try:
        _wait_for(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/robots.txt", timeout=5)
        except OSError:
            time.sleep(0.3)
        else:
            return
    pytest.fail("the server did not answer")


@pytest.fixture
def screenshots() -> Path:
    """Where pictures for people go: `var/screenshots`."""
    folder = settings.VAR_DIR / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
