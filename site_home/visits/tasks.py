"""The worker's task."""

from django.utils import timezone

from .folding import fold as fold_now


def fold() -> int:
    """Count the views of the last minute."""
    return fold_now(timezone.now())
