"""The one way to the public: a run that passed every step, with the content that was approved."""

from django.db import transaction
from django.utils import timezone

from sections.base import door
from sections.base.door import Refused
from workflow.regulations.book import StepScope

from . import evidence, notices
from .changes import carrying_out
from .content import hash_of_page
from .decision import Decision
from .emergencies.emergency import settle_by_publishing
from .making_public import make_public
from .steps import deciding_tasks
from .subject import hash_of, is_request

MISSING = (
    "«{title}» chưa được đăng: bước «{step}» chưa duyệt đúng nội dung này. Nội dung công khai phải "
    "là nội dung đã được duyệt."
)
NO_BOARD = (
    "«{title}» chưa được đăng: quy trình này không có bước duyệt của Ban Biên tập, trái quy chế."
)
SLUG = (
    "«{title}» đang hiển thị công khai nên đường dẫn không đổi cùng nội dung; hãy giữ đường dẫn cũ "
    "và gửi yêu cầu đổi đường dẫn riêng."
)
EXPIRED = "«{title}»: thời điểm hẹn gỡ đã qua; hãy bỏ hoặc chọn thời điểm khác."
FOUNDING_NOTE = "Đăng trang cấu trúc theo quy chế: {regulation}."


def finish(
    sender,
    workflow_state,
    *,
    user=None,
    subject=None,
    revision=None,
    content_hash="",
    files=None,
    **kwargs,
) -> Decision | None:
    """Receiver of `run_finished`: do what the run approved, or refuse and undo the step.

    Returns the decision that says what became of a page.

    `subject` is the page as `revision`, its newest, has it, or the change request, read once;
    `content_hash` its hash, `files` what it shows: what is checked is what is published.
    """
    if subject is None:
        subject = workflow_state.content_object
        if not is_request(subject):
            subject = subject.get_latest_revision_as_object()
        revision, content_hash = subject.get_latest_revision(), hash_of(subject)
    check_approved(workflow_state, subject, content_hash)
    if is_request(subject):
        carrying_out.run_passed(subject, workflow_state, user, content_hash)
        return None
    return _publish(
        subject, revision, workflow_state, user=user, content_hash=content_hash, files=files
    )


def _publish(page, revision, workflow_state, *, user, content_hash: str, files) -> Decision:
    now = timezone.now()
    _check_fixed(page, now)
    later = bool(page.go_live_at and page.go_live_at > now)
    if later:
        # A revision of nobody's: autosave rewrites only one's own newest revision in place.
        revision = page.save_revision(clean=False, changed=False)
        # Its content as the database holds it: times as text.
        revision.refresh_from_db()
        with door.opened(door.key(page)):
            revision.publish(user=user, log_action=False, skip_permission_checks=True)
    else:
        make_public(page, revision, files)
    decision = evidence.add(
        Decision.Action.SCHEDULED if later else Decision.Action.PUBLISHED,
        page,
        user=user,
        run_id=workflow_state.pk,
        revision_id=revision.pk,
        content_hash=content_hash,
    )
    if later:
        notices.scheduled(workflow_state, page, revision.approved_go_live_at)
    else:
        settle_by_publishing(page)
        notices.published(workflow_state, page)
    return decision


def check_approved(workflow_state, subject, content_hash: str) -> None:
    """Raise `Refused` unless every deciding step of the run approved this very content.

    A unit head's sign-off is about the item as the unit sent it; it must stand, on whatever
    content the chain's own editing steps made of it since.
    """
    decisions = evidence.valid_decisions(workflow_state.pk)
    deciding = deciding_tasks(workflow_state.workflow)
    if not any(task.scope == StepScope.BOARD for task in deciding):
        raise Refused(NO_BOARD.format(title=subject.title))
    for task in deciding:
        approved = [
            row
            for row in decisions
            if row.step_code == task.step_code
            and row.action == Decision.Action.APPROVED
            and (task.scope == StepScope.UNIT or row.content_hash == content_hash)
        ]
        if not approved:
            raise Refused(MISSING.format(title=subject.title, step=task.label))


@transaction.atomic
def publish_structure(page, *, clauses: tuple[str, ...], regulation: str) -> Decision:
    """Publish a structure page under the founding decision, citing the regulation.

    `page` is saved as a draft first; used by founding only, never for items.
    """
    if page.is_item:
        raise Refused(MISSING.format(title=page.title, step="duyệt"))
    revision = page.save_revision(log_action=False)
    content_hash = hash_of_page(page)
    with door.opened(door.key(page)):
        revision.publish(skip_permission_checks=True)
    return evidence.add(
        Decision.Action.FOUNDED,
        page,
        revision_id=revision.pk,
        content_hash=content_hash,
        clauses=clauses,
        note=FOUNDING_NOTE.format(regulation=regulation),
    )


def _check_fixed(page, now) -> None:
    if page.expire_at and page.expire_at <= now:
        raise Refused(EXPIRED.format(title=page.title))
    check_slug(page)


def check_slug(page) -> None:
    """Raise `Refused` when the draft would change the address of a public page."""
    public = type(page)._base_manager.filter(pk=page.pk, live=True)
    if page.live and public.exclude(slug=page.slug).exists():
        raise Refused(SLUG.format(title=page.title))
