"""Tasks of the worker around snapshots; each may run twice without harm."""

import logging

from . import rendering
from .rendering import NotRendered

logger = logging.getLogger(__name__)


def render(content_hash: str) -> bool:
    """Keep the page of one snapshot; whether it was missing so far."""
    return rendering.render(content_hash)


def render_missing() -> int:
    """Keep the pages that a lost or killed task left out; how many.

    One that fails does not hold up the others; in the end they are named in `NotRendered`, so
    that the failure of the task is seen.
    """
    done, failed = 0, []
    for content_hash in list(rendering.missing()):
        try:
            done += rendering.render(content_hash)
        except Exception:
            logger.exception("snapshot %s not rendered", content_hash)
            failed.append(content_hash)
    if failed:
        raise NotRendered(", ".join(failed))
    return done
