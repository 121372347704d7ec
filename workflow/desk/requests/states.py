"""Where a change request is, in words."""

from enum import StrEnum

from workflow.approval.changes.request import ChangeRequest


class RequestState(StrEnum):
    """Where a request is; the value is the word in the address of the list."""

    WAITING = "dang-cho"
    SCHEDULED = "hen-gio"
    DONE = "da-thuc-hien"
    ENDED = "khong-thuc-hien"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]

    @property
    def look(self) -> str:
        """The desk's class for the badge."""
        return _LOOKS[self]


_LABELS = {
    RequestState.WAITING: "Đang chờ duyệt",
    RequestState.SCHEDULED: "Đã duyệt, hẹn giờ",
    RequestState.DONE: "Đã thực hiện",
    RequestState.ENDED: "Không thực hiện",
}
_LOOKS = {
    RequestState.WAITING: "waiting",
    RequestState.SCHEDULED: "changed",
    RequestState.DONE: "public",
    RequestState.ENDED: "refused",
}


def state_called(word: str) -> RequestState | None:
    """The state with this word in the address, if there is one."""
    return next((state for state in RequestState if state.value == word), None)


def state_of(request: ChangeRequest) -> RequestState:
    """The state of `request`."""
    if request.live:
        return RequestState.DONE
    if request.closed_at is not None:
        return RequestState.ENDED
    return RequestState.SCHEDULED if request.approved_at is not None else RequestState.WAITING
