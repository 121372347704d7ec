"""Puts the record into Wagtail's editing interface."""

from django.urls import include, path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from .queries import may_read


class RecordMenuItem(MenuItem):
    """Shown to whoever may read the record."""

    def is_shown(self, request):
        """Whether the person has the right `audit`."""
        return may_read(request.user)


@hooks.register("register_admin_urls")
def register_urls():
    """The record's addresses."""
    return [path("nhat-ky/", include("workflow.audit.urls"))]


@hooks.register("register_admin_menu_item")
def register_menu_item():
    """The record in the main menu, where the head looks first."""
    return RecordMenuItem(
        "Nhật ký", reverse_lazy("audit:list"), name="record", icon_name="history", order=700
    )


@hooks.register("register_reports_menu_item")
def register_report():
    """The record among the reports."""
    return RecordMenuItem(
        "Nhật ký", reverse_lazy("audit:list"), name="record", icon_name="history", order=10
    )
