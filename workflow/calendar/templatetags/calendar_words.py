"""Days in words, for the working calendar's pages."""

from datetime import date

from django import template
from django.utils.formats import date_format

register = template.Library()


@register.filter
def weekday_and_day(day: date) -> str:
    """«Thứ Bảy, 22/08/2026»."""
    name = date_format(day, "l")
    return f"{name[0].upper()}{name[1:]}, {day:%d/%m/%Y}"
