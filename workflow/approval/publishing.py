"""The one way to the public: a run that passed every step, with the content that was approved."""

from django.db import transaction

from sections.base import door
from sections.base.door import Refused
from workflow.regulations.book import StepScope

from . import evidence, notices
from .content import hash_of_page
from .decision import Decision
from .steps import deciding_tasks

MISSING = (
    "«{title}» chưa được đăng: bước «{step}» chưa duyệt đúng nội dung này. Nội dung công khai phải "
    "là nội dung đã được duyệt."
)
NO_BOARD = (
    "«{title}» chưa được đăng: quy trình này không có bước duyệt của Ban Biên tập, trái quy chế."
)
SLUG = "«{title}» đang hiển thị công khai nên đường dẫn không đổi được; hãy giữ đường dẫn cũ."
SCHEDULED = "«{title}»: chưa hỗ trợ hẹn giờ đăng hoặc gỡ; hãy bỏ thời điểm hẹn."
FOUNDING_NOTE = "Đăng trang cấu trúc theo quy chế: {regulation}."


def publish_run(sender, workflow_state, user=None, **kwargs) -> None:
    """Receiver of `run_finished`: publish what the run approved, or refuse and undo the step."""
    # One revision is read once: what is checked is what is published.
    revision = workflow_state.content_object.get_latest_revision()
    page = revision.as_object()
    content_hash = hash_of_page(page)
    check_approved(workflow_state, page, content_hash)
    _check_fixed(page)
    with door.opened(door.key(page)):
        revision.publish(user=user, skip_permission_checks=True)
    page.refresh_from_db()
    evidence.add(
        Decision.Action.PUBLISHED,
        page,
        user=user,
        run_id=workflow_state.pk,
        revision_id=revision.pk,
        content_hash=content_hash,
    )
    notices.published(workflow_state, page)


def check_approved(workflow_state, page, content_hash: str) -> None:
    """Raise `Refused` unless every deciding step of the run approved this very content.

    A unit head's sign-off is about the item as the unit sent it; it must stand, on whatever
    content the chain's own editing steps made of it since.
    """
    decisions = evidence.valid_decisions(workflow_state.pk)
    deciding = deciding_tasks(workflow_state.workflow)
    if not any(task.scope == StepScope.BOARD for task in deciding):
        raise Refused(NO_BOARD.format(title=page.title))
    for task in deciding:
        approved = [
            row
            for row in decisions
            if row.step_code == task.step_code
            and row.action == Decision.Action.APPROVED
            and (task.scope == StepScope.UNIT or row.content_hash == content_hash)
        ]
        if not approved:
            raise Refused(MISSING.format(title=page.title, step=task.label))


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


def _check_fixed(page) -> None:
    if page.go_live_at or page.expire_at:
        raise Refused(SCHEDULED.format(title=page.title))
    public = type(page)._base_manager.filter(pk=page.pk, live=True).first()
    if public is not None and public.slug != page.slug:
        raise Refused(SLUG.format(title=page.title))
