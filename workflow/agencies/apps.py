"""Agencies, their units and their people."""

from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    """App `agencies`: holds the user model."""

    name = "workflow.agencies"
    label = "agencies"
    verbose_name = "cơ quan và con người"

    def ready(self):
        """Refuse pages, drafts included, that use what belongs to another agency."""
        from sections.base import submission

        from .references import foreign_references

        if foreign_references not in submission.ALWAYS:
            submission.ALWAYS.append(foreign_references)
