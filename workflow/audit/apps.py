"""The append-only record of every act."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """App `audit`."""

    name = "workflow.audit"
    label = "audit"
    verbose_name = "nhật ký"

    def ready(self):
        """Listen to what is done elsewhere."""
        from . import listeners

        listeners.connect()
