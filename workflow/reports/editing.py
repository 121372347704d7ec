"""What the board does to a draft: counts it again, writes remarks, sends it for approval."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from sections.base.door import Refused
from sections.base.text import clean_text
from workflow.agencies.models import User
from workflow.agencies.queries import has_right
from workflow.approval.changes import filing
from workflow.approval.changes.request import ChangeRequest
from workflow.audit.recording import record

from .drafting import RIGHT, count_again
from .models import PeriodReport
from .states import KIND, ReportState, requests_about, state_of, with_request

MAX_REMARKS = 20_000

NOT_BOARD = "Chỉ Ban Biên tập của cơ quan lập, sửa và gửi duyệt báo cáo này."
FIXED = {
    ReportState.WAITING: (
        "Báo cáo đang chờ duyệt nên số liệu và nhận xét giữ nguyên; muốn sửa, người gửi rút lại yêu "
        "cầu hoặc người duyệt trả lại."
    ),
    ReportState.APPROVED: "Báo cáo đã duyệt nên số liệu và nhận xét không đổi nữa.",
}
TOO_LONG = "Nhận xét dài quá {limit} ký tự; hãy rút gọn."
NOT_ENDED = "Kỳ báo cáo chưa kết thúc; chỉ gửi duyệt được khi hết kỳ."
RUNNING_COUNT = "Số liệu được tính khi kỳ chưa kết thúc; hãy bấm «Tính lại số liệu» rồi gửi duyệt."
ASKS = "Đề nghị duyệt báo cáo."


@transaction.atomic
def recount(report_id: int, user: User, now: datetime) -> PeriodReport:
    """Count the figures anew; `Refused` for a report that waits or is approved."""
    report = _open(report_id, user)
    count_again(report, now)
    _record("report.recounted", report, user)
    return report


@transaction.atomic
def remark(report_id: int, user: User, text: str) -> PeriodReport:
    """Store the remarks; whoever writes them may not decide the report.

    Remarks that were emptied are nobody's: who may not decide any more can make room for others.
    """
    report = _open(report_id, user)
    words = clean_text(text).replace("\r\n", "\n").strip()
    if len(words) > MAX_REMARKS:
        raise Refused(TOO_LONG.format(limit=MAX_REMARKS))
    if words == report.remarks:
        return report
    report.remarks = words
    report.writer_ids = sorted({*report.writer_ids, user.pk}) if words else []
    report.save(update_fields=["remarks", "writer_ids"])
    _record("report.remarked", report, user)
    return report


@transaction.atomic
def submit(report_id: int, user: User, now: datetime, reason: str = "") -> ChangeRequest:
    """Send the report to the agency's chain for reports; from here the figures stand still."""
    report = _open(report_id, user)
    if not report.of.has_ended(now):
        raise Refused(NOT_ENDED)
    if not report.is_final_count:
        raise Refused(RUNNING_COUNT)
    return filing.file_request(user, report.agency, KIND, report, reason=reason.strip() or ASKS)


def may_write(report: PeriodReport, user: User) -> bool:
    """Whether the person may work on the report: of the own agency's board."""
    own = user.agency_id is not None and user.agency.code == report.agency_code
    return own and user.is_active and has_right(user, RIGHT)


def _open(report_id: int, user: User) -> PeriodReport:
    """The report, its row locked, still to be changed by `user`."""
    report = PeriodReport.objects.select_for_update(no_key=True).get(pk=report_id)
    if not may_write(report, user):
        raise Refused(NOT_BOARD)
    state = state_of(with_request(PeriodReport.objects.filter(pk=report_id)).get())
    if state in FIXED:
        raise Refused(FIXED[state])
    return report


def waiting_request(report_id: int) -> ChangeRequest | None:
    """The newest request to approve the report, open or not."""
    return requests_about(report_id).select_related("agency").order_by("-pk").first()


def _record(action: str, report: PeriodReport, user: User) -> None:
    record(
        action,
        actor=user,
        agency_code=report.agency_code,
        subject=report,
        period=report.period,
        content_hash=report.hash(),
    )
