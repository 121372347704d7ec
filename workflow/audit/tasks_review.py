"""Tasks of the worker about the review of the record."""

from django.utils import timezone

from . import rights
from .review import reminding


def remind() -> int:
    """Tell of periods that wait for the head's signature; how many were told of."""
    return reminding.remind(timezone.now())


def compare_rights() -> int:
    """Record changes of rights made behind the editing interface; the number of groups."""
    return rights.compare(note=rights.FOUND_LATER)
