"""The screens of periodic reports; every act goes through `drafting` and `editing`."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST
from wagtail.admin import messages

from sections.base.door import Refused
from workflow.agencies.queries import has_right
from workflow.desk.sheet.words import clause_words, hash_groups

from . import drafting, editing, queries
from .periods import parse
from .shown import shown
from .states import ReportState, state_of

PER_PAGE = 20
CONFLICT = 409

NO_PERIOD = "Hãy chọn kỳ báo cáo trong danh sách."
RECOUNTED = "Đã tính lại số liệu của «{title}»."
REMARKED = "Đã lưu nhận xét, kiến nghị."
SENT = "Đã gửi duyệt «{title}»; số liệu giữ nguyên từ lúc này. Bạn được báo khi có quyết định."


@require_GET
def index(request):
    """The agency's reports, what its regulation asks for, and the form to draw one up."""
    return _index(request)


@require_POST
def draw_up(request):
    """Draw up a report for the period that was chosen."""
    agency, _agencies = queries.chosen_agency(request.user, request.POST.get("co-quan", ""))
    period = parse(request.POST.get("ky", ""))
    try:
        if request.user.agency_id != agency.pk:
            raise Refused(editing.NOT_BOARD)
        if not has_right(request.user, drafting.RIGHT):
            raise Refused(editing.NOT_BOARD)
        if period is None:
            raise Refused(NO_PERIOD)
        report = drafting.draw_up(
            agency, request.POST.get("bao-cao", ""), period, request.user, timezone.now()
        )
    except Refused as refusal:
        return _index(request, refusal=str(refusal))
    return redirect("reports:report", report.pk)


@require_GET
def detail(request, report_id):
    """One report with its figures and what can be done with it."""
    return _detail(request, queries.readable_report(request.user, report_id))


@require_POST
def recount(request, report_id):
    """Count the figures anew."""
    report = queries.readable_report(request.user, report_id)
    try:
        editing.recount(report.pk, request.user, timezone.now())
    except Refused as refusal:
        return _detail(request, report, refusal=str(refusal))
    messages.success(request, RECOUNTED.format(title=report.short_title))
    return redirect("reports:report", report.pk)


@require_POST
def remark(request, report_id):
    """Store the remarks."""
    report = queries.readable_report(request.user, report_id)
    text = request.POST.get("nhan-xet", "")
    try:
        editing.remark(report.pk, request.user, text)
    except Refused as refusal:
        return _detail(request, report, refusal=str(refusal), typed=text)
    messages.success(request, REMARKED)
    return redirect("reports:report", report.pk)


@require_POST
def submit(request, report_id):
    """Send the report for approval."""
    report = queries.readable_report(request.user, report_id)
    reason = request.POST.get("ly-do", "")
    try:
        editing.submit(report.pk, request.user, timezone.now(), reason)
    except Refused as refusal:
        return _detail(request, report, refusal=str(refusal), reason=reason)
    messages.success(request, SENT.format(title=report.short_title))
    return redirect("reports:report", report.pk)


def _index(request, refusal: str = ""):
    asked = request.POST.get("co-quan") or request.GET.get("co-quan", "")
    agency, agencies = queries.chosen_agency(request.user, asked)
    rows = Paginator(queries.listed(request.user, agency), PER_PAGE).get_page(
        request.GET.get("trang")
    )
    wanted = queries.asked_by_regulation(agency)
    context = {
        "agency": agency,
        "agencies": agencies,
        "rows": rows,
        "lines": queries.lines(rows.object_list),
        "wanted": wanted,
        "countable": [row for row in wanted if row.is_counted],
        "periods": queries.offered_periods(timezone.now()),
        "may_write": request.user.agency_id == agency.pk
        and has_right(request.user, drafting.RIGHT),
        "refusal": refusal,
        "chosen_report": request.POST.get("bao-cao", ""),
        "chosen_period": request.POST.get("ky", ""),
    }
    return render(request, "reports/index.html", context, status=CONFLICT if refusal else 200)


def _detail(request, report, *, refusal: str = "", typed: str | None = None, reason: str = ""):
    """The page; after a refusal with its reason and everything that was typed."""
    report = queries.readable_report(request.user, report.pk)
    state = state_of(report)
    is_open = state in (ReportState.DRAFT, ReportState.RETURNED)
    change = editing.waiting_request(report.pk)
    context = {
        "report": report,
        "agency": report.agency,
        "state": state,
        "shown": shown(report),
        "clauses": clause_words(report.clauses),
        "request_url": reverse("desk:request", args=[change.pk]) if change else "",
        "may_write": is_open and editing.may_write(report, request.user),
        "is_open": is_open,
        "has_ended": report.of.has_ended(timezone.now()),
        "remarks": report.remarks if typed is None else typed,
        "max_remarks": editing.MAX_REMARKS,
        "reason": reason,
        "fingerprint": hash_groups(report.content_hash),
        "refusal": refusal,
    }
    return render(request, "reports/report.html", context, status=CONFLICT if refusal else 200)
