"""That a form for a new page is saved once, however often it is sent.

Wagtail's editor saves by itself while the author writes. «Gửi duyệt» pressed at that moment, pressed
twice, or pressed again after «back» would each make a page of their own, or fail because the other
one has the address already. Every form of a new page carries a key; what comes with a key that has
made its page goes on with that page.
"""

import hashlib
import json
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.http import QueryDict
from django.utils import timezone

KEPT = timedelta(days=2)
# Whoever sends the same form waits so long at most; a process that died is not waited for longer.
LEASE = timedelta(seconds=20)
_NAP_SECONDS = 0.05
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


class FirstSave(models.Model):
    """The key of a form, who sent it, and the page that it made. Plain ids: a help, not evidence."""

    class Meta:
        verbose_name = "lần lưu đầu"
        verbose_name_plural = "lần lưu đầu"
        constraints = [
            models.UniqueConstraint(fields=["key", "user_id"], name="first_save_once"),
        ]

    key = models.CharField("khóa", max_length=64)
    user_id = models.BigIntegerField("mã người viết")
    page_id = models.BigIntegerField("mã trang", null=True)
    sent = models.CharField("dấu nội dung đã gửi", max_length=64, blank=True)
    busy_until = models.DateTimeField("đang lưu, chậm nhất đến", null=True)
    created_at = models.DateTimeField("lúc gửi", auto_now_add=True, db_index=True)

    def __str__(self):
        return f"{self.user_id} · {self.page_id or 'chưa lưu'}"


def of_form(key: str, user) -> FirstSave | None:
    """The row of a form that `user` sends, made where there is none; None for a form without key."""
    if not _KEY.fullmatch(key):
        return None
    return FirstSave.objects.get_or_create(key=key, user_id=user.pk)[0]


@contextmanager
def alone(first: FirstSave) -> Iterator[None]:
    """Let one at a time work with the form, for LEASE at most; `first` is read anew.

    Neither a transaction, which would take the draft back where submitting it is refused, nor a
    lock of the session: the queue of the worker takes a new connection when it is asked something.
    """
    rows = FirstSave.objects.filter(pk=first.pk)
    give_up_at = time.monotonic() + LEASE.total_seconds()
    while time.monotonic() < give_up_at:
        now = timezone.now()
        free = rows.filter(Q(busy_until=None) | Q(busy_until__lt=now))
        if free.update(busy_until=now + LEASE):
            break
        time.sleep(_NAP_SECONDS)
    first.refresh_from_db()
    try:
        yield
    finally:
        rows.update(busy_until=None)


def made(first: FirstSave, page, sent: str) -> None:
    """Remember the page that the form made, if it made one, and of which content."""
    if page.pk:
        FirstSave.objects.filter(pk=first.pk).update(page_id=page.pk, sent=sent)


def digest_of(values: QueryDict) -> str:
    """Hex SHA-256 of what a form says, whichever button sent it."""
    said = sorted(
        (name, values.getlist(name))
        for name in values
        if name != "csrfmiddlewaretoken" and not name.startswith("action-")
    )
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()


def forget(now: datetime) -> int:
    """Delete what no open form can name any more; how many."""
    return FirstSave.objects.filter(created_at__lt=now - KEPT).delete()[0]
