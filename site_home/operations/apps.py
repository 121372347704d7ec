"""Outbox, heartbeat, health, the editing interface's index."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """App `operations`."""

    name = "site_home.operations"
    label = "operations"
    verbose_name = "vận hành"

    def ready(self):
        """Let the worker keep the editing interface's index and leave signs of life."""
        from . import checks, heartbeat, indexing

        checks.connect()
        heartbeat.connect()
        indexing.connect()
