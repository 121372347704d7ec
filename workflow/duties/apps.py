"""Clocks that run on items."""

from django.apps import AppConfig


class DutiesConfig(AppConfig):
    """App `duties`."""

    name = "workflow.duties"
    label = "duties"
    verbose_name = "thời hạn"
