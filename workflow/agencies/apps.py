"""Agencies, their units and their people."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """App `agencies`: holds the user model."""

    name = "workflow.agencies"
    label = "agencies"
    verbose_name = "cơ quan và con người"
