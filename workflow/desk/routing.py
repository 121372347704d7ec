"""To whom items are given: by name at their step, or by the standing assignment of a section."""

from collections.abc import Iterable
from datetime import datetime

from workflow.agencies.delegations import queries as delegations
from workflow.agencies.delegations.delegation import Delegation
from workflow.agencies.models import User
from workflow.approval.decision import Decision

from .held import Held


def wishes_of(
    rows: list[Held], agency_id: int, standing: Iterable[Delegation], now: datetime
) -> dict[int, list[list[User]]]:
    """By task state: the groups of people present to whom the step was given, first choice first.

    Who was named for the very item goes before who is assigned to its section (LA-8.3.a-3,
    BP-11.1-2, KT-16.1.c). Whether they may take the step is for the caller to judge.
    """
    absent = delegations.absent_ids(agency_id, now)
    named = _named([row.task_state_id for row in rows], agency_id)
    assigned: dict[tuple[str, str], list[User]] = {}
    wishes = {}
    for row in rows:
        place = row.task.step_code, row.section_code
        if place not in assigned:
            assigned[place] = delegations.assigned_to(
                agency_id,
                step_code=row.task.step_code,
                section_code=row.section_code,
                now=now,
                rows=standing,
                absent=absent,
            )
        person = named.get(row.task_state_id)
        by_name = [person] if person is not None and person.pk not in absent else []
        wishes[row.task_state_id] = [by_name, assigned[place]]
    return wishes


def named_for(task_state_id: int, agency_id: int) -> User | None:
    """Who was last named for the step in progress."""
    return _named([task_state_id], agency_id).get(task_state_id)


def _named(task_state_ids: list[int], agency_id: int) -> dict[int, User]:
    """Who was last named for each step in progress (two queries)."""
    last = (
        Decision.objects.filter(
            task_state_id__in=task_state_ids,
            action=Decision.Action.ASSIGNED,
            assignee_id__isnull=False,
        )
        .order_by("task_state_id", "-pk")
        .distinct("task_state_id")
        .values_list("task_state_id", "assignee_id")
    )
    ids = dict(last)
    people = User.objects.filter(pk__in=set(ids.values()), agency_id=agency_id, is_active=True)
    known = {}
    for person in people.annotate(role_codes=delegations.role_codes_of("pk")):
        person._role_codes = frozenset(person.role_codes)
        known[person.pk] = person
    return {state: known[pk] for state, pk in ids.items() if pk in known}
