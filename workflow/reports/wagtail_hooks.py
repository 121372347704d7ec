"""Puts the periodic reports into Wagtail's editing interface."""

from django.templatetags.static import static
from django.urls import include, path, reverse_lazy
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .queries import may_see

TITLE = "Báo cáo định kỳ"


class ReportsMenuItem(MenuItem):
    """Shown to the board and to superusers."""

    def is_shown(self, request):
        """Whether the person may read reports."""
        return may_see(request.user)


@hooks.register("register_admin_urls")
def register_urls():
    """The addresses of the reports."""
    return [path("bao-cao-dinh-ky/", include("workflow.reports.urls"))]


@hooks.register("register_reports_menu_item")
def register_reports():
    """The periodic reports first among the reports."""
    return ReportsMenuItem(
        TITLE, reverse_lazy("reports:index"), name="period-reports", icon_name="doc-full", order=10
    )


@hooks.register("insert_global_admin_css")
def add_stylesheet():
    """The look of the reports."""
    return format_html('<link rel="stylesheet" href="{}">', static("admin/reports.css"))
