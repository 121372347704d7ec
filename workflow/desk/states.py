"""The states in which an author finds the own item."""

from enum import StrEnum

from workflow.approval.decision import Decision
from workflow.approval.emergencies.emergency import Emergency


class ItemState(StrEnum):
    """Where an item is, as its author sees it."""

    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    PUBLIC = "public"
    CHANGED = "changed"
    EMERGENCY = "emergency"
    SCHEDULED = "scheduled"
    TAKEN_DOWN = "taken_down"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]


_LABELS = {
    ItemState.DRAFT: "Bản nháp",
    ItemState.WAITING: "Đang chờ duyệt",
    ItemState.RETURNED: "Được trả lại để sửa",
    ItemState.REFUSED: "Bị từ chối đăng",
    ItemState.WITHDRAWN: "Đã rút lại",
    ItemState.PUBLIC: "Đã đăng công khai",
    ItemState.CHANGED: "Đã đăng; có bản sửa chưa gửi duyệt",
    ItemState.EMERGENCY: "Khẩn cấp: đã đăng, chờ người khác duyệt lại",
    ItemState.SCHEDULED: "Đã duyệt, hẹn giờ đăng",
    ItemState.TAKEN_DOWN: "Đã gỡ khỏi trang công khai",
}

AFTER = {
    Decision.Action.RETURNED: ItemState.RETURNED,
    Decision.Action.REFUSED: ItemState.REFUSED,
    Decision.Action.WITHDRAWN: ItemState.WITHDRAWN,
    Decision.Action.SCHEDULED: ItemState.SCHEDULED,
}

TAKEN_DOWN = (Decision.Action.UNPUBLISHED, Decision.Action.RETRACTED)


def state_of(page, run, last: Decision | None, emergency: Emergency | None = None) -> ItemState:
    """The state of `page` given its active run, the newest act on it and an open emergency."""
    return state_after(page, run, last.action if last else None, emergency is not None)


def state_after(page, run, last_action: str | None, is_urgent: bool) -> ItemState:
    """The same, of the newest act its action alone."""
    if run is not None:
        return ItemState.WAITING
    if is_urgent and page.live:
        return ItemState.EMERGENCY
    if last_action in AFTER:
        return AFTER[Decision.Action(last_action)]
    if not page.live:
        return ItemState.TAKEN_DOWN if last_action in TAKEN_DOWN else ItemState.DRAFT
    return ItemState.CHANGED if page.has_unpublished_changes else ItemState.PUBLIC
