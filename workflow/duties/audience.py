"""Who hears of a duty: those who owe it, the deputies of the board, its head.

Who is reported absent hears nothing; whoever acts by delegation in that person's place does. Where
that leaves nobody it goes up, from those who owe to the deputies to the head, so that no duty
falls silent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sections.base.models import BasePage
from workflow.agencies.delegations.models import Delegation
from workflow.agencies.delegations.queries import absent_ids, role_codes_of
from workflow.agencies.models import Agency, User

from .models import Duty

HEAD, DEPUTY, SECRETARY = "head", "deputy", "secretary"
UNIT_HEAD, CONTRIBUTOR = "unit_head", "contributor"


@dataclass(frozen=True, slots=True)
class Origin:
    """The author and the supplying unit of an item, by id."""

    owner_id: int | None = None
    unit_id: int | None = None


NOWHERE = Origin()


def origins_of(duties: Iterable[Duty]) -> dict[int, Origin]:
    """Where the items of `duties` come from, by page id (one query)."""
    pages = BasePage.objects.filter(pk__in={duty.page_id for duty in duties} - {None})
    rows = pages.order_by().values_list("pk", "owner_id", "unit_id")
    return {pk: Origin(owner_id, unit_id) for pk, owner_id, unit_id in rows}


class Staff:
    """The active people of an agency with roles and unit, as they are at `now`; four queries."""

    def __init__(self, agency: Agency, now: datetime):
        self._ids: set[int] = set()
        self._by_role: dict[str, list[int]] = defaultdict(list)
        self._of_unit: dict[tuple[str, int], list[int]] = defaultdict(list)
        people = User.objects.filter(agency=agency, is_active=True).order_by("pk")
        for pk, unit_id, codes in people.annotate(codes=role_codes_of("pk")).values_list(
            "pk", "unit_id", "codes"
        ):
            self._ids.add(pk)
            for code in codes:
                self._by_role[code].append(pk)
                self._of_unit[code, unit_id].append(pk)
        self._units = dict(agency.units.values_list("code", "pk"))
        self._absent = absent_ids(agency.pk, now)
        self._stand_in = self._delegates(agency, now) if self._absent else {}
        self._editors = [role.code for role in agency.book.roles if "edit" in role.rights]

    def those_who_owe(self, duty: Duty, origin: Origin) -> list[int]:
        """Ids of those who hear of it before and at its due time, never empty but without a board.

        The person named; of an item the author and the heads of the supplying unit; of a unit its
        heads, its contributors where it has none; else the board: its secretaries, or those who
        edit without leading it.
        """
        named = self._named(duty, origin)
        if not named:
            return self._present(self._board()) or self._leaders()
        return self._present(named) or self._leaders()

    def deputies(self) -> list[int]:
        """The deputies of the head who are there, or who act for them."""
        return self._present(self._by_role[DEPUTY])

    def heads(self) -> list[int]:
        """The head, or who acts for the head; the absent head where nobody else is left."""
        return (
            self._present(self._by_role[HEAD])
            or self.deputies()
            or self._present(self._board())
            or self._by_role[HEAD]
        )

    def _leaders(self) -> list[int]:
        return self.deputies() or self.heads()

    def _named(self, duty: Duty, origin: Origin) -> list[int]:
        if duty.person_id in self._ids:
            return [duty.person_id]
        unit_id = origin.unit_id or self._units.get(duty.unit_code)
        heads = self._of_unit[UNIT_HEAD, unit_id] if unit_id else []
        author = [origin.owner_id] if origin.owner_id in self._ids else []
        if author or heads or not unit_id:
            return [*author, *heads]
        return self._of_unit[CONTRIBUTOR, unit_id]

    def _board(self) -> list[int]:
        if self._by_role[SECRETARY]:
            return self._by_role[SECRETARY]
        editors = {pk for code in self._editors for pk in self._by_role[code]}
        leaders = {*self._by_role[HEAD], *self._by_role[DEPUTY]}
        return sorted(editors - leaders) or sorted(editors)

    def _present(self, people: Iterable[int]) -> list[int]:
        found: dict[int, None] = {}
        for pk in people:
            found |= dict.fromkeys(self._stand_in.get(pk, ()) if pk in self._absent else (pk,))
        return list(found)

    def _delegates(self, agency: Agency, now: datetime) -> dict[int, list[int]]:
        """Who is there and acts for whom who is not."""
        rows = Delegation.objects.in_force(now).filter(
            agency=agency, kind=Delegation.Kind.DELEGATION, giver_id__in=self._absent
        )
        found: dict[int, list[int]] = defaultdict(list)
        for giver_id, receiver_id in rows.order_by("pk").values_list("giver_id", "receiver_id"):
            if receiver_id in self._ids and receiver_id not in self._absent:
                found[giver_id].append(receiver_id)
        return found
