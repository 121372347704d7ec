"""Publishing in an emergency, before the board decided; another person decides afterwards.

The role that may do so and the hours within which it must be approved or withdrawn are settings
of the rule book (`break_glass_role`, `break_glass_hours`); what nobody approves in time is
withdrawn by the system (`settling.py`).
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from sections.base.door import Forbidden, Refused
from sections.base.models import BasePage
from sections.base.text import clean_text
from workflow.agencies.models import User
from workflow.agencies.queries import agency_of, roles_of
from workflow.approval import evidence, notices, snapshots
from workflow.approval.attempts import remembered
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision
from workflow.approval.making_public import make_public
from workflow.approval.publishing import check_slug

from .emergency import Emergency, open_emergency
from .settling import CHANGED_SINCE_SEEN, MAX_NOTE, deciders

NOT_THE_ROLE = "Chỉ {role} được đăng khẩn cấp theo thiết lập của cơ quan."
REASON_NEEDED = (
    "Hãy ghi rõ vì sao không chờ được quy trình duyệt: lý do được lưu vào nhật ký và người duyệt "
    "lại sẽ đọc."
)
NOT_COMPLETE = "Chưa đăng được «{title}»: {problems}"
NOTHING_NEW = "«{title}» đang hiển thị đúng nội dung này; không có gì để đăng khẩn cấp."
STILL_OPEN = (
    "«{title}» đang có một lần đăng khẩn cấp chưa được duyệt lại; hãy chờ duyệt lại hoặc thu hồi."
)


def may_publish(user: User, page) -> bool:
    """Whether `user` holds the role that may publish in an emergency in the page's agency."""
    agency = agency_of(page)
    if agency is None or not user.is_active or user.agency_id != agency.pk:
        return False
    return agency.book.setting("break_glass_role") in roles_of(user)


def publish(page, user: User, reason: str, *, seen_hash: str = "") -> Emergency:
    """Publish the newest draft of `page` now; `Refused` says what stands in the way.

    A run under way goes on: when it ends with this content the emergency is settled by it.
    """
    with remembered(user), transaction.atomic():
        return _publish(page, user, reason, seen_hash)


def _publish(page, user: User, reason: str, seen_hash: str) -> Emergency:
    row = BasePage.objects.select_for_update(no_key=True).get(pk=page.pk)
    agency = agency_of(row)
    if not may_publish(user, row):
        role = agency.book.setting("break_glass_role") if agency else ""
        labels = {item.code: item.label for item in agency.book.roles} if agency else {}
        raise Forbidden(NOT_THE_ROLE.format(role=labels.get(role, role)), page_id=row.pk)
    reason = clean_text(reason).strip()[:MAX_NOTE]
    if not reason:
        raise Refused(REASON_NEEDED)
    revision = row.specific.get_latest_revision()
    draft = revision.as_object()
    content_hash = hash_of_page(draft)
    if seen_hash and seen_hash != content_hash:
        raise Refused(CHANGED_SINCE_SEEN.format(title=draft.title))
    _check_publishable(row, draft, content_hash)
    now = timezone.now()
    former = hash_of_page(row.specific) if row.live else ""
    former_revision_id = row.live_revision_id
    make_public(draft, revision)
    emergency = Emergency.objects.create(
        agency_code=agency.code,
        page_id=row.pk,
        page_title=draft.title[:255],
        reason=reason,
        user=user,
        content_hash=content_hash,
        former_hash=former,
        former_revision_id=former_revision_id,
        published_at=now,
        due_at=now + timedelta(hours=agency.book.setting("break_glass_hours")),
    )
    decision = evidence.add(
        Decision.Action.EMERGENCY,
        draft,
        user=user,
        revision_id=revision.pk,
        content_hash=content_hash,
        note=reason,
    )
    snapshots.keep(decision, draft)
    notices.emergency(emergency, draft, deciders(draft, emergency))
    return emergency


def _check_publishable(row, draft, content_hash: str) -> None:
    if open_emergency(row.pk) is not None:
        raise Refused(STILL_OPEN.format(title=row.title))
    problems = " ".join(problem.message for problem in draft.own_problems())
    if problems or draft.go_live_at or draft.expire_at:
        words = problems or "hãy bỏ giờ hẹn đăng, gỡ."
        raise Refused(NOT_COMPLETE.format(title=draft.title, problems=words))
    if row.live and hash_of_page(row.specific) == content_hash:
        raise Refused(NOTHING_NEW.format(title=row.title))
    check_slug(draft)
