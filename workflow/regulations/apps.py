"""The rule books of the agencies: no models, one management command."""

from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    """Holds the command `rulebook` and the system check of the rule book files."""

    name = "workflow.regulations"
    label = "regulations"
    verbose_name = "Quy chế hoạt động"

    def ready(self):
        """Register the system check."""
        from workflow.regulations import system_checks  # noqa: F401  importing it registers the checks
