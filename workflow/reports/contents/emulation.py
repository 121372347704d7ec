"""BP-16-2, KT-19.1-2: what each unit put on the site, for the yearly emulation; LA-12.1: who wrote."""

from __future__ import annotations

from workflow.reports.measures import deadlines, items

from .quota import quota_table
from .tables import Counting, by_author, by_unit

_OF_UNITS = (items.SUPPLIED, items.PUBLISHED, items.RETURNED, items.REFUSED, *deadlines.MEASURES)


def tables(counting: Counting) -> list[dict]:
    """Units, their quota, and the people."""
    return [
        by_unit(counting, "Kết quả đưa tin của từng đơn vị", _OF_UNITS),
        *quota_table(counting),
        by_author(
            counting, "Tin, bài theo người viết", (items.PUBLISHED, items.SUPPLIED, items.REFUSED)
        ),
    ]
