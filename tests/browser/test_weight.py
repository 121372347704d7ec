"""What a first visit brings over the wire, as the browser itself counts it."""

import gzip
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from django.contrib.staticfiles import finders
from playwright.sync_api import Page

from tests.browser.pages import PublicPage, one_of_each_kind
from tests.browser.visitor import window
from tests.browser.wrong import assert_nothing
from workflow.regulations import loader

pytestmark = pytest.mark.browser

KB = 1024
HOME_LIMIT = 150 * KB
HTML_LIMIT = 30 * KB
STYLES_AND_SCRIPTS_LIMIT = 25 * KB


_ASSET = re.compile(r'(?:rel="stylesheet" href|<script src)="([^"?]+)')


@dataclass
class Load:
    """One request: bytes on the wire, headers included; texts compressed as in production."""

    url: str
    kind: str = ""
    size: int = 0
    done: bool = False
    encoding: str = ""
    # The answer itself; of a page, its headers too.
    body: int = 0

    @property
    def is_photograph(self) -> bool:
        """A picture that the board chose; icons and the emblem of the design are none."""
        return self.kind == "Image" and urlsplit(self.url).path.startswith("/media/")


def first_visit(page: Page, target: PublicPage) -> list[Load]:
    """Every request of a visit with nothing kept from before.

    Playwright asks for the body of each answer to measure it; a beacon's answer has none. The
    browser's own protocol says how many bytes came.
    """
    loads: dict[str, Load] = {}
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on("Network.requestWillBeSent", lambda event: loads.setdefault(
        event["requestId"], Load(event["request"]["url"], event.get("type", ""))))  # fmt: skip

    def answered(event):
        load = loads[event["requestId"]]
        load.kind = event["type"]
        load.encoding = event["response"]["headers"].get("content-encoding", "")

    def finished(event):
        load = loads[event["requestId"]]
        load.size, load.done = event["encodedDataLength"], True
        load.body = load.size
        if urlsplit(load.url).path.startswith("/static/"):
            plain, load.body = _sizes(load.url)
            if not load.encoding:
                load.size -= plain - load.body

    session.on("Network.responseReceived", answered)
    session.on("Network.loadingFinished", finished)
    page.goto(target.url)
    page.mouse.wheel(0, 20_000)
    page.wait_for_load_state("networkidle")
    session.detach()
    return [load for load in loads.values() if not load.url.startswith("data:")]


def _sizes(url: str) -> tuple[int, int]:
    """Bytes of a static file as it is written, and as it is stored for production."""
    name = unquote(urlsplit(url).path).removeprefix("/static/")
    content = Path(finders.find(name)).read_bytes()
    return len(content), min(len(content), len(gzip.compress(content)))


def weight(loads: list[Load], *kinds: str) -> int:
    return sum(load.body for load in loads if load.kind in kinds)


def outside(loads: list[Load], target: PublicPage) -> list[str]:
    home = urlsplit(target.url).netloc
    return [load.url for load in loads if urlsplit(load.url).netloc != home]


# The mark makes pytest-django lay out the test database, which the installation is a copy of; it
# also lets this test run before the browser starts.
@pytest.mark.django_db
def test_every_home_page_was_read(public_pages):
    assert {row.code for row in public_pages if row.path == "/"} == {*loader.CODES, ""}


def test_a_home_page_is_light_with_its_fonts(chromium, public_pages):
    heavy = {}
    for target in (row for row in public_pages if row.path == "/"):
        with window(chromium) as page:
            loads = first_visit(page, target)
        assert [load.url for load in loads if load.kind == "Document" and not load.done] == []
        assert weight(loads, "Font") > 0
        assert weight(loads, "Stylesheet") > 0
        total = sum(load.size for load in loads if not load.is_photograph)
        if total > HOME_LIMIT:
            heavy[str(target)] = total
    assert heavy == {}


def one_for_each_set_of_assets(pages: list[PublicPage]) -> list[PublicPage]:
    """Pages with the same styles and scripts weigh the same beside their HTML."""
    first: dict[frozenset[str], PublicPage] = {}
    for target in one_of_each_kind(pages):
        first.setdefault(frozenset(_ASSET.findall(target.html())), target)
    return list(first.values())


def test_pages_are_light_and_ask_nobody_else(chromium, public_pages):
    wrong = {}
    for target in one_for_each_set_of_assets(public_pages):
        with window(chromium) as page:
            loads = first_visit(page, target)
        html, rest = weight(loads, "Document"), weight(loads, "Stylesheet", "Script")
        found = [f"asks {url}" for url in outside(loads, target)]
        if html > HTML_LIMIT:
            found.append(f"HTML of {html} bytes")
        if rest > STYLES_AND_SCRIPTS_LIMIT:
            parts = {
                load.url.rsplit("/", 1)[1]: load.body for load in loads if load.kind != "Image"
            }
            found.append(f"styles and scripts of {rest} bytes: {parts}")
        wrong[str(target)] = found
    assert_nothing(wrong)
