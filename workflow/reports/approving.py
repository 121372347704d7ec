"""The board decides on a report as it decides on a change: the same chain, evidence, two persons."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone

from workflow.approval.changes.kinds import ChangeKind, Line, register
from workflow.audit.recording import record

from .models import PeriodReport
from .states import KIND, TARGET

NOT_YOURS = "Báo cáo này không thuộc cơ quan của bạn."
APPROVED = "Báo cáo này đã được duyệt; số liệu đã chốt."
DRAFT, FINAL = "Dự thảo", "Báo cáo đã duyệt, số liệu chốt"
NONE = "Không có"
_MAX_WORDS = 500


@register
class ApproveReport(ChangeKind):
    """«Duyệt báo cáo định kỳ»: makes the draft final, with exactly the figures that were shown."""

    code = KIND
    chain = "report"
    label = "Duyệt báo cáo định kỳ"
    advice = "Chốt số liệu và nhận xét của một kỳ báo cáo."
    target_type = TARGET
    may_wait = False
    about_public = False

    def find(self, target_id: int):
        """The report, or None."""
        return PeriodReport.objects.filter(pk=target_id).first()

    def lock(self, target_id: int) -> None:
        """The report's row."""
        PeriodReport.objects.select_for_update(no_key=True).filter(pk=target_id).first()

    def title_of(self, target) -> str:
        """The period and the name of the report."""
        return target.short_title

    def obstacle(self, agency, target) -> str:
        """One's own agency's report, not approved yet."""
        if target.agency_code != agency.code:
            return NOT_YOURS
        return APPROVED if target.approved_at is not None else ""

    def writers(self, target_id: int) -> set[int]:
        """Who wrote the remarks; the figures are nobody's words."""
        report = self.find(target_id)
        return set(report.writer_ids) if report is not None else set()

    def admin_url(self, target_id: int) -> str:
        """The page of the report."""
        return reverse("reports:report", args=[target_id])

    def before(self, request, target) -> dict:
        """The figures and remarks, as one fingerprint: what was seen is what is approved."""
        return {"content": target.hash()}

    def lines(self, request, target) -> list[Line]:
        """The report itself, one click away, and the remarks."""
        remarks = " ".join(target.remarks.split())
        if len(remarks) > _MAX_WORDS:
            remarks = f"{remarks[:_MAX_WORDS]}…"
        return [
            Line("Số liệu", DRAFT, FINAL, after_url=self.admin_url(target.pk)),
            Line("Nhận xét, kiến nghị", NONE, remarks or NONE),
        ]

    def carry_out(self, request, target, user) -> list:
        """Make it final; nothing public changes."""
        target.request_id, target.approved_at = request.pk, timezone.now()
        target.content_hash = target.hash()
        target.save(update_fields=["request_id", "approved_at", "content_hash"])
        # By this row the duty of the period is met (`duties.recurring.evidence`).
        record(
            "report.approved",
            actor=user,
            agency_code=target.agency_code,
            subject=target,
            subject_title=target.short_title,
            at=target.approved_at,
            report=target.report_code,
            period=target.period,
            content_hash=target.content_hash,
        )
        return []
