"""Search over the public content."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """App `search`."""

    name = "search"
    label = "search"
    verbose_name = "tìm kiếm"

    def ready(self):
        """Let changes of pages reach the entries."""
        from . import wiring

        wiring.connect()
