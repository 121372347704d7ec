"""What waits for me."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """App `desk`."""

    name = "workflow.desk"
    label = "desk"
    verbose_name = "bàn làm việc"
