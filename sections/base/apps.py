"""The base page and the Vietnamese text functions."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class BaseConfig(AppConfig):
    """App `base`: permissions and content types carry this label for ever."""

    name = "sections.base"
    label = "base"
    verbose_name = "trang cơ sở"

    def ready(self):
        """Connect the doors that keep unapproved content from the public."""
        from . import doorkeeper
        from .live_guard import triggers

        doorkeeper.connect()
        # Sent for every app after all migrations have run; once is enough.
        post_migrate.connect(triggers.install, sender=self, dispatch_uid="base.live_guard")
