"""Makes public, takes down and changes at the time that the board approved; nothing else does."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Revision, WorkflowState

from sections.base import door
from sections.base.door import Refused
from sections.base.models import BasePage

from . import evidence, notices
from .changes import carrying_out
from .changes.request import ChangeRequest
from .content import hash_of_page
from .decision import Decision
from .emergencies.emergency import settle_by_publishing
from .making_public import make_public
from .publishing import check_slug
from .subject import lock_page

AT_ITS_TIME = "Đúng thời điểm hẹn đã duyệt."
DISPLAY_ENDED = "Hết thời hạn hiển thị đã duyệt."
NOT_APPROVED = (
    "Không đăng theo hẹn giờ: nội dung được hẹn không phải là nội dung đã được duyệt. Hãy gửi duyệt "
    "lại."
)
NOT_SCHEDULED = "«{title}» không có hẹn giờ đăng."
NOT_YOURS = "Chỉ người viết, người gửi hoặc người đã duyệt mới bỏ được hẹn giờ của «{title}»."
UNSCHEDULED = "Bỏ hẹn giờ đăng."


def due_revisions(now: datetime) -> QuerySet[Revision]:
    """Approved versions of pages whose time has come, the earliest first."""
    return Revision.page_revisions.filter(approved_go_live_at__lte=now).order_by(
        "approved_go_live_at", "pk"
    )


def due_pages(now: datetime) -> QuerySet[BasePage]:
    """Public pages whose display has ended."""
    return BasePage.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk")


def due_requests(now: datetime) -> QuerySet[ChangeRequest]:
    """Approved changes whose time has come."""
    return ChangeRequest.objects.filter(
        approved_at__isnull=False, closed_at__isnull=True, due_at__lte=now
    ).order_by("due_at", "pk")


def run_due(now: datetime) -> int:
    """Do everything that is due at `now`, each in a transaction of its own; how many were done.

    Idempotent: rows are locked and looked at again, so a second worker or a late run does nothing
    twice.
    """
    done = 0
    for revision_id in list(due_revisions(now).values_list("pk", flat=True)):
        done += publish(revision_id, now)
    for page_id in list(due_pages(now).values_list("pk", flat=True)):
        done += take_down(page_id, now)
    for request_id in list(due_requests(now).values_list("pk", flat=True)):
        done += carrying_out.carry_out_due(request_id, now)
    return done


@transaction.atomic
def publish(revision_id: int, now: datetime) -> bool:
    """Publish an approved version at its time; whether it was published.

    Only the very content that the board approved: otherwise the appointment is dropped, which is
    recorded and told to the author.
    """
    revision = Revision.objects.filter(pk=revision_id).first()
    if revision is None:
        return False
    lock_page(revision.object_id)
    # Read again under the lock: another worker may have been here.
    revision = due_revisions(now).filter(pk=revision_id).first()
    if revision is None:
        return False
    page = revision.as_object()
    content_hash = hash_of_page(page)
    approval = _approval(page)
    try:
        if approval is None or approval.content_hash != content_hash:
            raise Refused(NOT_APPROVED)
        with transaction.atomic():
            check_slug(page)
            make_public(page, revision)
    except Refused as refusal:
        _drop(revision, page, str(refusal))
        return False
    evidence.add(
        Decision.Action.PUBLISHED,
        page,
        run_id=approval.run_id,
        revision_id=revision.pk,
        content_hash=content_hash,
        note=AT_ITS_TIME,
    )
    settle_by_publishing(page)
    notices.published(WorkflowState.objects.get(pk=approval.run_id), page)
    return True


@transaction.atomic
def take_down(page_id: int, now: datetime) -> bool:
    """Take a page off the public site when its approved display has ended; whether it was."""
    lock_page(page_id)
    page = due_pages(now).filter(pk=page_id).first()
    if page is None:
        return False
    page = page.specific
    with door.opened(door.key(page)):
        page.unpublish(set_expired=True, log_action=False)
    evidence.add(Decision.Action.UNPUBLISHED, page, note=DISPLAY_ENDED)
    return True


@transaction.atomic
def cancel(page, user) -> None:
    """Drop the appointment of an approved version: its author, or who approved it, may."""
    lock_page(page.pk)
    revision = page.revisions.filter(approved_go_live_at__isnull=False).first()
    approval = _approval(page)
    if revision is None or approval is None:
        raise Refused(NOT_SCHEDULED.format(title=page.title))
    people = set(Decision.objects.filter(run_id=approval.run_id).values_list("actor_id", flat=True))
    if user.pk not in people | {page.owner_id}:
        raise Refused(NOT_YOURS.format(title=page.title))
    page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
    evidence.add(
        Decision.Action.WITHDRAWN, page, user=user, run_id=approval.run_id, note=UNSCHEDULED
    )


def _approval(page) -> Decision | None:
    rows = Decision.objects.filter(page_id=page.pk, action=Decision.Action.SCHEDULED)
    return rows.order_by("-pk").first()


def _drop(revision: Revision, page, reason: str) -> None:
    Revision.objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    approval = _approval(page)
    evidence.add(
        Decision.Action.NOT_CARRIED_OUT,
        page,
        run_id=approval.run_id if approval else None,
        revision_id=revision.pk,
        note=reason,
    )
    notices.not_published(page, reason)
