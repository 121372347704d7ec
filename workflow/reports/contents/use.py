"""BP-18.5: access, use of services and opinions by section, each month."""

from __future__ import annotations

from workflow.reports.measures import items, visits
from workflow.reports.measures.measure import SECTION

from .opinions import opinions_table
from .tables import Counting, by_key, by_section, section_labels

# Online services, procedures, work processes, document search, forms: what people come to use.
SERVICES = ("S05", "S06", "S07", "S17", "S41")
VISIT_NOTE = (
    "Một lượt truy cập tính cho chuyên mục của trang mở đầu; lượt xem tính cho mọi trang được mở."
)


def tables(counting: Counting) -> list[dict]:
    """Access by section, use of the services, opinions, and what was published."""
    return [
        by_section(
            counting,
            "Lượt truy cập theo chuyên mục",
            (visits.VISITS, visits.VIEWS),
            always=True,
            note=VISIT_NOTE,
        ),
        services_table(counting),
        opinions_table(counting),
        by_section(counting, "Tin, bài đăng theo chuyên mục", (items.PUBLISHED, items.UPDATED)),
    ]


def services_table(counting: Counting) -> dict:
    """The sections that offer a service: how often used, what was added."""
    known = section_labels(counting)
    return by_key(
        counting,
        "Việc sử dụng dịch vụ theo chuyên mục",
        SECTION,
        known,
        (visits.VISITS, visits.VIEWS, items.PUBLISHED),
        always=True,
        only=SERVICES,
    )
