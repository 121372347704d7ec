"""Tasks of the worker."""

from django.utils import timezone

from . import drafting


def draft_due() -> int:
    """Draw up the reports whose period has ended; how many were added."""
    return drafting.draft_due(timezone.now())
