"""`holding.verdict` for all items at once: the same rules in a fixed number of queries."""

from dataclasses import dataclass, replace
from datetime import datetime

from django.utils import timezone

from workflow.agencies.delegations import queries as delegations
from workflow.agencies.delegations.delegation import Delegation
from workflow.agencies.models import User
from workflow.agencies.queries import roles_of
from workflow.approval.board_task import BoardTask
from workflow.approval.holding import ASKED_FOR_IT, KEPT_APART, WROTE_IT, step_words
from workflow.regulations.book import StepScope

from . import authors, routing
from .held import Held
from .open_steps import open_steps


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the verdicts rest on: who wrote what, who took which step, what is entrusted now."""

    writers: dict[int, set[int]]
    takers: dict[tuple[int, str], set[int]]
    standing: tuple[Delegation, ...]
    now: datetime


def held_once(user: User) -> list[Held]:
    """`held_steps` now, asked once for a request: menu, start page and desk show the same."""
    if not hasattr(user, "_held_steps"):
        user._held_steps = held_steps(user, timezone.now())
    return user._held_steps


def held_steps(user: User, now: datetime) -> list[Held]:
    """The steps in progress that `user` holds at `now`, each with the verdict on it.

    By role or by delegation; what must be public first stands on top, then what waits longest.
    """
    if not user.is_active or user.agency_id is None:
        return []
    tasks = _tasks_of(user)
    if not tasks:
        return []
    standing = delegations.standing(user.agency_id, now)
    rows = open_steps(user.agency, tasks)
    facts = _Facts({}, {}, standing, now)
    rows = [found for row in rows if (found := _held_by(row, user, facts))]
    if not rows:
        return []
    facts = _Facts(authors.writers_of(rows), authors.takers_of(rows), standing, now)
    judged = [replace(row, reason=_reason(row, user, facts)) for row in rows]
    return sorted(_routed(judged, user, facts), key=Held.urgency)


def _tasks_of(user: User) -> dict[int, BoardTask]:
    """The board's steps that `user` may hold by role or by an act of others."""
    roles = roles_of(user)
    found = {}
    for task in BoardTask.objects.filter(agency_id=user.agency_id):
        if roles & {*task.roles, *task.delegable_to}:
            task.agency = user.agency
            found[task.pk] = task
    return found


def _held_by(row: Held, person: User, facts: _Facts) -> Held | None:
    """`row` with the authority by which `person` holds it; None when the person does not."""
    task = row.task
    if roles_of(person) & set(task.roles):
        if task.scope == StepScope.UNIT and (row.unit_id is None or row.unit_id != person.unit_id):
            return None
        return row
    delegation = delegations.authority(
        person,
        step_code=task.step_code,
        roles=set(task.roles),
        delegable_to=set(task.delegable_to),
        section_code=row.section_code,
        now=facts.now,
        rows=facts.standing,
    )
    return replace(row, delegation=delegation) if delegation else None


def _reason(row: Held, person: User, facts: _Facts) -> str:
    task = row.task
    if task.is_decision and person.pk in facts.writers[row.run_id]:
        words = ASKED_FOR_IT if row.request_id else WROTE_IT
        return words.format(step=task.label)
    for code in task.distinct_from:
        if person.pk in facts.takers.get((row.run_id, code), ()):
            return KEPT_APART.format(step=task.label, other=step_words(task.agency, code))
    return ""


def _routed(rows: list[Held], user: User, facts: _Facts) -> list[Held]:
    """`rows` with those to whom the items were given and who may take them."""
    wishes = routing.wishes_of(rows, user.agency_id, facts.standing, facts.now)
    found = []
    for row in rows:
        fitting = ()
        for people in wishes[row.task_state_id]:
            fitting = tuple(
                person
                for person in people
                if _held_by(row, person, facts) and not _reason(row, person, facts)
            )
            if fitting:
                break
        others = bool(fitting) and user.pk not in {person.pk for person in fitting}
        found.append(replace(row, routed_to=fitting, is_for_others=others))
    return found
