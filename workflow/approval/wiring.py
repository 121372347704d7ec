"""Connects Wagtail's signals to the chain; each receiver calls one function."""

from django.db.models.signals import post_save
from wagtail.models import Revision, WorkflowState
from wagtail.signals import workflow_cancelled, workflow_submitted

from sections.base import submission
from workflow.audit.verification import EVIDENCE

from . import evidence_check, submission_check
from .changes.pages import unpublish  # noqa: F401  (registers its kind)
from .edits import on_revision_saved
from .finish import run_finished
from .publishing import finish
from .submissions import on_cancelled, on_submitted


def connect() -> None:
    """Connect the receivers; called once when the apps are ready."""
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
    for check in (submission_check.chain_problems, submission_check.attribution_problems):
        if check not in submission.CHECKS:
            submission.CHECKS.append(check)
