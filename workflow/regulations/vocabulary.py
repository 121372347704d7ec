"""The words and settings that a rule book may use, beyond the enums of `book`."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

RIGHTS = ("write", "edit", "accounts", "audit", "official_file")
"""What a role may be given; `SCHEMA.md` says what each means."""

BASES = ("clause", "setting")

PRINCIPLE_KINDS = (
    "workflow",
    "format",
    "security",
    "archive",
    "integration",
    "feedback",
    "other",
)

ROYALTY_KINDS = ("rates", "line", "rule")

PERIODS = ("working_day", "day", "week", "month", "quarter", "half_year", "year")
"""How often something can be asked for; a duty is made for each."""

WITHOUT_PERIOD = ("", "period", "continuous", "as_needed")
"""What a text says instead: nothing, "periodically", all the time, when there is a reason."""

UPKEEP_SUBJECTS = ("section", "page")
"""What is kept up to date: a section by what is published in it, a page by being looked through."""

ATTRIBUTION_TARGETS = ("supplied", "quoted", "reused")
"""Whom a rule on sources binds: who sends an item, who quotes others, who quotes this site."""

ATTRIBUTION_FIELDS = (
    "unit",
    "supplier_name",
    "supplier_title",
    "supplier_email",
    "supplier_phone",
    "byline",
    "source_name",
    "source_url",
    "source_date",
)
"""What a rule on sources may ask of an item."""

CHAINS = ("unpublish", "move", "delete", "slug", "privacy", "file", "menu", "settings", "report")
"""Changes other than content, each with a chain of its own in every file."""

SETTINGS: Mapping[str, type] = MappingProxyType(
    {
        "start_day_counts": bool,
        "event_clock_from": str,
        "first_week": str,
        "day_limits_skip_days_off": bool,
        "everything_needs_approval": bool,
        "service_levels": str,
        "break_glass_role": str,
        "break_glass_hours": int,
        "escalate_after_hours": int,
        "remind_before_hours": int,
        "remind_before_percent": int,
        "log_review_period": str,
        "log_review_days": int,
        "report_due_days": int,
    }
)
"""Settings that every file has, with the type of their value."""

SETTING_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "event_clock_from": ("start", "end"),
        "first_week": ("days_1_7", "first_working_week"),
        "log_review_period": ("month", "week"),
    }
)
