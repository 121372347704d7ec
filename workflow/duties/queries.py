"""Questions about duties."""

from collections.abc import Collection, Iterable

from django.db.models import Exists, F, Q, QuerySet
from django.utils import timezone

from sections.base.models import BasePage
from workflow.agencies.delegations.models import Delegation
from workflow.agencies.models import Unit, User
from workflow.agencies.queries import has_right, roles_of
from workflow.calendar.pauses import Pause

from .models import Duty, Standstill

UNIT_HEAD, OPERATOR = "unit_head", "operator"


# Until the due time at least; while a clock stands no time passes (`Duty.is_late`).
CLOCK_RAN = Q(stands_since=None) | Q(stands_since__gt=F("due_at"))


def open_duties(agency_code: str) -> QuerySet[Duty]:
    """What the agency owes, oldest due first; what is only measured comes last."""
    return in_order_of_due(
        Duty.objects.filter(agency_code=agency_code, met_at=None, cancelled_at=None)
    )


def of_page(page_id: int) -> QuerySet[Duty]:
    """The duties of an item, those that ended too."""
    return Duty.objects.filter(page_id=page_id, subject_kind=Duty.Kind.PAGE)


def about_page(page_id: int) -> QuerySet[Duty]:
    """The duties of a page, of the changes to it and of its reviews, those that ended too."""
    kinds = (Duty.Kind.PAGE, Duty.Kind.CHANGE, Duty.Kind.REVIEW)
    return Duty.objects.filter(page_id=page_id, subject_kind__in=kinds)


def duties_of(page) -> list[Duty]:
    """The duties that run or ran on the item, supply before publication."""
    rows = about_page(page.pk).filter(cancelled_at=None) if page.pk else ()
    return sorted(rows, key=lambda duty: (duty.measure != "supply", duty.deadline_code))


def visible_to(user: User) -> QuerySet[Duty]:
    """The duties that `user` may see, those that ended too: of the own agency only.

    The board sees the agency's, a unit head those of the unit, everyone the own and what the unit
    owes as a whole; who acts for somebody by delegation what that person owes, the operator the
    incidents. Superusers see all agencies, closed accounts nothing.
    """
    if not user.is_active:
        return Duty.objects.none()
    if user.is_superuser:
        return Duty.objects.all()
    if not user.agency_id:
        return Duty.objects.none()
    rows = Duty.objects.filter(agency_code=user.agency.code)
    if has_right(user, "edit"):
        return rows
    seen = mine(user) | of_unit_of(user) | owed_by_unit_of(user) | _of_givers(user)
    if OPERATOR in roles_of(user):
        seen |= Q(subject_kind=Duty.Kind.INCIDENT)
    return rows.filter(seen)


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


def owed_by_unit_of(user: User) -> Q:
    """What the unit of `user` owes as a whole: those of a unit without a head are told of it too."""
    if not user.unit_id:
        return Q(pk__in=())
    return Q(subject_kind=Duty.Kind.UNIT, unit_code=user.unit.code)


def _of_givers(user: User) -> Q:
    """What those owe who delegated to `user`, who is told while they are absent (`audience`)."""
    rows = Delegation.objects.in_force(timezone.now()).filter(
        agency=user.agency_id, receiver=user.pk, kind=Delegation.Kind.DELEGATION
    )
    givers = rows.order_by().values("giver_id")
    heads = User.objects.filter(
        pk__in=givers, groups__role__agency=user.agency_id, groups__role__role_code=UNIT_HEAD
    )
    units = Unit.objects.filter(pk__in=heads.order_by().values("unit_id")).order_by()
    items = BasePage.objects.filter(Q(owner__in=givers) | Q(unit__in=units.values("pk")))
    editors = [role.code for role in user.agency.book.roles if "edit" in role.rights]
    board = User.objects.filter(
        pk__in=givers, groups__role__agency=user.agency_id, groups__role__role_code__in=editors
    )
    return (
        # Who acts for one of the board hears what the board hears.
        Q(Exists(board.order_by()))
        | Q(person_id__in=givers)
        | Q(page_id__in=items.order_by().values("pk"))
        | Q(unit_code__in=units.values("code"))
    )


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
