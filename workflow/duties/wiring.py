"""Connects what happens to items and to the calendar with the duties."""

from django.db.models.signals import post_delete, post_save
from wagtail.models import Revision, WorkflowState
from wagtail.signals import page_published, workflow_cancelled, workflow_submitted

from sections.base.models import BasePage
from workflow.calendar.models import Holiday, OfficeHours

from . import receivers


def connect() -> None:
    """Connect the receivers; called once when the apps are ready."""
    post_save.connect(receivers.on_revision_saved, sender=Revision, dispatch_uid="duties.revision")
    workflow_submitted.connect(
        receivers.on_submitted, sender=WorkflowState, dispatch_uid="duties.submitted"
    )
    workflow_cancelled.connect(
        receivers.on_cancelled, sender=WorkflowState, dispatch_uid="duties.cancelled"
    )
    page_published.connect(receivers.on_published, dispatch_uid="duties.published")
    post_delete.connect(receivers.on_page_deleted, sender=BasePage, dispatch_uid="duties.deleted")
    for model, name in ((Holiday, "day"), (OfficeHours, "hours")):
        post_save.connect(
            receivers.on_calendar_changed, sender=model, dispatch_uid=f"duties.{name}_saved"
        )
        post_delete.connect(
            receivers.on_calendar_changed, sender=model, dispatch_uid=f"duties.{name}_deleted"
        )
