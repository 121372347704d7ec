"""Who may take a step in whose place, and to whom items are routed; pure in time."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet

from workflow.agencies.models import Agency, RoleGroup, User
from workflow.agencies.queries import roles_of
from workflow.regulations.book import Step

from .absence import Absence
from .delegation import Delegation

HEAD = "head"
"""The role whose holder assigns the board's work in every rule book (LA-8.3.a-3, KT-16.1.c)."""

DELEGATED = "thay mặt {who} theo Quyết định ủy quyền số {number}"
ASSIGNED = "thay mặt {who} theo phân công tại văn bản số {number}"


def with_people(rows: QuerySet[Delegation]) -> QuerySet[Delegation]:
    """`rows` with agency, giver, receiver and the roles of both, for `equipped`."""
    return rows.select_related("agency", "giver", "receiver").annotate(
        giver_roles=role_codes_of("giver_id"), receiver_roles=role_codes_of("receiver_id")
    )


def equipped(rows: Iterable[Delegation]) -> tuple[Delegation, ...]:
    """`rows` (from `with_people`), people knowing their roles, so that nothing is asked again."""
    found = tuple(rows)
    for row in found:
        row.giver._role_codes = frozenset(row.giver_roles)
        row.receiver._role_codes = frozenset(row.receiver_roles)
    return found


def standing(agency_id: int, now: datetime) -> tuple[Delegation, ...]:
    """All delegations and assignments of the agency in force at `now` (one query)."""
    return equipped(with_people(Delegation.objects.in_force(now).filter(agency_id=agency_id)))


def authority(
    user: User,
    *,
    step_code: str,
    roles: Collection[str],
    delegable_to: Collection[str],
    section_code: str,
    now: datetime,
    rows: Iterable[Delegation] | None = None,
) -> Delegation | None:
    """By what `user` may take a step that the own roles do not hold; None: by nothing.

    `roles` and `delegable_to` are the step's. Counted only while the giver is active and holds one
    of `roles`, the receiver is active and holds one of `delegable_to`: a lost role or a closed
    account ends the authority at once (LA-8.3.b-1, BP-15.2, BP-15.3-1, BP-19.2, DL-11.2-2).
    A delegation goes before an assignment, since it is the act made for these very days; among
    equals the one that began last. `rows` spares the query (see `standing`).
    """
    if not user.is_active or user.agency_id is None:
        return None
    rows = standing(user.agency_id, now) if rows is None else rows
    found = [
        row
        for row in rows
        if row.receiver_id == user.pk
        and row.is_in_force(now)
        and row.covers(step_code, section_code)
        and _acts_for(row.giver, row, roles)
        and _acts_for(row.receiver, row, delegable_to)
    ]
    return max(found, key=_precedence, default=None)


def assigned_to(
    agency_id: int,
    *,
    step_code: str,
    section_code: str,
    now: datetime,
    rows: Iterable[Delegation] | None = None,
    absent: Collection[int] | None = None,
) -> list[User]:
    """To whom items of the section are routed at the step, by assignment (LA-8.3.a-3, KT-16.1.c).

    An assignment routes to somebody who holds the step, by role or by this very assignment. Who is
    inactive or absent at `now` is left out. Empty: everybody who holds the step. `rows` (see
    `standing`) and `absent` (see `absent_ids`) spare the queries; the step is the one of the rule
    book, and a step that is no longer in it has no assigned person.
    """
    rows = standing(agency_id, now) if rows is None else rows
    fitting = [
        row
        for row in rows
        if row.kind == Delegation.Kind.ASSIGNMENT
        and row.agency_id == agency_id
        and row.is_in_force(now)
        and row.covers(step_code, section_code)
        and step_code in {step.code for step in effective_steps(row)}
    ]
    if not fitting:
        return []
    absent = absent_ids(agency_id, now) if absent is None else absent
    people = {row.receiver_id: row.receiver for row in fitting if row.receiver_id not in absent}
    return [people[pk] for pk in sorted(people)]


def effective_steps(row: Delegation) -> list[Step]:
    """The steps of its scope that `row` can serve as its people's roles and accounts are now.

    None when the giver no longer holds a step, the receiver may no longer receive one, or an
    account was closed: then the act is without effect although nobody revoked it.
    """
    if row.kind == Delegation.Kind.ASSIGNMENT:
        serves = partial(_routes_step, row)
    else:
        serves = partial(_delegates_step, row)
    in_scope = (step for step in row.agency.book.steps if not row.steps or step.code in row.steps)
    return [step for step in in_scope if serves(step)]


def absent_ids(agency_id: int, now: datetime) -> frozenset[int]:
    """Ids of the agency's people who are reported absent at `now` (one query)."""
    rows = Absence.objects.covering(now).filter(user__agency_id=agency_id)
    return frozenset(rows.values_list("user_id", flat=True))


def words(delegation: Delegation) -> str:
    """On whose behalf, by which act, for screens, the record and the approval sheet.

    «thay mặt Trưởng Ban Biên tập Nguyễn Văn A theo Quyết định ủy quyền số 12/QĐ-BBT».
    """
    who = f"{giver_title(delegation)} {delegation.giver.get_full_name()}".strip()
    is_delegation = delegation.kind == Delegation.Kind.DELEGATION
    sentence = DELEGATED if is_delegation else ASSIGNED
    return sentence.format(who=who, number=delegation.decision_number)


def giver_title(delegation: Delegation) -> str:
    """The title in which the giver acts: of the roles that hold the steps in the scope, else the
    head's; "" for somebody who has neither any more."""
    book = delegation.agency.book
    held = roles_of(delegation.giver)
    holding = {
        code
        for step in book.steps
        if not delegation.steps or step.code in delegation.steps
        for code in step.roles
    }
    acting = held & holding or held & {HEAD}
    return ", ".join(role.label for role in book.roles if role.code in acting)


def role_codes_of(person: str) -> ArraySubquery:
    """The role codes of the account in the column `person` of a table that has `agency_id`."""
    held = RoleGroup.objects.filter(group__user=OuterRef(person), agency=OuterRef("agency_id"))
    return ArraySubquery(held.order_by().values("role_code"))


def is_head(user: User, agency: Agency) -> bool:
    """Whether `user` is an active head of the agency's board."""
    return user.is_active and user.agency_id == agency.pk and HEAD in roles_of(user)


def _routes_step(row: Delegation, step: Step) -> bool:
    if _acts_for(row.receiver, row, step.roles):
        return _acts_for(row.giver, row, {HEAD, *step.roles})
    return _delegates_step(row, step)


def _delegates_step(row: Delegation, step: Step) -> bool:
    return _acts_for(row.giver, row, step.roles) and _acts_for(row.receiver, row, step.delegable_to)


def _acts_for(person: User, row: Delegation, roles: Collection[str]) -> bool:
    in_service = person.is_active and person.agency_id == row.agency_id
    return in_service and not roles_of(person).isdisjoint(roles)


def _precedence(row: Delegation) -> tuple[bool, datetime, int]:
    return row.kind == Delegation.Kind.DELEGATION, row.valid_from, row.pk
