"""The sentences that confirm an act on the desk."""

from wagtail.models import WorkflowState

from workflow.approval.decision import Decision
from workflow.approval.holding import role_words

from .queries import board_task_of

SUBMITTED = "Đã gửi duyệt «{title}». Bạn được báo khi tin được đăng, được trả lại hoặc bị từ chối."
WITHDRAWN = "Đã rút lại «{title}»; bản nháp vẫn được giữ để sửa và gửi lại."
RETURNED = "Đã trả lại «{title}» cho người viết, kèm ghi chú của bạn."
REFUSED = "Đã từ chối đăng «{title}»; người viết được báo lý do."
PUBLISHED = "«{title}» đã hiển thị công khai."
MOVED_ON = "Đã ghi nhận: «{title}» chuyển sang bước «{step}», chờ {roles}."


def taken(decision: Decision) -> str:
    """What the act `decision` led to."""
    title = decision.item_title
    if decision.action == Decision.Action.RETURNED:
        return RETURNED.format(title=title)
    if decision.action == Decision.Action.REFUSED:
        return REFUSED.format(title=title)
    run = WorkflowState.objects.select_related("current_task_state__task__boardtask__agency").get(
        pk=decision.run_id
    )
    task = board_task_of(run.current_task_state) if run.current_task_state else None
    if run.status != WorkflowState.STATUS_IN_PROGRESS or task is None:
        return PUBLISHED.format(title=title)
    return MOVED_ON.format(title=title, step=task.label, roles=role_words(task))
