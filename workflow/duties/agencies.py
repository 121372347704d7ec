"""The same for each agency: what fails for one keeps no other waiting."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable

logger = logging.getLogger(__name__)


def sum_of_each(codes: Iterable[str], count: Callable[[str], int]) -> int:
    """The sum of `count` of each agency; an error is logged and counts for nothing."""
    total = 0
    for code in codes:
        try:
            total += count(code)
        except Exception:
            logger.exception("Không xem lại được việc phải làm của cơ quan %s", code)
    return total
