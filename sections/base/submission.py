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


# Each takes the page, who submits, and the page in the tree whose agency and chain apply.
CHECKS: list[Callable] = []
# The same, for what not even a draft or its preview may contain.
ALWAYS: list[Callable] = []


def problems(page, user=None, parent=None) -> list[Problem]:
    """Every problem of `page` as it stands now, of the page itself and of all registered checks.

    `parent` says where a page that is not in the tree yet will stand.
    """
    found = [*page.own_problems(), *draft_problems(page, user, parent)]
    for check in CHECKS:
        found.extend(check(page, user, parent or page))
    return found


def draft_problems(page, user=None, parent=None) -> list[Problem]:
    """What may not even be saved or previewed."""
    return [problem for check in ALWAYS for problem in check(page, user, parent or page)]
