"""Remembers what somebody tried although no screen offers it to the person."""

from collections.abc import Iterator
from contextlib import contextmanager

from sections.base.door import Forbidden, Refused
from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.audit.attempts import attempted


@contextmanager
def remembered(user: User) -> Iterator[None]:
    """Record a `Forbidden` that leaves the block; to stand outside the transaction it undoes."""
    try:
        yield
    except Forbidden as refusal:
        remember(user, refusal)
        raise


def remember(user: User, refusal: Refused) -> None:
    """Record the refusal once, with the page it is about."""
    if getattr(refusal, "is_recorded", False):
        return
    refusal.is_recorded = True
    page = BasePage.objects.filter(pk=refusal.page_id).first() if refusal.page_id else None
    attempted(user, str(refusal), page.specific if page else None)
