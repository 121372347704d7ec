"""Connects Wagtail's signals to the chain; each receiver calls one function."""

from django.db.models.signals import post_save, pre_save
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.signals import (
    task_submitted,
    workflow_approved,
    workflow_cancelled,
    workflow_rejected,
    workflow_submitted,
)

from sections.base import submission
from workflow.audit.verification import EVIDENCE

from . import evidence_check, submission_check
from .changes import known
from .edits import before_revision_saved, on_revision_saved
from .finish import run_finished
from .publishing import finish
from .submissions import on_cancelled, on_submitted


def connect() -> None:
    """Connect the receivers; called once when the apps are ready."""
    pre_save.connect(before_revision_saved, sender=Revision, dispatch_uid="approval.order")
    post_save.connect(on_revision_saved, sender=Revision, dispatch_uid="approval.edits")
    run_finished.connect(finish, dispatch_uid="approval.publish")
    workflow_submitted.connect(
        on_submitted, sender=WorkflowState, dispatch_uid="approval.submitted"
    )
    workflow_cancelled.connect(
        on_cancelled, sender=WorkflowState, dispatch_uid="approval.cancelled"
    )
    if evidence_check.problems not in EVIDENCE:
        EVIDENCE.append(evidence_check.problems)
    known.connect()
    _silence_wagtail()
    for check in (submission_check.chain_problems, submission_check.attribution_problems):
        if check not in submission.CHECKS:
            submission.CHECKS.append(check)


def _silence_wagtail() -> None:
    """Take the places of Wagtail's mailers, which connect after us and find them taken.

    Its mails would repeat ours (`notices`), in other words and to other people.
    """
    for signal, sender, uid in (
        (task_submitted, TaskState, "group_approval_task_submitted_email_notification"),
        (workflow_submitted, WorkflowState, "workflow_state_submitted_email_notification"),
        (workflow_rejected, WorkflowState, "workflow_state_rejected_email_notification"),
        (workflow_approved, WorkflowState, "workflow_state_approved_email_notification"),
    ):
        signal.connect(_send_nothing, sender=sender, dispatch_uid=uid)


def _send_nothing(sender, **kwargs) -> None:
    pass
