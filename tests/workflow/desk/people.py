"""What the desk's tests need again and again: acts of delegation, signed-in people, states."""

from datetime import datetime, timedelta

from django.test import Client
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from tests.factories import user
from workflow.agencies.delegations.models import Absence, Delegation
from workflow.duties.models import Duty


def signed_in(username: str) -> Client:
    """A browser in which the account is signed in."""
    client = Client()
    client.force_login(user(username))
    return client


def current_state(page) -> TaskState:
    """The step at which the item waits."""
    return WorkflowState.objects.for_instance(page).active().get().current_task_state


def entrust(giver: str, receiver: str, kind: str = "delegation", **values) -> Delegation:
    """A delegation or assignment in force for an hour before and after now."""
    now, account = timezone.now(), user(giver)
    return Delegation.objects.create(
        **{
            "agency": account.agency,
            "kind": kind,
            "giver": account,
            "receiver": user(receiver),
            "valid_from": now - timedelta(hours=1),
            "valid_to": now + timedelta(hours=1),
            "decision_number": "12/QĐ-BBT",
            "reason": "Trưởng Ban đi công tác",
            "created_by": account,
            **values,
        }
    )


def report_absent(username: str) -> Absence:
    """The person is away from an hour ago until an hour from now."""
    now, account = timezone.now(), user(username)
    return Absence.objects.create(
        user=account,
        valid_from=now - timedelta(hours=1),
        valid_to=now + timedelta(hours=1),
        created_by=account,
    )


def make_duty(page, due_at: datetime) -> Duty:
    """A clock of the item that ends at `due_at`."""
    return Duty.objects.create(
        agency_code="LA",
        page_id=page.pk,
        subject_key=str(page.pk),
        subject_title=page.title,
        deadline_code="D1",
        label="Đăng tin",
        clock="office_hours",
        limit=8,
        start_event="happened",
        measure="publication",
        started_at=due_at - timedelta(hours=8),
        due_at=due_at,
    )
