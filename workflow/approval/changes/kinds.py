"""The kinds of change that are decided like an item: one class each, registered by code."""

from dataclasses import dataclass
from typing import Any

from sections.base.door import Refused


@dataclass(frozen=True, slots=True)
class Line:
    """What a change does to one thing a visitor sees, for the screen of who decides.

    `before_url` and `after_url` lead to what the words stand for, where there is such a thing.
    """

    label: str
    before: str
    after: str
    before_url: str = ""
    after_url: str = ""


class ChangeKind:
    """What a kind of change needs to be asked for, shown, decided and carried out.

    `code` is stored in the request; `chain` names the `[[chain]]` of the rule book that decides;
    `label` is the Vietnamese name, `advice` one sentence for who chooses among the kinds,
    `target_type` what the request stores of the target's model, `may_wait` whether it can be
    carried out at a time of its own, `about_public` whether visitors notice it. Subclasses say what stands in the way (`obstacle`,
    `problem`), what is public now (`before`, part of what is approved), what the change does
    (`lines`), and do it (`carry_out`).
    """

    code = ""
    chain = ""
    label = ""
    advice = ""
    target_type = ""
    may_wait = True
    about_public = True

    def target(self, request) -> Any:
        """The object to change, or None when it is gone."""
        return self.find(request.target_id)

    def find(self, target_id: int) -> Any:
        """The object `target_id`, or None."""
        raise NotImplementedError

    def lock(self, target_id: int) -> None:
        """Lock what the change reads and writes, if others change it too, until the end."""

    def title_of(self, target) -> str:
        """The name under which the target stands in lists, mails and records."""
        return str(target)

    def fits(self, target) -> bool:
        """Whether this kind is for such a target at all: others are not even offered."""
        return True

    def obstacle(self, agency, target) -> str:
        """Why no such change can be made to `target` now, whatever is asked; "" when it can."""
        return ""

    def problem(self, request, target) -> str:
        """Why the change cannot be made now, as a sentence for the person; "" when it can."""
        return self.obstacle(request.agency, target)

    def before(self, request, target) -> dict:
        """What is public now, as JSON values: a change is decided against exactly this."""
        raise NotImplementedError

    def writers(self, target_id: int) -> set[int]:
        """Ids of those who wrote what is decided, beside who asks: they may not decide it."""
        return set()

    def admin_url(self, target_id: int) -> str:
        """Where the editing interface shows the target; "" where the desk knows."""
        return ""

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


def kinds_for(target_type: str) -> list[ChangeKind]:
    """The kinds of change that are asked for on targets of `target_type`, as registered."""
    return [kind for kind in _KINDS.values() if kind.target_type == target_type]


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
