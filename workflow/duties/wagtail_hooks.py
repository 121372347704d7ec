"""Hooks of the duties."""

from django.templatetags.static import static
from django.urls import include, path, reverse
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.widgets import Button

from workflow.agencies.queries import has_right

from .home_panel import DeadlinesPanel
from .overview import hooks as overview_hooks  # noqa: F401  (registers its hooks)


@hooks.register("register_admin_urls")
def register_urls():
    """The addresses of the duties."""
    return [path("thoi-han/", include("workflow.duties.urls"))]


@hooks.register("register_page_listing_more_buttons")
@hooks.register("register_page_header_buttons")
def review_button(page, user, next_url=None, view_name=None):
    """«Yêu cầu rà soát», for the board, on what is public (BP-13.3)."""
    if page.live and user.agency_id is not None and has_right(user, "edit") and page.depth > 1:
        url = reverse("duties:ask_review", args=[page.pk])
        yield Button("Yêu cầu rà soát", url, icon_name="history", priority=36)


@hooks.register("construct_homepage_panels")
def add_deadlines(request, panels):
    """«Thời hạn» on the dashboard."""
    panels.append(DeadlinesPanel())


@hooks.register("insert_global_admin_css")
def add_stylesheet():
    """The marks of deadlines."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/duties.css"))
