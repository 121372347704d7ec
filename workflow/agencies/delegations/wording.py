"""Moments and periods in words."""

from datetime import datetime

from django.utils import timezone


def moment_words(moment: datetime) -> str:
    """«17:00 27/11/2026» in local time."""
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


def period_words(begins: datetime, ends: datetime | None) -> str:
    """«từ 08:00 20/11/2026 đến 17:00 27/11/2026»; without an end «từ …, không thời hạn»."""
    if ends is None:
        return f"từ {moment_words(begins)}, không thời hạn"
    return f"từ {moment_words(begins)} đến {moment_words(ends)}"
