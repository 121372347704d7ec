"""Office hours, holidays and moved working days."""

from django.apps import AppConfig


class CalendarConfig(AppConfig):
    """App `calendar`."""

    name = "workflow.calendar"
    label = "calendar"
    verbose_name = "lịch làm việc"
