"""The kinds of change that are decided like an item: one class each, registered by code."""

from dataclasses import dataclass
from typing import Any

from sections.base.door import Refused


@dataclass(frozen=True, slots=True)
class Line:
    """What a change does to one thing a visitor sees, for the screen of who decides."""

    label: str
    before: str
    after: str


class ChangeKind:
    """What a kind of change needs to be asked for, shown, decided and carried out.

    `code` is stored in the request; `chain` names the `[[chain]]` of the rule book that decides;
    `label` is the Vietnamese name. Subclasses say what stands in the way (`problem`), what is
    public now (`before`, part of what is approved), what the change does (`lines`), and do it
    (`carry_out`).
    """

    code = ""
    chain = ""
    label = ""

    def target(self, request) -> Any:
        """The object to change, or None when it is gone."""
        raise NotImplementedError

    def problem(self, request, target) -> str:
        """Why the change cannot be made now, as a sentence for the person; "" when it can."""
        return ""

    def before(self, request, target) -> dict:
        """What is public now, as JSON values: a change is decided against exactly this."""
        raise NotImplementedError

    def lines(self, request, target) -> list[Line]:
        """What a visitor would notice."""
        raise NotImplementedError

    def carry_out(self, request, target, user) -> list:
        """Make the change through the door; the pages whose public content or place changed.

        Runs in the transaction of the last decision, or of the task at the time asked for.
        """
        raise NotImplementedError


_KINDS: dict[str, ChangeKind] = {}

GONE = "«{title}» không còn nữa nên không thực hiện được yêu cầu."
UNKNOWN = "Loại thay đổi «{code}» không có trong hệ thống."


def register(kind: type[ChangeKind]) -> type[ChangeKind]:
    """Class decorator: make a kind known by its code."""
    _KINDS[kind.code] = kind()
    return kind


def kind_of(code: str) -> ChangeKind:
    """The kind `code`; `Refused` when there is none."""
    if code not in _KINDS:
        raise Refused(UNKNOWN.format(code=code))
    return _KINDS[code]


def check(request) -> tuple[ChangeKind, Any]:
    """The kind and the target of `request`; `Refused` with the reason when it cannot be made."""
    kind = kind_of(request.kind)
    target = kind.target(request)
    if target is None:
        raise Refused(GONE.format(title=request.target_title))
    problem = kind.problem(request, target)
    if problem:
        raise Refused(problem)
    return kind, target
