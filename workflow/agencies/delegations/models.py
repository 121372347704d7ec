"""Models of the package; each lives in its own file."""

from .absence import Absence
from .delegation import Delegation

__all__ = ["Absence", "Delegation"]
