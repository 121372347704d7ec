"""Outbox, heartbeat, health."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """App `operations`."""

    name = "site_home.operations"
    label = "operations"
    verbose_name = "vận hành"
