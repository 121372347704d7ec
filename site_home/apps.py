"""Settings, addresses, home page, founding."""

from django.apps import AppConfig


class SiteHomeConfig(AppConfig):
    """App `site_home`."""

    name = "site_home"
    label = "site_home"
    verbose_name = "trang chủ"
