"""What each report of a rule book contains: one function for each kind of report.

The rule book says which agency owes which report; here stands only what is counted for a code.
Codes that are unknown get the results of carrying out the regulation. Plans, proposals and
reviews are judgements: counting nothing for them is honest, so none is drafted.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from workflow.agencies.models import Agency
from workflow.duties.fulfilling import JUDGEMENTS
from workflow.regulations.book import Report
from workflow.reports.periods import Period

from . import emulation, implementation, opinions, summary, use
from .tables import Counting

Builder = Callable[[Counting], list[dict]]

_BUILDERS: dict[str, Builder] = {
    "monthly-use": use.tables,
    "monthly-implementation": implementation.tables,
    "half-year": implementation.tables,
    "compliance-check": implementation.tables,
    "yearly-summary": summary.tables,
    "periodic-to-province": summary.tables,
    "management-figures": summary.tables,
    "visitor-opinions": opinions.tables,
    "emulation": emulation.tables,
    "commendation": emulation.tables,
    "contributions": emulation.tables,
}
RUNNING = "Kỳ chưa kết thúc: số liệu tính đến {moment:%H:%M ngày %d/%m/%Y}."


def can_be_counted(report: Report) -> bool:
    """Whether the report consists of figures; plans and proposals do not."""
    return report.code not in JUDGEMENTS


def figures_of(agency: Agency, report_code: str, period: Period, now: datetime) -> dict:
    """The figures of a report as JSON values (`tables`), counted at `now` in SQL."""
    build = _BUILDERS.get(report_code, implementation.tables)
    local = now.astimezone(period.starts_at.tzinfo)
    return {
        "counted_at": local.isoformat(timespec="seconds"),
        "before": period.before().label,
        "note": "" if period.has_ended(now) else RUNNING.format(moment=local),
        "tables": build(Counting(agency, period)),
    }
