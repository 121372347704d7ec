"""Who sees which acts and absences, and who may do what with them."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from workflow.agencies.models import User
from workflow.agencies.queries import has_right, roles_of

from .absence import Absence
from .delegation import Delegation
from .queries import HEAD, is_head

READER = "audit"
NOT_FOR_YOU = "Màn hình này dành cho người giữ một bước trong quy trình duyệt của cơ quan."


def may_open(user: User) -> bool:
    """Whether the screens are for `user`: who holds or may receive a step, heads, inspectors."""
    if has_right(user, READER):
        return True
    if not user.is_active or user.agency_id is None:
        return False
    held = roles_of(user)
    concerned = {HEAD}
    for step in user.agency.book.steps:
        concerned |= {*step.roles, *step.delegable_to}
    return not held.isdisjoint(concerned)


def check_may_open(user: User) -> None:
    """Raise PermissionDenied unless the screens are for `user`."""
    if not may_open(user):
        raise PermissionDenied(NOT_FOR_YOU)


def sees_all(user: User) -> bool:
    """Whether `user` sees the acts of everybody in the own agency, not only the own ones."""
    is_own_head = user.agency_id is not None and is_head(user, user.agency)
    return is_own_head or has_right(user, READER)


def visible_delegations(user: User) -> QuerySet[Delegation]:
    """What `user` may see: given or received; heads and inspectors all of their agency."""
    rows = Delegation.objects.all()
    if not user.is_superuser:
        rows = rows.filter(agency_id=user.agency_id, agency__isnull=False)
    return rows if sees_all(user) else rows.filter(Q(giver=user) | Q(receiver=user))


def visible_absences(user: User) -> QuerySet[Absence]:
    """The own absences; heads and inspectors see all of their agency."""
    rows = Absence.objects.all()
    if not user.is_superuser:
        rows = rows.filter(user__agency_id=user.agency_id, user__agency__isnull=False)
    return rows if sees_all(user) else rows.filter(user=user)


def may_end(user: User, row: Delegation, now: datetime) -> bool:
    """Whether `user` may revoke or shorten `row` at `now`."""
    is_over = row.state(now) in {Delegation.State.REVOKED, Delegation.State.ENDED}
    return not is_over and (user.pk == row.giver_id or is_head(user, row.agency))


def may_report_for_others(user: User) -> bool:
    """Whether `user` may report the absence of others: the head of the board."""
    return user.agency_id is not None and is_head(user, user.agency)
