"""Puts the report into Wagtail's editing interface."""

from django.urls import path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .report_views import TITLE, ReportFileView, ReportView


class ReportMenuItem(MenuItem):
    """Shown to the people of an agency and to superusers."""

    def is_shown(self, request):
        """Whether there is an agency to report on."""
        return request.user.is_superuser or bool(request.user.agency_id)


@hooks.register("register_admin_urls")
def register_urls():
    """The report's addresses."""
    return [
        path("luot-truy-cap/", ReportView.as_view(), name="visits_report"),
        path("luot-truy-cap/<str:table>.xlsx", ReportFileView.as_view(), name="visits_file"),
    ]


@hooks.register("register_reports_menu_item")
def register_report():
    """The report among the reports."""
    return ReportMenuItem(
        TITLE, reverse_lazy("visits_report"), name="visits", icon_name="view", order=20
    )
