"""Models of the app; each lives in its own file."""

from .home import HomePage
from .portal import PortalPage

__all__ = ["HomePage", "PortalPage"]
