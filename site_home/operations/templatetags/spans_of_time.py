"""Spans of time in words, for the worker's screen."""

from datetime import timedelta

from django import template

register = template.Library()


@register.filter
def span(value: timedelta | None) -> str:
    """«45 giây», «12 phút», «3 giờ 05 phút», «2 ngày»; "" for None."""
    if value is None:
        return ""
    seconds = max(0, round(value.total_seconds()))
    if seconds < 60:
        return f"{seconds} giây"
    minutes = seconds // 60
    if minutes < 60:
        return f"{minutes} phút"
    if minutes < 48 * 60:
        return f"{minutes // 60} giờ {minutes % 60:02d} phút"
    return f"{minutes // (24 * 60)} ngày"
