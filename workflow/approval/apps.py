"""The agency's chain on Wagtail's workflow."""

from django.apps import AppConfig


class ApprovalConfig(AppConfig):
    """App `approval`."""

    name = "workflow.approval"
    label = "approval"
    verbose_name = "quy trình duyệt"

    def ready(self):
        """Connect the run to evidence, voiding and publishing."""
        from . import wiring

        wiring.connect()
