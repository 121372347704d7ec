"""Readers of the sites, their browsers, and the hours at which they read."""

from datetime import UTC, datetime, timedelta

from django.test import Client

from site_home.visits import spool
from site_home.visits.visitors import mark_of

HOSTS = {
    "LA": "long-an.localhost",
    "BP": "binh-phuoc.localhost",
    "DL": "dak-lak.localhost",
    "QT": "quang-tri.localhost",
    "KT": "kon-tum.localhost",
}
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "Chrome/140.0.0.0 Safari/537.36"
)
COCCOC = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
    "coc_coc_browser/130.0.0 Chrome/124.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
    "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1"
)
GOOGLEBOT = (
    "Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko; compatible; Googlebot/2.1; "
    "+http://www.google.com/bot.html) Chrome/140.0.0.0 Safari/537.36"
)

# 09:00 in Vietnam.
MORNING = datetime(2026, 2, 5, 2, 0, tzinfo=UTC)


def shown(code: str, path: str, *, who: str = "an", minutes: float = 0, at: datetime = MORNING):
    """Write to the spool that `who` was shown `path`, `minutes` after `at`."""
    mark = mark_of(who, FIREFOX, b"salt of the test")
    spool.append(spool.Beat(at + timedelta(minutes=minutes), mark, HOSTS[code], path))


def send(code: str, body: str | bytes, **headers):
    """What the page's script sends, as a browser of an anonymous reader does."""
    extra = {
        "HTTP_HOST": HOSTS[code],
        "HTTP_SEC_FETCH_SITE": "same-origin",
        "HTTP_USER_AGENT": FIREFOX,
        **headers,
    }
    extra = {name: value for name, value in extra.items() if value is not None}
    client = Client(enforce_csrf_checks=True)
    return client.post("/luot-doc/", body, content_type="text/plain;charset=UTF-8", **extra)
