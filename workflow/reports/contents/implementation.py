"""BP-20.1-2, KT-16.2-2: how the regulation was carried out, by units and by the board."""

from __future__ import annotations

from workflow.reports.measures import deadlines, items, record
from workflow.reports.measures.measure import GROUND, LABEL

from .quota import quota_table
from .tables import Counting, by_key, by_section, by_unit, whole

_OF_UNITS = (items.SUPPLIED, items.PUBLISHED, items.RETURNED, items.REFUSED, *deadlines.MEASURES)
DEADLINE_NOTE = "Thời hạn rơi vào kỳ: đúng hạn khi xong trước hoặc đúng giờ, còn lại là quá hạn."


def tables(counting: Counting) -> list[dict]:
    """Units, quota, sections, deadlines, grounds of refusal, discipline."""
    found = [
        by_unit(counting, "Kết quả của từng đơn vị", _OF_UNITS, note=DEADLINE_NOTE),
        *quota_table(counting),
        by_section(
            counting,
            "Tin, bài theo chuyên mục",
            (items.SUPPLIED, items.PUBLISHED, items.UPDATED, items.UNPUBLISHED),
        ),
    ]
    return [*found, *discipline(counting)]


def discipline(counting: Counting) -> list[dict]:
    """Deadlines by rule, refusals by ground, and what the record shows."""
    return [
        by_key(
            counting,
            "Việc thực hiện các thời hạn của Quy chế",
            LABEL,
            {},
            deadlines.MEASURES,
        ),
        by_key(
            counting,
            "Từ chối đăng theo lý do của Quy chế",
            GROUND,
            {},
            (items.REFUSED,),
        ),
        whole(
            counting,
            "Kiểm soát quy trình",
            (items.RETURNED, items.EMERGENCIES, *record.MEASURES),
        ),
    ]
