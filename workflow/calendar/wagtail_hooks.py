"""Hooks of the working calendar."""

from wagtail_modeladmin.options import modeladmin_register

from .modeladmins import HolidayAdmin

modeladmin_register(HolidayAdmin)
