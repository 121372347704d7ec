"""Whose the open duties are: mine, those of the unit I head, those of the agency."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Count, Q, QuerySet, Window

from workflow.agencies.models import User
from workflow.agencies.queries import has_right, roles_of

from .models import Duty
from .queries import UNIT_HEAD, mine, of_unit_of, open_duties_for

# What is only measured has no due time; what could not be counted has neither, and shows why.
DATED = Q(due_at__isnull=False) | ~Q(trouble="")


class Whose(StrEnum):
    """A group; the value stands in addresses."""

    MINE = "cua-toi"
    UNIT = "don-vi"
    AGENCY = "co-quan"

    @property
    def label(self) -> str:
        """Its heading."""
        return _LABELS[self]


_LABELS = {
    Whose.MINE: "Của tôi",
    Whose.UNIT: "Của đơn vị tôi",
    Whose.AGENCY: "Của cơ quan",
}


@dataclass(frozen=True, slots=True)
class Group:
    """The first duties of a group, and how many there are in all."""

    whose: Whose
    duties: list[Duty]
    total: int

    @property
    def rest(self) -> int:
        """How many are not among the first."""
        return self.total - len(self.duties)


def groups_for(user: User) -> list[Whose]:
    """The groups that there are for `user`."""
    found = []
    if user.agency_id:
        found.append(Whose.MINE)
        if user.unit_id and UNIT_HEAD in roles_of(user):
            found.append(Whose.UNIT)
    if has_right(user, "edit"):
        found.append(Whose.AGENCY)
    return found


def open_duties_of(user: User, whose: Whose) -> QuerySet[Duty]:
    """The open duties of a group, what ends first on top; each duty is in one group.

    What is only measured comes last, and only among the own.
    """
    rows = open_duties_for(user)
    if not user.agency_id:
        return rows.filter(DATED)
    if whose == Whose.MINE:
        return rows.filter(mine(user))
    others = rows.filter(DATED).exclude(mine(user))
    if whose == Whose.UNIT:
        return others.filter(of_unit_of(user))
    return others.exclude(of_unit_of(user))


def first_of(user: User, whose: Whose, number: int) -> Group:
    """The first `number` duties of a group, in one query."""
    rows = list(open_duties_of(user, whose).annotate(total=Window(Count("pk")))[:number])
    return Group(whose, rows, rows[0].total if rows else 0)
