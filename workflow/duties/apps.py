"""Clocks that run on items."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """App `duties`."""

    name = "workflow.duties"
    label = "duties"
    verbose_name = "thời hạn"

    def ready(self):
        """Connect the duties to what happens to items and to the calendar."""
        from . import wiring

        wiring.connect()
