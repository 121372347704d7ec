"""Demonstration content of the sections, one module for each family.

A module says `@demo("S14")` over a function that takes the section page (its draft) and the
agency. It may fill the section page in place, and it may return items (unsaved pages with titles
and slugs) that belong below it. Everything it makes is then approved by the agency's own chain.
"""

from collections.abc import Callable
from importlib import import_module
from pkgutil import iter_modules

_FILLERS: dict[str, Callable] = {}


def demo(*codes: str):
    """Register the decorated function for the sections `codes`."""

    def register(fill: Callable) -> Callable:
        for code in codes:
            if code in _FILLERS:
                raise ValueError(f"two demonstrations of section {code}")
            _FILLERS[code] = fill
        return fill

    return register


def fillers() -> dict[str, Callable]:
    """The demonstration of each section code."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return _FILLERS
