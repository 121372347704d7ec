"""Tasks of the worker."""

from django.utils import timezone

from . import first_save


def forget_first_saves() -> int:
    """Delete the keys of forms long closed; how many."""
    return first_save.forget(timezone.now())
