"""Whose duties a person may see, whatever has become of them."""

from __future__ import annotations

from django.db.models import Q, QuerySet, TextChoices
from django.http import Http404

from sections.base.models import BasePage
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import agencies_for, has_right, roles_of
from workflow.duties.models import Duty
from workflow.duties.queries import UNIT_HEAD


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


def visible(user: User) -> QuerySet[Duty]:
    """The duties that `user` may see, of the own agency; superusers see all.

    The board sees the agency's, a unit head the unit's, everybody the own ones and what the unit
    owes as a whole. Nobody without an account that is in use sees any.
    """
    if not user.is_active:
        return Duty.objects.none()
    if user.is_superuser:
        return Duty.objects.all()
    if not user.agency_id:
        return Duty.objects.none()
    rows = Duty.objects.filter(agency_code=user.agency.code)
    return rows if sees_agency(user) else rows.filter(mine(user) | of_unit_of(user))


def in_scope(user: User, scope: str) -> QuerySet[Duty]:
    """The part of `visible` that `scope` names; all of it for any other word."""
    rows = visible(user)
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


def mine(user: User) -> Q:
    """What the person answers for, and the clocks of the own items."""
    own = BasePage.objects.filter(owner=user).values("pk")
    return Q(person_id=user.pk) | Q(page_id__in=own)


def of_unit_of(user: User) -> Q:
    """What the person's unit owes; items and cases of colleagues only for who heads it."""
    if not user.unit_id:
        return Q(pk__in=())
    if heads_unit(user):
        return of_unit(user.unit)
    return Q(subject_kind=Duty.Kind.UNIT, unit_code=user.unit.code)


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
