"""Remembers what was opened, and tells what may be approved without opening it again."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q

from workflow.agencies.models import User
from workflow.approval.item_edit import ItemEdit
from workflow.approval.subject import is_request
from workflow.desk.held import Held

from .models import Opening


def note(user: User, subject, content_hash: str, now: datetime) -> None:
    """Remember that `user` has the page or request on the screen with this content."""
    mine = Opening.objects.filter(user_id=user.pk, **_place(subject))
    if mine.filter(content_hash=content_hash).exists():
        return
    if mine.update(content_hash=content_hash, at=now):
        return
    row = Opening(user_id=user.pk, content_hash=content_hash, at=now, **_place(subject))
    # The same screen may be opened twice at this moment; one row is enough.
    Opening.objects.bulk_create([row], ignore_conflicts=True)


def opened_hash(user: User, subject) -> str:
    """The content of the page or request that `user` last opened; "" for none."""
    mine = Opening.objects.filter(user_id=user.pk, **_place(subject))
    return mine.values_list("content_hash", flat=True).first() or ""


def opened_steps(user: User, rows: Iterable[Held]) -> set[int]:
    """The task states of `rows` whose item `user` opened in its present content (two queries).

    Of requests, those opened at all: the server compares the content when they are decided.
    """
    rows = list(rows)
    page_ids = [row.page_id for row in rows if row.page_id]
    request_ids = [row.request_id for row in rows if row.request_id]
    mine = Opening.objects.filter(user_id=user.pk).filter(
        Q(page_id__in=page_ids) | Q(request_id__in=request_ids)
    )
    opened = {
        (page_id, request_id): content_hash
        for page_id, request_id, content_hash in mine.values_list(
            "page_id", "request_id", "content_hash"
        )
    }
    present = _present(page_id for page_id, _request_id in opened if page_id)
    found = set()
    for row in rows:
        content_hash = opened.get((row.page_id, row.request_id))
        if content_hash and (row.request_id or present.get(row.page_id) == content_hash):
            found.add(row.task_state_id)
    return found


def _present(page_ids: Iterable[int]) -> dict[int, str]:
    """The hash of each page's newest draft, as the last edit left it."""
    last = ItemEdit.objects.filter(page_id__in=list(page_ids)).order_by("page_id", "-pk")
    return dict(last.distinct("page_id").values_list("page_id", "content_hash"))


def _place(subject) -> dict[str, int]:
    return {"request_id" if is_request(subject) else "page_id": subject.pk}
