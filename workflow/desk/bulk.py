"""Approving several items at once, each only in the content that the person has opened."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from wagtail.models import TaskState

from sections.base.door import Refused
from workflow.agencies.models import User
from workflow.approval import acts
from workflow.approval.subject import is_request

from . import words
from .openings.keeping import opened_hash
from .reading import may_read

MAX_AT_ONCE = 50

NOTHING_CHOSEN = "Bạn chưa chọn tin, bài nào."
TOO_MANY = "Mỗi lần xử lý tối đa {limit} tin, bài; bạn đã chọn {count}. Hãy chọn ít hơn."
NOT_FOUND = "Không tìm thấy tin, bài này ở cơ quan của bạn."
NOT_OPENED = "Bạn chưa mở xem nội dung. Hãy mở đọc rồi mới xử lý."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one chosen item, with the sentence for the person."""

    title: str
    url: str
    done: bool
    words: str


def approve(user: User, task_state_ids: Iterable[int]) -> list[Outcome]:
    """Pass each step as `user`, each in a transaction of its own, in the order given.

    What was never opened, or was changed since it was opened, is not taken. Raises `Refused` when
    nothing or more than MAX_AT_ONCE is chosen; then nothing is done.
    """
    chosen = list(dict.fromkeys(task_state_ids))
    if not chosen:
        raise Refused(NOTHING_CHOSEN)
    if len(chosen) > MAX_AT_ONCE:
        raise Refused(TOO_MANY.format(limit=MAX_AT_ONCE, count=len(chosen)))
    states = TaskState.objects.select_related("workflow_state").in_bulk(chosen)
    return [_approve(user, states.get(pk)) for pk in chosen]


def _approve(user: User, state: TaskState | None) -> Outcome:
    item = state.workflow_state.content_object if state else None
    if item is None or not _is_readable(user, item):
        return Outcome("", "", False, NOT_FOUND)
    name = "desk:request" if is_request(item) else "desk:item"
    url = reverse(name, args=[item.pk])
    title = item.title if is_request(item) else item.get_admin_display_title()
    seen = opened_hash(user, item)
    if not seen:
        return Outcome(title, url, False, NOT_OPENED)
    try:
        decision = acts.take(state, user, acts.PASS, seen_hash=seen)
    except Refused as refusal:
        return Outcome(title, url, False, str(refusal))
    return Outcome(title, url, True, words.taken(decision))


def _is_readable(user: User, item) -> bool:
    if is_request(item):
        return item.agency_id == user.agency_id
    return may_read(user, item)
