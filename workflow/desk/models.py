"""Models of the app; each lives in its own file."""

from .first_save import FirstSave
from .openings.models import Opening

__all__ = ["FirstSave", "Opening"]
