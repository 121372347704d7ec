"""Who holds which role in an agency, as a value: the same questions before and after a change."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from workflow.agencies.models import Agency, User


@dataclass(frozen=True, slots=True)
class Holding:
    """One person in one role."""

    user_id: int
    unit_id: int | None
    role_code: str


@dataclass(frozen=True, slots=True)
class Staff:
    """The active people of an agency and their roles."""

    holdings: frozenset[Holding]

    @classmethod
    def of(cls, agency: Agency) -> Staff:
        """The people as the database has them now (one query)."""
        rows = User.objects.filter(
            is_active=True, agency=agency, groups__role__agency=agency
        ).values_list("pk", "unit_id", "groups__role__role_code")
        return cls(frozenset(Holding(*row) for row in rows))

    def without(self, user_id: int) -> Staff:
        """The same people but for `user_id`."""
        return Staff(frozenset(row for row in self.holdings if row.user_id != user_id))

    def holding_instead(
        self, user_id: int, unit_id: int | None, role_codes: Iterable[str]
    ) -> Staff:
        """The same people, `user_id` in other roles or another unit."""
        new = frozenset(Holding(user_id, unit_id, code) for code in role_codes)
        return Staff(self.without(user_id).holdings | new)

    def holders_of(self, task, unit_id: int | None) -> frozenset[int]:
        """Who could hold the step `task` for an item of the unit `unit_id`.

        `task` is a step of the board by its attributes `roles` and `scope`; a step of the unit is
        held by people of that unit only.
        """
        return frozenset(
            row.user_id
            for row in self.holdings
            if row.role_code in task.roles and (task.scope != "unit" or row.unit_id == unit_id)
        )
