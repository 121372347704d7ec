"""The base page and the Vietnamese text functions."""

from django.apps import AppConfig


class BaseConfig(AppConfig):
    """App `base`: permissions and content types carry this label for ever."""

    name = "sections.base"
    label = "base"
    verbose_name = "trang cơ sở"

    def ready(self):
        """Connect the doors that keep unapproved content from the public."""
        from . import doorkeeper

        doorkeeper.connect()
