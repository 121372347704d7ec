"""Running installations with databases of their own, and the system's Chromium."""

import json
import shutil
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import expect, sync_playwright

from tests.browser.demonstrated import Demonstrated
from tests.browser.pages import PublicPage
from tests.browser.server import served

CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
# A page may take so long on a busy machine, as Playwright grants to all but what is expected.
PATIENCE_SECONDS = 60
expect.set_options(timeout=PATIENCE_SECONDS * 1000)


# Closed after each file: while Playwright's event loop runs, Django refuses the test database.
@pytest.fixture(scope="module")
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


@pytest.fixture(scope="module")
def installation(founded_database, chromium, tmp_path_factory):
    """Five founded agencies served on a free port; the port."""
    with served(founded_database, tmp_path_factory.mktemp("var")) as port:
        yield port


@pytest.fixture(scope="session")
def public_pages(founded, founded_database, tmp_path_factory):
    """Five agencies with all their demonstration, served; every address that a visitor reads."""
    if founded.run:
        rows, port = Demonstrated(founded.run).enter(founded_database)
        yield PublicPage.all_of(rows, port)
        return
    var = tmp_path_factory.mktemp("demo-var")
    listing = var / "pages.json"
    with served(founded_database, var, listing) as port:
        yield PublicPage.all_of(json.loads(listing.read_text(encoding="utf-8")), port)


@pytest.fixture
def screenshots() -> Path:
    """Where pictures for people go: `var/screenshots`."""
    folder = settings.VAR_DIR / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder
