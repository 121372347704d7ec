"""BP-14.3.e-1: questions, petitions and opinions by section, and how they were answered."""

from __future__ import annotations

from workflow.reports.measures import cases, visits
from workflow.reports.measures.measure import SECTION

from .tables import Counting, by_key, by_section, section_labels

# Where people ask, petition, comment on drafts, write to the board, discuss.
OPINIONS = ("S10", "S19", "S20", "S21", "S22", "S49")
NOTE = "Tính theo ngày tiếp nhận, ngày trả lời, hạn trả lời ghi ở các mục đã đăng."


def tables(counting: Counting) -> list[dict]:
    """Opinions by section, and how often the sections for them were read."""
    return [
        opinions_table(counting),
        by_key(
            counting,
            "Lượt truy cập các chuyên mục tiếp nhận ý kiến",
            SECTION,
            section_labels(counting),
            (visits.VISITS, visits.VIEWS),
            always=True,
            only=OPINIONS,
        ),
    ]


def opinions_table(counting: Counting) -> dict:
    """Received, answered, late, by section."""
    return by_section(
        counting,
        "Câu hỏi, phản ánh, kiến nghị theo chuyên mục",
        (cases.RECEIVED, cases.ANSWERED, cases.ANSWERED_LATE),
        note=NOTE,
    )
