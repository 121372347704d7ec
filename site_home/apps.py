"""Settings, addresses, home page, founding."""

from django.apps import AppConfig


class SiteHomeConfig(AppConfig):
    """App `site_home`."""

    name = "site_home"
    label = "site_home"
    verbose_name = "trang chủ"

    def ready(self):
        """Let the rule books ask how their sections stand in the page tree."""
        from workflow.regulations import live

        from .founding.section_states import section_states

        live.ASK.append(section_states)
