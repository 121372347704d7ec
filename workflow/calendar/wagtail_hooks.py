"""Hooks of the working calendar."""

from django.urls import path, reverse_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail_modeladmin.options import modeladmin_register

from .hours_admin import OfficeHoursAdmin
from .modeladmins import HolidayAdmin
from .year_views import TITLE, YearView

modeladmin_register(HolidayAdmin)
modeladmin_register(OfficeHoursAdmin)


class YearMenuItem(MenuItem):
    """Shown to the people of an agency and to superusers."""

    def is_shown(self, request):
        """Whether there is an agency whose year can be shown."""
        return request.user.is_superuser or bool(request.user.agency_id)


@hooks.register("register_admin_urls")
def register_urls():
    """This year's calendar, and any year's."""
    return [
        path("lich-lam-viec/", YearView.as_view(), name="calendar_this_year"),
        path("lich-lam-viec/<int:year>/", YearView.as_view(), name="calendar_year"),
    ]


@hooks.register("register_reports_menu_item")
def register_year():
    """The year among the reports."""
    return YearMenuItem(
        TITLE,
        reverse_lazy("calendar_this_year"),
        name="calendar-year",
        icon_name="calendar-alt",
        order=30,
    )
