"""The lists of what waits: for me, for others, late; with everything a line tells."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sections.base.models import BasePage
from workflow.agencies.delegations.queries import words as delegation_words
from workflow.agencies.models import User
from workflow.approval import asking
from workflow.approval.changes.request import ChangeRequest
from workflow.approval.decision import Decision
from workflow.approval.emergencies.emergency import Emergency
from workflow.calendar.queries import calendar_of
from workflow.duties.standing import Standing, standings

from . import emergencies
from .held import Held
from .openings.keeping import opened_steps
from .verdicts import held_once


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the desk: an item or a change request at a step that the person holds."""

    held: Held
    title: str
    url: str
    supplied_by: tuple[str, ...]
    section: str
    deadline: Standing | None
    on_behalf: str
    others: str
    asked: Decision | None
    asked_of: str
    emergency: Emergency | None
    was_opened: bool

    @property
    def reason(self) -> str:
        """Why the person may not take the step; "" when it may be taken."""
        return self.held.reason


@dataclass(frozen=True, slots=True)
class Desk:
    """What a person holds, by what the person can do with it."""

    mine: list[Held]
    of_others: list[Held]
    held_back: list[Held]

    def late_count(self, now: datetime) -> int:
        """How many of the items to be taken are past their time."""
        return sum(row.is_late(now) for row in self.mine)


def desk_of(user: User) -> Desk:
    """The steps `user` holds: to take, given to somebody else who is present, not to be taken."""
    held = held_once(user)
    return Desk(
        [row for row in held if row.allowed and not row.is_for_others],
        [row for row in held if row.allowed and row.is_for_others],
        [row for row in held if not row.allowed],
    )


def lines_of(held: Iterable[Held], user: User, now: datetime) -> list[Waiting]:
    """The lines of `held`, in its order, for `user` (at most nine queries)."""
    held = list(held)
    if not held:
        return []
    page_ids = [row.page_id for row in held if row.page_id]
    pages = _pages(page_ids)
    requests = _requests([row.request_id for row in held if row.request_id])
    due = _standings(held, now)
    asked = asking.pending([row.run_id for row in held])
    urgent = emergencies.open_on(page_ids)
    opened = opened_steps(user, held)
    sections = {part.code: part.label for part in user.agency.book.sections}
    lines = []
    for row in held:
        subject = pages.get(row.page_id) or requests.get(row.request_id)
        if subject is None:
            continue
        lines.append(
            Waiting(
                row,
                title=_title(subject),
                url=url_of(row),
                supplied_by=_suppliers(subject),
                section=sections.get(row.section_code, ""),
                deadline=due.get(row.task_state_id),
                on_behalf=delegation_words(row.delegation) if row.delegation else "",
                others=", ".join(person.get_full_name() for person in row.routed_to),
                asked=asked.get(row.run_id),
                asked_of=asking.asked_of(subject) if row.run_id in asked else "",
                emergency=urgent.get(row.page_id),
                was_opened=row.task_state_id in opened,
            )
        )
    return lines


def url_of(row: Held) -> str:
    """The screen on which `row` is decided."""
    if row.request_id:
        return reverse("desk:request", args=[row.request_id])
    return reverse("desk:item", args=[row.page_id])


def _pages(ids: list[int]) -> dict[int, BasePage]:
    pages = BasePage.objects.select_related("unit", "owner").defer("folded")
    return pages.in_bulk(ids) if ids else {}


def _requests(ids: list[int]) -> dict[int, ChangeRequest]:
    requests = ChangeRequest.objects.select_related("unit", "owner")
    return requests.in_bulk(ids) if ids else {}


def _title(subject) -> str:
    return (
        subject.title if isinstance(subject, ChangeRequest) else subject.get_admin_display_title()
    )


def _suppliers(subject) -> tuple[str, ...]:
    unit = subject.unit.name if subject.unit else ""
    owner = subject.owner.get_full_name() if subject.owner else ""
    return tuple(name for name in (unit, owner) if name)


def _standings(held: list[Held], now: datetime) -> dict[int, Standing]:
    """How the clock of each step's item stands, by task state."""
    clocked = [row for row in held if row.duty is not None]
    if not clocked:
        return {}
    code = clocked[0].duty.agency_code
    rows = standings([row.duty for row in clocked], now, {code: calendar_of(code)})
    return {row.task_state_id: found for row, found in zip(clocked, rows, strict=True)}
