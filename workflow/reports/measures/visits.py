"""How often the site was read, from the sums by day and section (BP-18.5)."""

from __future__ import annotations

from django.db.models import DateField, F, QuerySet
from django.db.models.functions import TruncMonth

from site_home.visits.models import DailyVisits
from site_home.visits.queries import HOME
from workflow.agencies.models import Agency
from workflow.regulations import loader
from workflow.reports.periods import Period

from .measure import MONTH, SECTION, Line, Measure

_BY = frozenset({SECTION, MONTH})


def _days(agency: Agency, period: Period) -> QuerySet[DailyVisits]:
    return (
        DailyVisits.objects.filter(
            agency_code=agency.code, day__gte=period.first, day__lte=period.last
        )
        .annotate(
            **{
                SECTION: F("section_code"),
                MONTH: TruncMonth("day", output_field=DateField()),
            }
        )
        .order_by("day", "section_code")
    )


def _line(column: str):
    def line(row: DailyVisits) -> Line:
        return Line(
            when=f"{row.day:%d/%m/%Y}",
            title=_title(row),
            number=getattr(row, column),
        )

    return line


def _title(row: DailyVisits) -> str:
    if row.agency_code not in loader.CODES or not row.section_code:
        return row.section_code or HOME
    rows = loader.load(row.agency_code).sections
    return next((found.label for found in rows if found.code == row.section_code), row.section_code)


VISITS = Measure("visits", "Lượt truy cập", _BY, _days, _line("visits"), total="visits")
VIEWS = Measure("views", "Lượt xem trang", _BY, _days, _line("views"), total="views")
MEASURES = (VISITS, VIEWS)
