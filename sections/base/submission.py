"""What must be right before a page may be submitted to the board.

Rooms further down add their checks to `CHECKS` when the apps are ready (rule-book attributions,
missing role holders); the form shows every problem at once, beside its field.
"""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend before submission; `field` is "" when it concerns the whole page."""

    field: str
    message: str


CHECKS: list[Callable] = []


def problems(page, user=None) -> list[Problem]:
    """Every problem of `page` as it stands now, of the page itself and of all registered checks."""
    found = list(page.own_problems())
    for check in CHECKS:
        found.extend(check(page, user))
    return found
