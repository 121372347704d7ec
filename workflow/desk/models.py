"""Models of the app; each lives in its own file."""

from .openings.models import Opening

__all__ = ["Opening"]
