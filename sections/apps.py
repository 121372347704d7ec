"""The content sections: one page type for each section of the regulations."""

from django.apps import AppConfig


class SectionsConfig(AppConfig):
    """App `sections`."""

    name = "sections"
    label = "sections"
    verbose_name = "chuyên mục"
