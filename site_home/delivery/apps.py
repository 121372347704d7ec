"""How finished pages reach readers: kept while nothing has changed, never a moment longer."""

from django.apps import AppConfig


class DeliveryConfig(AppConfig):
    """App `delivery`."""

    name = "site_home.delivery"
    label = "delivery"
    verbose_name = "phân phối trang"

    def ready(self):
        """Listen to whatever changes what visitors see."""
        from . import purging

        purging.connect()
