"""The page lists of the editing interface, with unit, clock and place in the chain of each page."""

from . import chooser  # noqa: F401  (registers its hook)
