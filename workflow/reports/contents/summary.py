"""QT-7.1-6, QT-9.2, BP-3.2.c: everything of a period in one report."""

from __future__ import annotations

from workflow.reports.measures import cases, items, visits

from .implementation import discipline
from .opinions import opinions_table
from .quota import quota_table
from .tables import Counting, by_month, by_section, by_unit
from .use import VISIT_NOTE


def tables(counting: Counting) -> list[dict]:
    """Months, access, items, units, opinions, discipline."""
    of_months = (items.PUBLISHED, visits.VISITS, visits.VIEWS, cases.RECEIVED)
    return [
        by_month(counting, "Hoạt động từng tháng", of_months),
        by_section(
            counting,
            "Lượt truy cập theo chuyên mục",
            (visits.VISITS, visits.VIEWS),
            note=VISIT_NOTE,
        ),
        by_section(
            counting,
            "Tin, bài theo chuyên mục",
            (items.PUBLISHED, items.UPDATED, items.UNPUBLISHED),
        ),
        by_unit(counting, "Kết quả của từng đơn vị", (items.SUPPLIED, items.PUBLISHED)),
        *quota_table(counting),
        opinions_table(counting),
        *discipline(counting),
    ]
