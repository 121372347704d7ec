"""Questions about duties."""

from django.db.models import F, Q, QuerySet

from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.agencies.queries import has_right, roles_of

from .models import Duty

UNIT_HEAD = "unit_head"


def open_duties(agency_code: str) -> QuerySet[Duty]:
    """What the agency owes, oldest due first; what is only measured comes last."""
    return in_order_of_due(
        Duty.objects.filter(agency_code=agency_code, met_at=None, cancelled_at=None)
    )


def of_page(page_id: int) -> QuerySet[Duty]:
    """The duties of an item, those that ended too."""
    return Duty.objects.filter(page_id=page_id, subject_kind=Duty.Kind.PAGE)


def about_page(page_id: int) -> QuerySet[Duty]:
    """The duties of an item and of the changes to it, those that ended too."""
    return Duty.objects.filter(page_id=page_id, subject_kind__in=(Duty.Kind.PAGE, Duty.Kind.CHANGE))


def duties_of(page) -> list[Duty]:
    """The duties that run or ran on the item, supply before publication."""
    rows = about_page(page.pk).filter(cancelled_at=None) if page.pk else ()
    return sorted(rows, key=lambda duty: (duty.measure != "supply", duty.deadline_code))


def open_duties_for(user: User) -> QuerySet[Duty]:
    """The open duties that `user` may see: of the own agency only.

    The board sees the agency's, a unit head those of the unit, everyone the own items.
    Superusers see all agencies.
    """
    if user.is_superuser:
        return in_order_of_due(Duty.objects.filter(met_at=None, cancelled_at=None))
    if not user.agency_id:
        return Duty.objects.none()
    rows = open_duties(user.agency.code)
    if has_right(user, "edit"):
        return rows
    mine = Q(owner=user)
    if UNIT_HEAD in roles_of(user) and user.unit_id:
        mine |= Q(unit=user.unit_id)
    return rows.filter(page_id__in=BasePage.objects.filter(mine).values("pk"))


def in_order_of_due(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """`rows`, what ends first on top; what is only measured comes last."""
    return rows.order_by(F("due_at").asc(nulls_last=True), "started_at", "pk")
