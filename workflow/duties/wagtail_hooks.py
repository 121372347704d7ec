"""Hooks of the duties."""

from django.templatetags.static import static
from django.urls import include, path
from django.utils.html import format_html
from wagtail import hooks

from .home_panel import DeadlinesPanel
from .overview import hooks as overview_hooks  # noqa: F401  (registers its hooks)


@hooks.register("register_admin_urls")
def register_urls():
    """The addresses of the duties."""
    return [path("thoi-han/", include("workflow.duties.urls"))]


@hooks.register("construct_homepage_panels")
def add_deadlines(request, panels):
    """«Thời hạn» on the dashboard."""
    panels.append(DeadlinesPanel())


@hooks.register("insert_global_admin_css")
def add_stylesheet():
    """The marks of deadlines."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/duties.css"))
