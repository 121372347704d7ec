"""Tasks of the worker that keep the entries; each calls one function, twice does no harm."""

from . import entries


def refresh(source: str, ids: list[int]) -> int:
    """Bring the entries of some objects of a source up to date."""
    return entries.refresh(source, ids)


def refresh_below(path: str) -> int:
    """Bring the entries of a part of the tree up to date."""
    return entries.refresh_below(path)


def rebuild() -> int:
    """Bring all entries up to date, in case a task was lost."""
    return entries.rebuild()
