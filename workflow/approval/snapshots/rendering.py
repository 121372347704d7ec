"""The page of a snapshot as a visitor would have seen it."""

import re
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from .models import Rendering, Snapshot

MAX_BYTES = 1_000_000
SHORTENED = "<p>Trang quá dài nên bản hiển thị dừng ở đây; nội dung đầy đủ nằm trong bản chụp.</p>"
_MAIN = re.compile(r"<main\b.*?</main>", re.DOTALL)


class NotRendered(Exception):
    """A snapshot of which no page could be made; says which and how the page answered."""


def render(content_hash: str) -> bool:
    """Keep the page of the snapshot `content_hash`; whether it was missing so far.

    Raises `NotRendered` when the page does not answer, `Snapshot.DoesNotExist` for another hash.
    """
    if Rendering.objects.filter(content_hash=content_hash).exists():
        return False
    html = html_of(Snapshot.objects.get(content_hash=content_hash))
    row = Rendering(content_hash=content_hash, html=html, at=timezone.now())
    Rendering.objects.add_once(row)
    return True


def missing():
    """The hashes of the snapshots without a page, oldest first."""
    rendered = Rendering.objects.values("content_hash")
    snapshots = Snapshot.objects.exclude(content_hash__in=rendered)
    return snapshots.order_by("pk").values_list("content_hash", flat=True)


def html_of(snapshot: Snapshot) -> str:
    """The HTML for a visitor who has not signed in, at most MAX_BYTES."""
    page = page_of(snapshot)
    response = page.make_preview_request(_through_the_proxy(), page.default_preview_mode)
    if response.status_code != 200:
        raise NotRendered(f"{snapshot}: {response.status_code}")
    return bounded(response.content.decode())


def page_of(snapshot: Snapshot):
    """The page in memory as the snapshot has it, whether it and what it names still exist."""
    model = apps.get_model(snapshot.item_type)
    return model.from_serializable_data(snapshot.content, check_fks=False)


def _through_the_proxy() -> HttpRequest:
    """A visitor's request as the proxy hands it on; without its word for https a redirect answers."""
    portal = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    request = HttpRequest()
    request.META = {"SERVER_NAME": portal.hostname, "SERVER_PORT": str(portal.port or 443)}
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        request.META[name] = value
    return request


def bounded(html: str) -> str:
    """`html`; its main part if it is longer than MAX_BYTES, cut if that is too long as well."""
    if len(html.encode()) <= MAX_BYTES:
        return html
    found = _MAIN.search(html)
    main = found[0] if found else html
    if len(main.encode()) <= MAX_BYTES:
        return main
    room = MAX_BYTES - len(SHORTENED.encode())
    return main.encode()[:room].decode(errors="ignore").rpartition("<")[0] + SHORTENED
