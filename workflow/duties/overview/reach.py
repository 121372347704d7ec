"""Whose duties a person may see, whatever has become of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet, TextChoices
from django.http import Http404

from sections.base.models import BasePage
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import agencies_for, has_right, roles_of
from workflow.duties.models import Duty
from workflow.duties.queries import UNIT_HEAD, mine, owed_by_unit_of, visible_to


class Scope(TextChoices):
    """Which part of what one may see."""

    MINE = "toi", "Của tôi"
    UNIT = "don-vi", "Đơn vị của tôi"
    AGENCY = "co-quan", "Cả cơ quan"


def sees_agency(user: User) -> bool:
    """Whether the person sees every duty of the agency: the board, the head, superusers."""
    return has_right(user, "edit")


def heads_unit(user: User) -> bool:
    """Whether the person sees every duty of the own unit."""
    return bool(user.unit_id) and (sees_agency(user) or UNIT_HEAD in roles_of(user))


def in_scope(user: User, scope: str) -> QuerySet[Duty]:
    """The part of `visible_to` that `scope` names; all of it for any other word."""
    rows = visible_to(user)
    if scope == Scope.MINE:
        return rows.filter(mine(user))
    if scope == Scope.UNIT:
        return rows.filter(of_unit_of(user))
    return rows


def scopes_of(user: User) -> list[Scope]:
    """The scopes that show the person something different."""
    scopes = [Scope.MINE]
    if user.unit_id:
        scopes.append(Scope.UNIT)
    if sees_agency(user):
        scopes.append(Scope.AGENCY)
    return scopes


def of_unit_of(user: User) -> Q:
    """What the person's unit owes; items and cases of colleagues only for who heads it."""
    if not user.unit_id or not user.agency_id:
        return Q(pk__in=())
    # Units of two agencies may have the same code.
    of_agency = Q(agency_code=user.agency.code)
    return of_agency & (of_unit(user.unit) if heads_unit(user) else owed_by_unit_of(user))


def of_unit(unit) -> Q:
    """The duties of a unit of the agency: its own and those of the items it supplies."""
    return Q(unit_code=unit.code) | Q(page_id__in=BasePage.objects.filter(unit=unit).values("pk"))


def chosen_agency(request) -> Agency:
    """The agency asked for (`?co-quan=LA`), else the first whose screens the person sees.

    404 for another agency's, and for people of none.
    """
    agencies = agencies_of(request)
    asked = request.GET.get("co-quan", "")
    found = [row for row in agencies if not asked or row.code == asked]
    if not found:
        raise Http404
    return found[0]


def agencies_of(request) -> list[Agency]:
    """The agencies whose screens the person sees; asked once for a request."""
    if not hasattr(request, "_duty_agencies"):
        request._duty_agencies = agencies_for(request.user)
    return request._duty_agencies
