"""The sentences that confirm an act on a change request."""

from workflow.approval.changes.request import ChangeRequest
from workflow.approval.decision import Decision

from .states import RequestState, state_of

FILED = "Đã gửi yêu cầu «{title}». Bạn được báo khi có quyết định."
WITHDRAWN = "Đã rút lại yêu cầu «{title}»; không có gì thay đổi trên trang công khai."
NOT_ACCEPTED = "Đã ghi nhận: yêu cầu «{title}» không được chấp nhận; người yêu cầu được báo lý do."
DONE = "«{title}»: đã duyệt và đã thực hiện."
SCHEDULED = "«{title}»: đã duyệt, hệ thống sẽ thực hiện đúng giờ hẹn."
MOVED_ON = "Đã ghi nhận: yêu cầu «{title}» chuyển sang bước sau."

_BY_STATE = {
    RequestState.DONE: DONE,
    RequestState.SCHEDULED: SCHEDULED,
    RequestState.WAITING: MOVED_ON,
    RequestState.ENDED: NOT_ACCEPTED,
}


def taken(request: ChangeRequest, decision: Decision) -> str:
    """What the act `decision` led to; `request` as it is now."""
    if decision.action in (Decision.Action.RETURNED, Decision.Action.REFUSED):
        return NOT_ACCEPTED.format(title=request.title)
    return _BY_STATE[state_of(request)].format(title=request.title)
