"""The rows behind a number of a report, page by page."""

from __future__ import annotations

from urllib.parse import parse_qsl

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_GET

from site_home.visits.queries import HOME
from workflow.agencies.models import Unit, User
from workflow.agencies.queries import has_right

from . import queries
from .measures import Measure, asked
from .measures.measure import AUTHOR, MONTH, SECTION, UNIT
from .models import PeriodReport
from .shown import BEFORE, BEFORE_VALUE

PER_PAGE = 50
NO_NUMBER = "Báo cáo không có số liệu này."
WORDS = {SECTION: "Chuyên mục", UNIT: "Đơn vị", AUTHOR: "Người viết", MONTH: "Tháng"}


@require_GET
def rows(request, report_id):
    """The rows that were counted, as they are now; the report's own number beside them."""
    report = queries.readable_report(request.user, report_id)
    query = request.GET.dict()
    found = asked(query)
    if found is None:
        raise Http404(NO_NUMBER)
    measure, wanted = found
    if measure.right and not has_right(request.user, measure.right):
        raise PermissionDenied
    is_before = query.get(BEFORE) == BEFORE_VALUE
    period = report.of.before() if is_before else report.of
    page = Paginator(measure.listed(report.agency, period, wanted), PER_PAGE).get_page(
        query.get("trang")
    )
    now = sum_of(measure, report, period, wanted)
    context = {
        "report": report,
        "measure": measure,
        "period": period,
        "filters": list(_words(report, wanted)),
        "rows": page,
        "lines": [measure.line(row) for row in page.object_list],
        "has_numbers": bool(measure.total),
        "now": now,
        "stored": stored_number(report, query, is_before=is_before),
        "keep": _keep(request),
    }
    return render(request, "reports/rows.html", context)


def sum_of(measure: Measure, report: PeriodReport, period, wanted: dict) -> int:
    """The number as it would be counted now."""
    rows_now = measure.listed(report.agency, period, wanted).order_by()
    return rows_now.aggregate(number=measure.number)["number"]


def stored_number(report: PeriodReport, query: dict, *, is_before: bool) -> int | None:
    """The number in the report for the same question; None where it has none."""
    names = {key: value for key, value in query.items() if key not in (BEFORE, "trang")}
    for table in report.figures.get("tables", []):
        for row in [*table["rows"], {"cells": table.get("total") or []}]:
            for cell in row["cells"]:
                if "n" in cell and _same(cell["rows"], names):
                    return cell["before" if is_before else "n"]
    return None


def _same(address: str, names: dict) -> bool:
    return dict(parse_qsl(address, keep_blank_values=True)) == names


def _words(report: PeriodReport, wanted: dict):
    for by, value in wanted.items():
        yield WORDS.get(by, ""), _word(report, by, value)


def _word(report: PeriodReport, by: str, value) -> str:
    if by == SECTION:
        labels = {row.code: row.label for row in report.agency.book.sections}
        return labels.get(value, value) or HOME
    if by == MONTH:
        return f"{value:%m/%Y}"
    if value is None:
        return "Không ghi"
    if by == UNIT:
        row = Unit.objects.filter(pk=value, agency=report.agency).first()
        return str(row) if row else "Đã xóa"
    if by == AUTHOR:
        row = User.objects.filter(pk=value, agency=report.agency).first()
        return row.get_full_name() if row else "Đã xóa"
    return str(value)


def _keep(request) -> str:
    """The question without the page, for the links to other pages."""
    query = request.GET.copy()
    query.pop("trang", None)
    return query.urlencode()
