"""Everything that stands on the paper, before it is drawn."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone
from wagtail.admin.utils import get_admin_base_url

from sections.base.text import slugify
from workflow.approval.decision import Decision
from workflow.desk.sheet.paper import BOARD, MOTTO
from workflow.desk.sheet.words import clause_words, hash_groups, moment_words
from workflow.reports.models import PeriodReport
from workflow.reports.shown import Shown, shown

DRAFT = "DỰ THẢO"
NOT_SIGNED = "(Dự thảo, chưa duyệt)"
APPROVED = "Đã duyệt trên hệ thống {moment}. Dấu nội dung (SHA-256): {fingerprint}."
NOT_FINAL = "Bản dự thảo: số liệu còn có thể thay đổi cho đến khi được duyệt."
COUNTED = "Số liệu tính {moment}. Số trong ngoặc là số của kỳ trước ({before})."
NO_REMARKS = "Không có."
_MAX_SLUG = 60
# What XML, and with it Word and Excel, cannot hold.
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def printable(words: str) -> str:
    """`words` as a file of Word or Excel can hold them."""
    return _UNPRINTABLE.sub("", words)


@dataclass(frozen=True, slots=True)
class Paper:
    """The report in words; `day` is that of the approval, or of the download while a draft."""

    motto: tuple[str, str]
    parent: str
    agency: str
    board: str
    place: str
    day: date
    title: str
    period: str
    days: str
    basis: str
    sent_to: str
    counted: str
    shown: Shown
    remarks: list[str]
    is_draft: bool
    signer: str
    signer_role: str
    foot: str
    base_url: str
    file_name: str

    @property
    def place_and_day(self) -> str:
        """«Đồng Xoài, ngày 05 tháng 12 năm 2026»."""
        words = moment_words(datetime.combine(self.day, datetime.min.time(), _ZONE)).rpartition(",")
        return f"{self.place}, {words[0]}" if self.place else words[0].capitalize()


_ZONE = timezone.get_default_timezone()


def paper_of(report: PeriodReport, now: datetime) -> Paper:
    """The paper of `report`; a draft says that it is one."""
    is_draft = report.approved_at is None
    day = timezone.localdate(report.approved_at or now)
    name = report.agency.name_on(day)
    figures = shown(report)
    signed = None if is_draft else _last_decision(report)
    return Paper(
        motto=MOTTO,
        parent=name.parent,
        agency=name.label,
        board=BOARD,
        place=name.place,
        day=day,
        title=report.label,
        period=report.of.label,
        days=f"Từ ngày {report.first_day:%d/%m/%Y} đến hết ngày {report.last_day:%d/%m/%Y}",
        basis=clause_words(report.clauses),
        sent_to=report.sent_to,
        counted=_counted(figures),
        shown=figures,
        remarks=[line.strip() for line in report.remarks.splitlines() if line.strip()],
        is_draft=is_draft,
        signer=signed.actor_name if signed else "",
        signer_role=signed.actor_role if signed else "",
        foot=_foot(report),
        base_url=get_admin_base_url() or "",
        file_name=_file_name(report, is_draft=is_draft),
    )


def _counted(figures: Shown) -> str:
    if figures.counted_at is None:
        return ""
    return COUNTED.format(moment=moment_words(figures.counted_at), before=figures.before)


def _last_decision(report: PeriodReport) -> Decision | None:
    rows = Decision.objects.filter(request_id=report.request_id, action=Decision.Action.APPROVED)
    return rows.order_by("-pk").first()


def _foot(report: PeriodReport) -> str:
    if report.approved_at is None:
        return NOT_FINAL
    return APPROVED.format(
        moment=moment_words(report.approved_at), fingerprint=hash_groups(report.content_hash)
    )


def _file_name(report: PeriodReport, *, is_draft: bool) -> str:
    slug = slugify(report.label, max_length=_MAX_SLUG) or "bao-cao"
    beginning = "du-thao-" if is_draft else ""
    return f"{beginning}{slug}-{report.period.lower()}"
