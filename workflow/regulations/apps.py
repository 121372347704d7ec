"""The rule books of the agencies: no models, one management command."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    """Holds the command `rulebook`."""

    name = "workflow.regulations"
    label = "regulations"
    verbose_name = "Quy chế hoạt động"
