"""A step in progress that a person holds, with everything the desk says of it."""

from dataclasses import dataclass
from datetime import datetime

from workflow.agencies.delegations.delegation import Delegation
from workflow.agencies.models import User
from workflow.approval.board_task import BoardTask
from workflow.duties.models import Duty


@dataclass(frozen=True, slots=True)
class Held:
    """A step of a page or a change request; `reason` says why the person may not take it.

    `delegation` is the authority of who acts for another; `routed_to` names those to whom the
    item was given, empty when it is everybody's who holds the step.
    """

    task_state_id: int
    task: BoardTask
    run_id: int
    since: datetime
    requested_by_id: int | None
    page_id: int | None = None
    request_id: int | None = None
    unit_id: int | None = None
    owner_id: int | None = None
    section_code: str = ""
    duty: Duty | None = None
    delegation: Delegation | None = None
    reason: str = ""
    routed_to: tuple[User, ...] = ()
    is_for_others: bool = False

    @property
    def allowed(self) -> bool:
        """Whether the person may take the step now."""
        return not self.reason

    @property
    def due_at(self) -> datetime | None:
        """When the item has to be public; None where no clock runs."""
        return self.duty.due_at if self.duty else None

    def is_late(self, now: datetime) -> bool:
        """Whether the clock of the item has run out."""
        return self.duty is not None and self.duty.is_late(now)

    def urgency(self) -> tuple:
        """Sorts what must be done first to the top: the clock that ends first, then the oldest."""
        return self.due_at is None, self.due_at or self.since, self.since, self.task_state_id
