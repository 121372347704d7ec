"""What becomes of an emergency publishing: approved by another person, withdrawn, or overdue."""

from datetime import datetime

from django.db import transaction
from wagtail.models import Revision

from sections.base import door
from sections.base.door import Forbidden, Refused
from sections.base.models import BasePage
from sections.base.text import clean_text
from workflow.agencies.models import User
from workflow.agencies.queries import agency_of, holders
from workflow.approval import evidence, notices, snapshots
from workflow.approval.attempts import remembered
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision
from workflow.approval.holding import writers
from workflow.approval.making_public import make_public
from workflow.approval.steps import specific_tasks
from workflow.approval.subject import lock_page
from workflow.regulations.book import StepKind, StepScope

from .emergency import Emergency

MAX_NOTE = 4000

NOT_OPEN = "«{title}» không còn lần đăng khẩn cấp nào chờ duyệt lại."
NOT_YOU = (
    "Phải là người khác, không viết, sửa hoặc gửi tin này và không phải người đã đăng khẩn cấp."
)
NOT_A_DECIDER = "Chỉ người giữ bước duyệt của Ban Biên tập mới duyệt lại được."
CHANGED = "Nội dung đang hiển thị không phải nội dung đã đăng khẩn cấp; hãy báo quản trị cơ quan."
CHANGED_SINCE_SEEN = "«{title}» đã thay đổi sau khi bạn mở xem; hãy đọc lại rồi quyết định."
OUT_OF_TIME = "Hết {hours} giờ mà chưa có người khác duyệt lại: hệ thống tự thu hồi."
NOTE_NEEDED = "Hãy ghi vì sao thu hồi."


def deciders(page, emergency: Emergency) -> list[User]:
    """Those who may approve afterwards: of the board's deciding steps, by role or as its deputy.

    Who may only decide by delegation counts too: otherwise nobody could approve what the only
    holder of the step published.
    """
    agency = agency_of(page)
    roles = set()
    for task in specific_tasks(agency.workflow):
        if task.kind == StepKind.DECIDE and task.scope == StepScope.BOARD:
            roles |= {*task.roles, *task.delegable_to}
    excluded = writers(page) | {emergency.user_id}
    return [person for person in holders(agency, tuple(roles)) if person.pk not in excluded]


def confirm(page, user: User, note: str = "", *, seen_hash: str = "") -> Decision:
    """Approve afterwards what was published in an emergency; another person only."""
    with remembered(user), transaction.atomic():
        return _confirm(page, user, note, seen_hash)


def _confirm(page, user: User, note: str, seen_hash: str) -> Decision:
    emergency, shown = _open(page)
    _check_other_person(shown, emergency, user)
    content_hash = hash_of_page(shown)
    if content_hash != emergency.content_hash:
        raise Refused(CHANGED)
    if seen_hash and seen_hash != content_hash:
        raise Refused(CHANGED_SINCE_SEEN.format(title=shown.title))
    emergency.settle(Decision.Action.CONFIRMED)
    decision = evidence.add(
        Decision.Action.CONFIRMED,
        shown,
        user=user,
        content_hash=content_hash,
        note=clean_text(note).strip()[:MAX_NOTE],
    )
    snapshots.keep(decision, shown)
    notices.emergency_settled(emergency, shown, decision)
    return decision


def retract(page, user: User, note: str) -> Decision:
    """Withdraw what was published in an emergency: who published it, or who may approve it."""
    with remembered(user), transaction.atomic():
        emergency, shown = _open(page)
        if user.pk != emergency.user_id:
            _check_other_person(shown, emergency, user)
        note = clean_text(note).strip()[:MAX_NOTE]
        if not note:
            raise Refused(NOTE_NEEDED)
        return _retract(emergency, shown, user, note)


def settle_due(now: datetime) -> int:
    """Withdraw what nobody approved in time, remind of what is half way there; how many."""
    overdue = Emergency.objects.filter(settled_at__isnull=True, due_at__lte=now)
    rows = list(overdue.values_list("pk", "page_id"))
    withdrawn = sum(_retract_overdue(pk, page_id, now) for pk, page_id in rows)
    waiting = Emergency.objects.filter(settled_at__isnull=True, reminded_at__isnull=True)
    for emergency in waiting:
        if emergency.published_at + (emergency.due_at - emergency.published_at) / 2 <= now:
            _remind(emergency, now)
    return withdrawn


@transaction.atomic
def _retract_overdue(emergency_id: int, page_id: int, now: datetime) -> bool:
    # The page before the emergency, as everybody locks them.
    page = lock_page(page_id)
    rows = Emergency.objects.select_for_update(no_key=True)
    emergency = rows.filter(pk=emergency_id, settled_at__isnull=True, due_at__lte=now).first()
    if emergency is None:
        return False
    if page is None or not page.live:
        emergency.settle(Decision.Action.RETRACTED)
        return False
    hours = round((emergency.due_at - emergency.published_at).total_seconds() / 3600)
    _retract(emergency, page.specific, None, OUT_OF_TIME.format(hours=hours))
    return True


@transaction.atomic
def _remind(emergency: Emergency, now: datetime) -> None:
    done = Emergency.objects.filter(
        pk=emergency.pk, reminded_at__isnull=True, settled_at__isnull=True
    ).update(reminded_at=now)
    page = BasePage.objects.filter(pk=emergency.page_id).first()
    if done and page is not None:
        page = page.specific
        notices.emergency(emergency, page, deciders(page, emergency))


def _open(page) -> tuple[Emergency, BasePage]:
    """The open emergency of the page and the public page, both locked."""
    row = lock_page(page.pk)
    rows = Emergency.objects.select_for_update(no_key=True)
    emergency = rows.filter(page_id=row.pk, settled_at__isnull=True).first()
    if emergency is None or not row.live:
        raise Refused(NOT_OPEN.format(title=row.title))
    return emergency, row.specific


def _check_other_person(page, emergency: Emergency, user: User) -> None:
    if user.pk in writers(page) | {emergency.user_id}:
        raise Forbidden(NOT_YOU, page_id=page.pk)
    if user.pk not in {person.pk for person in deciders(page, emergency)}:
        raise Forbidden(NOT_A_DECIDER, page_id=page.pk)


def _retract(emergency: Emergency, page, user: User | None, note: str) -> Decision:
    """Show the former public content again, or nothing where nothing was public before."""
    revision = Revision.objects.filter(pk=emergency.former_revision_id).first()
    former = revision.as_object() if revision else None
    restored = former is not None and hash_of_page(former) == emergency.former_hash
    if restored:
        make_public(former, revision)
        page = former
    else:
        with door.opened(door.key(page)):
            page.unpublish(log_action=False)
    emergency.settle(Decision.Action.RETRACTED)
    decision = evidence.add(
        Decision.Action.RETRACTED,
        page,
        user=user,
        content_hash=emergency.former_hash if restored else "",
        note=note,
    )
    notices.emergency_settled(emergency, page, decision)
    return decision
