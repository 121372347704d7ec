"""Questions about duties."""

from collections.abc import Collection, Iterable

from django.db.models import F, Q, QuerySet

from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.agencies.queries import has_right, roles_of
from workflow.calendar.pauses import Pause

from .models import Duty, Standstill

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


def visible_to(user: User) -> QuerySet[Duty]:
    """The duties that `user` may see, those that ended too: of the own agency only.

    The board sees the agency's, a unit head those of the unit, everyone the own.
    Superusers see all agencies.
    """
    if user.is_superuser:
        return Duty.objects.all()
    if not user.agency_id:
        return Duty.objects.none()
    rows = Duty.objects.filter(agency_code=user.agency.code)
    if has_right(user, "edit"):
        return rows
    return rows.filter(mine(user) | of_unit_of(user))


def open_duties_for(user: User) -> QuerySet[Duty]:
    """The open duties that `user` may see, as `visible_to` says; what ends first on top."""
    return in_order_of_due(visible_to(user).filter(met_at=None, cancelled_at=None))


def mine(user: User) -> Q:
    """The duties on the items that `user` wrote, and those given to `user` by name."""
    written = BasePage.objects.filter(owner=user).values("pk")
    return Q(page_id__in=written) | Q(person_id=user.pk)


def of_unit_of(user: User) -> Q:
    """The duties of the unit that `user` heads; none for others."""
    if not user.unit_id or UNIT_HEAD not in roles_of(user):
        return Q(pk__in=())
    supplied = BasePage.objects.filter(unit=user.unit_id).values("pk")
    return Q(page_id__in=supplied) | Q(unit_code=user.unit.code)


def in_order_of_due(rows: QuerySet[Duty]) -> QuerySet[Duty]:
    """`rows`, what ends first on top; what is only measured comes last."""
    return rows.order_by(F("due_at").asc(nulls_last=True), "started_at", "pk")


def pauses_of(duties: QuerySet[Duty] | Collection[int]) -> dict[int, tuple[Pause, ...]]:
    """The ended standstills of `duties` (rows or ids) by the duty's id, in one query.

    What still stands has no end yet, so that no due time can be counted with it.
    """
    found: dict[int, tuple[Pause, ...]] = {}
    ids = duties.order_by().values("pk") if isinstance(duties, QuerySet) else duties
    for row in Standstill.objects.filter(duty__in=ids, until__isnull=False):
        found[row.duty_id] = (
            *found.get(row.duty_id, ()),
            Pause(row.since, row.until, row.cause),
        )
    return found


def causes_of(duties: Iterable[Duty]) -> dict[int, str]:
    """Why the clocks of `duties` stand, by the duty's id; no query where none does."""
    ids = [duty.pk for duty in duties if duty.stands_since is not None]
    if not ids:
        return {}
    rows = Standstill.objects.filter(duty__in=ids, until=None)
    return dict(rows.values_list("duty_id", "cause"))
