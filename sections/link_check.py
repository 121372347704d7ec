"""The automatic check of web links (S47): which of them no longer lead anywhere."""

import ipaddress
import socket
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urljoin, urlsplit

import requests
from django.db import models
from django.utils import timezone

CHECK_AFTER = timedelta(days=7)
LINKS_PER_RUN = 100
AT_ONCE = 4
MAX_HOPS = 5
TIMEOUT_SECONDS = (5, 10)
# A link counts as broken when it fails this long: one bad night of a server is no news.
BROKEN_AFTER = timedelta(days=2)
FIRST_ERROR = 400
# What a server answers that lives but does not like programs.
ALIVE = frozenset({401, 403, 405, 429})
_HEADERS = {"User-Agent": "kiem-tra-lien-ket/1.0", "Accept": "*/*"}


class LinkCheck(models.Model):
    """What the last check of an address found."""

    class Meta:
        verbose_name = "kết quả kiểm tra liên kết"
        verbose_name_plural = "kết quả kiểm tra liên kết"

    # Only editors see what it found: pages need not be made anew (`site_home.delivery.purging`).
    seen_by_visitors = False

    url = models.URLField("địa chỉ", max_length=1000, unique=True)
    checked_at = models.DateTimeField("kiểm tra lúc")
    failing_since = models.DateTimeField("hỏng từ", null=True)
    message = models.CharField("kết quả", max_length=255, blank=True)

    def __str__(self):
        return f"{self.url}: {self.message or 'mở được'}"

    @property
    def is_broken(self) -> bool:
        """Whether it has failed for so long that somebody should look."""
        return self.failing_since is not None and (
            self.checked_at - self.failing_since >= BROKEN_AFTER
        )


class Unreachable(Exception):
    """The address leads nowhere; says why, in Vietnamese."""


def check_due(urls: Iterable[str]) -> int:
    """Check those of `urls` that were not checked in the last week; how many were checked.

    At most `LINKS_PER_RUN`; what fails is asked again the next day.
    """
    now = timezone.now()
    known = {row.url: row for row in LinkCheck.objects.filter(url__in=set(urls))}
    due = [url for url in sorted(set(urls)) if _is_due(known.get(url), now)][:LINKS_PER_RUN]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        found = list(pool.map(trouble_of, due))
    for url, message in zip(due, found, strict=True):
        row = known.get(url)
        since = (row.failing_since if row else None) or now
        LinkCheck.objects.update_or_create(
            url=url,
            defaults={
                "checked_at": now,
                "failing_since": since if message else None,
                "message": message[:255],
            },
        )
    return len(due)


def _is_due(row: LinkCheck | None, now) -> bool:
    if row is None:
        return True
    wait = timedelta(hours=20) if row.failing_since else CHECK_AFTER
    return now - row.checked_at >= wait


def trouble_of(url: str) -> str:
    """Why `url` cannot be opened, "" when it can. Never asks an address inside the network."""
    try:
        _open(url)
    except Unreachable as error:
        return str(error)
    except requests.Timeout:
        return "Máy chủ không trả lời."
    except requests.RequestException:
        return "Không kết nối được."
    return ""


def _open(url: str) -> None:
    for _hop in range(MAX_HOPS):
        _require_public(url)
        # The body is never read.
        with requests.get(
            url, headers=_HEADERS, timeout=TIMEOUT_SECONDS, allow_redirects=False, stream=True
        ) as answer:
            if answer.is_redirect:
                url = urljoin(url, answer.headers["Location"])
                continue
            if answer.status_code >= FIRST_ERROR and answer.status_code not in ALIVE:
                raise Unreachable(f"Máy chủ trả lời lỗi {answer.status_code}.")
            return
    raise Unreachable("Chuyển hướng quá nhiều lần.")


def _require_public(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Unreachable("Không phải địa chỉ web.")
    try:
        rows = socket.getaddrinfo(parts.hostname, parts.port or 443, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise Unreachable("Không có tên miền này.") from None
    if not all(ipaddress.ip_address(row[4][0]).is_global for row in rows):
        raise Unreachable("Địa chỉ nằm trong mạng nội bộ.")
