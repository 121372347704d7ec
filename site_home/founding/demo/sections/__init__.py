"""Demonstration content of the sections, one module for each family.

A module says `@demo("S14")` over a function that takes the section page (its draft) and the
agency. It may fill the section page in place, and it may return items (unsaved pages with titles
and slugs) that belong below it. Everything it makes is then approved by the agency's own chain.
"""

from collections.abc import Callable, Iterable
from importlib import import_module
from pkgutil import iter_modules

_FILLERS: dict[str, Callable] = {}
_AFTER: dict[str, str] = {}


def demo(*codes: str, after: str = ""):
    """Register the decorated function for the sections `codes`.

    `after` is the section whose pages it links to: that one is filled before.
    """

    def register(fill: Callable) -> Callable:
        for code in codes:
            if code in _FILLERS:
                raise ValueError(f"two demonstrations of section {code}")
            _FILLERS[code] = fill
            if after:
                _AFTER[code] = after
        return fill

    return register


def fillers() -> dict[str, Callable]:
    """The demonstration of each section code."""
    for module in iter_modules(__path__):
        import_module(f"{__name__}.{module.name}")
    return _FILLERS


def in_order(codes: Iterable[str]) -> list[str]:
    """Those of `codes` that have a demonstration, as given, but each after what it links to."""
    known = fillers()
    return sorted((code for code in codes if code in known), key=_links_before)


def _links_before(code: str) -> int:
    return 1 + _links_before(_AFTER[code]) if code in _AFTER else 0
