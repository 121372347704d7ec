"""Where a report is: a draft, before the board, approved, sent back. Read from the evidence."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import OuterRef, QuerySet, Subquery

from workflow.approval.changes.request import ChangeRequest

from .models import PeriodReport

KIND = "report"
TARGET = PeriodReport._meta.label_lower


class ReportState(StrEnum):
    """Where a report is; the value is the word in the address of the list."""

    DRAFT = "du-thao"
    WAITING = "cho-duyet"
    APPROVED = "da-duyet"
    RETURNED = "tra-lai"

    @property
    def label(self) -> str:
        """The words on the screen."""
        return _LABELS[self]

    @property
    def look(self) -> str:
        """The desk's class for the badge."""
        return _LOOKS[self]


_LABELS = {
    ReportState.DRAFT: "Dự thảo",
    ReportState.WAITING: "Đang chờ duyệt",
    ReportState.APPROVED: "Đã duyệt",
    ReportState.RETURNED: "Trả lại hoặc rút lại",
}
_LOOKS = {
    ReportState.DRAFT: "changed",
    ReportState.WAITING: "waiting",
    ReportState.APPROVED: "public",
    ReportState.RETURNED: "returned",
}


def with_request(reports: QuerySet[PeriodReport]) -> QuerySet[PeriodReport]:
    """`reports`, each with its newest request for approval and whether that one is closed."""
    newest = requests_about(OuterRef("pk")).order_by("-pk")
    return reports.annotate(
        newest_request=Subquery(newest.values("pk")[:1]),
        newest_closed=Subquery(newest.values("closed_at")[:1]),
    )


def requests_about(report_id) -> QuerySet[ChangeRequest]:
    """The requests to approve the report."""
    return ChangeRequest.objects.filter(kind=KIND, target_type=TARGET, target_id=report_id)


def state_of(report: PeriodReport) -> ReportState:
    """The state of a report read by `with_request`."""
    if report.approved_at is not None:
        return ReportState.APPROVED
    if report.newest_request is None:
        return ReportState.DRAFT
    return ReportState.WAITING if report.newest_closed is None else ReportState.RETURNED
