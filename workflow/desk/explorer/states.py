"""The states of the chain as conditions on pages, agreeing with `desk.states.state_of`."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField, Exists, F, OuterRef, Q
from django.db.models.functions import Cast
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from sections.base.models import BasePage
from workflow.agencies.models import Agency
from workflow.approval.decision import Decision
from workflow.approval.emergencies.emergency import Emergency
from workflow.desk.states import AFTER, TAKEN_DOWN, ItemState
from workflow.duties.models import Duty
from workflow.duties.near import near

# What a clock filter may ask.
LATE, NEAR, WELL, MEASURED, NONE = "late", "near", "well", "measured", "none"


def in_state(state: ItemState) -> Q:
    """The pages in `state`."""
    if state == ItemState.WAITING:
        return Q(pk__in=_under_way())
    if state == ItemState.EMERGENCY:
        return Q(live=True, pk__in=_urgent()) & ~Q(pk__in=_under_way())
    for action, reached in AFTER.items():
        if reached == state:
            return Q(pk__in=_last_was(action)) & _settled()
    rest = _settled() & ~Q(pk__in=_last_was(*AFTER))
    return rest & _of_the_rest(state)


def at_step(code: str) -> Q:
    """The pages that wait at the step `code` of their agency's chain."""
    steps = TaskState.objects.filter(
        status=TaskState.STATUS_IN_PROGRESS,
        task__boardtask__step_code=code,
        workflow_state__in=_runs(),
        workflow_state__current_task_state_id=F("pk"),
    )
    return Q(pk__in=steps.values(of_page=Cast("workflow_state__object_id", BigIntegerField())))


def with_clock(kind: str, agency: Agency | None) -> Q:
    """The pages whose open duty that ends first stands as `kind` says; None: of all agencies."""
    now = timezone.now()
    open_duties = Duty.objects.filter(met_at=None, cancelled_at=None)
    if agency is not None:
        open_duties = open_duties.filter(agency_code=agency.code)
    if kind == NONE:
        return ~Q(pk__in=open_duties.values("page_id"))
    if kind == MEASURED:
        dated = open_duties.filter(due_at__isnull=False)
        measured = open_duties.filter(due_at=None).values("page_id")
        return Q(pk__in=measured) & ~Q(pk__in=dated.values("page_id"))
    running = open_duties.filter(stands_since=None)
    late = running.filter(due_at__lt=now).values("page_id")
    if kind == LATE:
        return Q(pk__in=late)
    soon = running.filter(_near(now, agency), due_at__gte=now).values("page_id")
    if kind == NEAR:
        return Q(pk__in=soon) & ~Q(pk__in=late)
    dated = open_duties.filter(Q(due_at__gte=now) | Q(stands_since__isnull=False, due_at__lt=now))
    return Q(pk__in=dated.values("page_id")) & ~Q(pk__in=late) & ~Q(pk__in=soon)


def of_units(ids: list[int]) -> Q:
    """The pages that the units supply, as their newest version says."""
    published = Q(has_unpublished_changes=False) | Q(latest_revision=None)
    changed = Q(has_unpublished_changes=True, latest_revision__content__unit__in=ids)
    # Two conditions for the database to find apart, not one that it must try on each page.
    return Q(pk__in=BasePage.objects.filter(published, unit__in=ids).values("pk")) | Q(
        pk__in=BasePage.objects.filter(changed).values("pk")
    )


def _of_the_rest(state: ItemState) -> Q:
    if state == ItemState.CHANGED:
        return Q(live=True, has_unpublished_changes=True)
    if state == ItemState.PUBLIC:
        return Q(live=True, has_unpublished_changes=False)
    taken_down = Q(pk__in=_last_was(*TAKEN_DOWN))
    return Q(live=False) & (taken_down if state == ItemState.TAKEN_DOWN else ~taken_down)


def _settled() -> Q:
    """Neither under way nor public in an emergency."""
    return ~Q(pk__in=_under_way()) & ~Q(live=True, pk__in=_urgent())


def _runs():
    pages = ContentType.objects.get_for_model(BasePage)
    return WorkflowState.objects.filter(
        base_content_type=pages,
        status=WorkflowState.STATUS_IN_PROGRESS,
        current_task_state__isnull=False,
    )


def _under_way():
    return _runs().values(of_page=Cast("object_id", BigIntegerField()))


def _urgent():
    return Emergency.objects.filter(settled_at__isnull=True).values("page_id")


def _last_was(*actions: str):
    later = Decision.objects.filter(page_id=OuterRef("page_id"), pk__gt=OuterRef("pk"))
    rows = Decision.objects.filter(~Exists(later), page_id__isnull=False, action__in=actions)
    return rows.values("page_id")


def _near(now, agency: Agency | None) -> Q:
    """Near its due time in the agency, in any without one."""
    return near([agency.code] if agency else Agency.objects.values_list("code", flat=True), now)
