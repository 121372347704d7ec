"""The lists of change requests, and who may read one."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import TaskState

from workflow.agencies.models import User
from workflow.agencies.queries import roles_of
from workflow.approval.changes.request import ChangeRequest

from .states import RequestState, state_of

_FILTERS = {
    RequestState.WAITING: Q(closed_at__isnull=True, approved_at__isnull=True),
    RequestState.SCHEDULED: Q(closed_at__isnull=True, approved_at__isnull=False),
    RequestState.DONE: Q(live=True),
    RequestState.ENDED: Q(closed_at__isnull=False, live=False),
}
NOT_FOUND = "Không có yêu cầu này ở cơ quan của bạn."


@dataclass(frozen=True, slots=True)
class Row:
    """A request in a list."""

    request: ChangeRequest
    state: RequestState
    is_mine: bool


def readable(user: User) -> QuerySet[ChangeRequest]:
    """The requests `user` may read: those of the own agency, with a role there.

    Superusers may read every request.
    """
    rows = ChangeRequest.objects.select_related("owner", "agency__site", "unit")
    if user.is_superuser:
        return rows
    if user.agency_id is None or not roles_of(user):
        return rows.none()
    return rows.filter(agency_id=user.agency_id)


def readable_request(user: User, request_id: int) -> ChangeRequest:
    """The request; Http404, as if it were not there, for people who may not read it."""
    request = readable(user).filter(pk=request_id).first()
    if request is None:
        raise Http404(NOT_FOUND)
    return request


def step_of(request: ChangeRequest, task_state_id: int) -> TaskState:
    """The step in the run of `request`; Http404 for a step of another run."""
    states = TaskState.objects.filter(
        workflow_state__in=request.workflow_states.all(), task__boardtask__isnull=False
    )
    return get_object_or_404(states, pk=task_state_id)


def listed(
    user: User, state: RequestState | None = None, *, mine: bool = False
) -> QuerySet[ChangeRequest]:
    """The readable requests in `state` (None: in any), newest first."""
    rows = readable(user)
    if mine:
        rows = rows.filter(owner=user)
    if state is not None:
        rows = rows.filter(_FILTERS[state])
    return rows.order_by("-pk")


def rows_of(requests, user: User) -> list[Row]:
    """The lines of a list."""
    return [Row(row, state_of(row), row.owner_id == user.pk) for row in requests]


def redirects_of(user: User) -> QuerySet[Redirect]:
    """The redirects of the person's own site, by address."""
    if user.agency_id is None or not roles_of(user):
        raise Http404(NOT_FOUND)
    rows = Redirect.objects.filter(site_id=user.agency.site_id).select_related("redirect_page")
    return rows.order_by("old_path")


def open_about(target_type: str, target_ids: list[int]) -> QuerySet[ChangeRequest]:
    """The requests under way about the targets, newest first."""
    return ChangeRequest.objects.filter(
        target_type=target_type, target_id__in=target_ids, closed_at__isnull=True
    ).order_by("-pk")
