"""How often the sites are read."""

from django.apps import AppConfig


class VisitsConfig(AppConfig):
    """App `visits`."""

    name = "site_home.visits"
    label = "visits"
    verbose_name = "lượt truy cập"
