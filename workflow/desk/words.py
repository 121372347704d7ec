"""The sentences that confirm an act on the desk."""

from wagtail.models import WorkflowState

from workflow.approval.decision import Decision
from workflow.approval.holding import role_words

from .queries import board_task_of

SUBMITTED = "Đã gửi duyệt «{title}». Bạn được báo khi tin được đăng, được trả lại hoặc bị từ chối."
WITHDRAWN = "Đã rút lại «{title}»; bản nháp vẫn được giữ để sửa và gửi lại."
UNSCHEDULED = "Đã bỏ hẹn giờ đăng «{title}»; muốn đăng, hãy gửi duyệt lại."
RETURNED = "Đã trả lại «{title}» cho người viết, kèm ghi chú của bạn."
REFUSED = "Đã từ chối đăng «{title}»; người viết được báo lý do."
PUBLISHED = "«{title}» đã hiển thị công khai."
SCHEDULED = "«{title}» đã được duyệt và sẽ được thực hiện vào giờ đã hẹn."
CARRIED_OUT = "«{title}» đã được duyệt và thực hiện."
ASKED = (
    "Đã gửi đề nghị xác minh «{title}»; tin vẫn ở bước này, bạn vẫn quyết định được bất cứ lúc nào."
)
ANSWERED = "Đã gửi câu trả lời xác minh «{title}» cho người hỏi."
ASSIGNED = "Đã giao «{title}» cho {name}."
ON_BEHALF = "Ghi nhận {authority}."
MOVED_ON = "Đã ghi nhận: «{title}» chuyển sang bước «{step}», chờ {roles}."


def taken(decision: Decision) -> str:
    """What the act `decision` led to, and on whose behalf it was done."""
    words = _outcome(decision)
    if decision.on_behalf_of:
        words += " " + ON_BEHALF.format(authority=decision.on_behalf_of)
    return words


def _outcome(decision: Decision) -> str:
    title = decision.item_title
    if decision.action == Decision.Action.RETURNED:
        return RETURNED.format(title=title)
    if decision.action == Decision.Action.REFUSED:
        return REFUSED.format(title=title)
    run = decision.run_after
    if run is None:
        runs = WorkflowState.objects.select_related("current_task_state__task__boardtask__agency")
        run = runs.get(pk=decision.run_id)
    is_open = run.status == WorkflowState.STATUS_IN_PROGRESS
    task = board_task_of(run.current_task_state) if is_open else None
    if task is None:
        return _ended(decision).format(title=title)
    return MOVED_ON.format(title=title, step=task.label, roles=role_words(task))


def _ended(decision: Decision) -> str:
    if _is_scheduled(decision):
        return SCHEDULED
    return CARRIED_OUT if decision.request_id else PUBLISHED


def _is_scheduled(decision: Decision) -> bool:
    if decision.led_to is not None:
        return decision.led_to.action == Decision.Action.SCHEDULED
    later = Decision.objects.filter(run_id=decision.run_id, pk__gt=decision.pk)
    return later.filter(action=Decision.Action.SCHEDULED).exists()
