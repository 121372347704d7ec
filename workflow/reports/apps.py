"""Periodic reports that write themselves."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """App `reports`."""

    name = "workflow.reports"
    label = "reports"
    verbose_name = "báo cáo định kỳ"

    def ready(self):
        """Make the approval of a report known among the changes that the board decides."""
        from . import approving  # noqa: F401
