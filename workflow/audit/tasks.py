"""Tasks of the worker; each asks for now and calls one function."""

from django.utils import timezone

from . import anchors


def anchor() -> int:
    """Anchor the chains of the record for today; how many were anchored."""
    return len(anchors.anchor(timezone.now()))
