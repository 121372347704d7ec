"""Tasks of the worker."""

from django.utils import timezone

from . import filling


def fill_ahead() -> int:
    """Keep the calendar filled two years ahead; the number of years newly filled."""
    done = filling.fill_ahead(timezone.localdate())
    return sum(not year.is_kept for year in done)
