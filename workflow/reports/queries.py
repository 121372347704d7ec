"""Which reports a person sees, and the lists of the screens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from workflow.agencies.models import Agency, User
from workflow.agencies.queries import agencies_for, has_right
from workflow.desk.sheet.words import clause_words
from workflow.regulations.book import Report

from .contents import can_be_counted
from .models import PeriodReport
from .periods import HALF_YEAR, KIND_WORDS, MONTH, MONTHS, QUARTER, YEAR, Period, period_of
from .states import ReportState, state_of, with_request

NOT_FOUND = "Không có báo cáo này ở cơ quan của bạn."
RIGHTS = ("edit", "audit")
# Periods offered for a report that is drawn up when needed, the newest first.
_OFFERED = {MONTH: 13, QUARTER: 5, HALF_YEAR: 4, YEAR: 3}
_PER = {
    MONTH: "Hằng tháng",
    QUARTER: "Hằng quý",
    HALF_YEAR: "Sáu tháng một lần",
    YEAR: "Hằng năm",
    "continuous": "Thường xuyên",
    "period": "Định kỳ, quy chế không nêu kỳ hạn",
    "as_needed": "Khi cần",
}


@dataclass(frozen=True, slots=True)
class Listed:
    """A report in the list; `due` is the day on which it is drawn up."""

    report: PeriodReport
    state: ReportState
    due: date


@dataclass(frozen=True, slots=True)
class Asked:
    """A report of the rule book: what it is, how often, and how it comes about here."""

    row: Report
    per: str
    clauses: str
    is_automatic: bool
    is_counted: bool


def may_see(user: User) -> bool:
    """Whether there are reports for the person: the board's, and superusers."""
    return user.is_superuser or any(has_right(user, right) for right in RIGHTS)


def chosen_agency(user: User, code: str) -> tuple[Agency, list[Agency]]:
    """The agency asked for, if it is one of the person's, else the first; and all of them."""
    agencies = agencies_for(user)
    if not may_see(user) or not agencies:
        raise PermissionDenied
    return next((row for row in agencies if row.code == code), agencies[0]), agencies


def readable(user: User) -> QuerySet[PeriodReport]:
    """The reports that `user` may read: of the own agency's board; superusers all."""
    rows = with_request(PeriodReport.objects.all())
    if user.is_superuser:
        return rows
    if user.agency_id is None or not may_see(user):
        return rows.none()
    return rows.filter(agency_code=user.agency.code)


def readable_report(user: User, report_id: int) -> PeriodReport:
    """The report; Http404, as if it were not there, for people who may not read it."""
    report = readable(user).filter(pk=report_id).first()
    if report is None:
        raise Http404(NOT_FOUND)
    return report


def listed(user: User, agency: Agency) -> QuerySet[PeriodReport]:
    """The reports of the agency, the newest period first; without their figures."""
    return readable(user).filter(agency_code=agency.code).defer("figures", "remarks")


def lines(reports) -> list[Listed]:
    """The lines of a list."""
    return [Listed(row, state_of(row), row.last_day + timedelta(days=1)) for row in reports]


def asked_by_regulation(agency: Agency) -> list[Asked]:
    """Every report that the regulation asks for."""
    today = timezone.localdate()
    return [
        Asked(
            row,
            _PER.get(row.per, row.per),
            clause_words(row.clauses),
            row.per in MONTHS,
            can_be_counted(row),
        )
        for row in agency.book.reports
        if row.is_valid_on(today)
    ]


def offered_periods(now: datetime) -> list[tuple[str, list[Period]]]:
    """The periods for which a report can be drawn up, by kind, the running one first."""
    today = timezone.localdate(now)
    found = []
    for kind, count in _OFFERED.items():
        periods = [period_of(kind, today)]
        while len(periods) < count:
            periods.append(periods[-1].before())
        found.append((KIND_WORDS[kind], periods))
    return found
