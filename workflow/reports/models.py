"""A periodic report: the figures of one period of one agency, drafted by the system."""

import hashlib
import json

from django.db import models

from workflow.agencies.models import Agency

from .periods import Period, parse


class PeriodReport(models.Model):
    """The report `report_code` of the rule book for one period.

    Plain codes and snapshots: label, clauses, author and addressee are those of the day on which
    it was drafted. The figures follow the rows until the report is sent for approval; the database
    refuses to change a report that waits or is approved, and to approve one otherwise than by the
    board's decision on it (migration `0002_final`).
    """

    class Meta:
        verbose_name = "báo cáo định kỳ"
        verbose_name_plural = "báo cáo định kỳ"
        ordering = ["-first_day", "-last_day", "report_code"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "report_code", "period"], name="one_report_of_a_period"
            )
        ]
        indexes = [models.Index(fields=["agency_code", "-first_day"], name="report_agency_day")]

    agency_code = models.CharField("mã cơ quan", max_length=8)
    report_code = models.CharField("mã báo cáo", max_length=50)
    label = models.CharField("tên báo cáo", max_length=500)
    clauses = models.JSONField("căn cứ", default=list)
    made_by = models.CharField("nơi lập", max_length=255, blank=True)
    sent_to = models.CharField("nơi nhận", max_length=255, blank=True)
    period = models.CharField("kỳ", max_length=8)
    first_day = models.DateField("từ ngày")
    last_day = models.DateField("đến ngày")
    drafted_at = models.DateTimeField("lập lúc")
    drafted_by_id = models.BigIntegerField("mã người lập", null=True)
    figures = models.JSONField("số liệu", default=dict)
    counted_at = models.DateTimeField("số liệu tính lúc")
    remarks = models.TextField("nhận xét, kiến nghị", blank=True)
    # Who wrote the remarks: they may not decide the report.
    writer_ids = models.JSONField("mã người viết", default=list)
    request_id = models.BigIntegerField("yêu cầu đã duyệt", null=True, editable=False)
    approved_at = models.DateTimeField("duyệt lúc", null=True, editable=False)
    content_hash = models.CharField("dấu nội dung", max_length=64, blank=True, editable=False)

    def __str__(self):
        return self.title

    @property
    def of(self) -> Period:
        """The period as days and moments."""
        return parse(self.period)

    @property
    def title(self) -> str:
        """«Hằng tháng …, tháng 11 năm 2026»."""
        return f"{self.label}, {self.of.label}"

    @property
    def short_title(self) -> str:
        """The title with the period in front, for places where long texts are cut."""
        return f"{self.of.label.capitalize()}: {self.label}"

    @property
    def agency(self) -> Agency:
        """The agency, read once."""
        if not hasattr(self, "_agency"):
            self._agency = Agency.objects.select_related("site").get(code=self.agency_code)
        return self._agency

    @property
    def is_final_count(self) -> bool:
        """Whether the figures were counted when the period was over."""
        return self.of.has_ended(self.counted_at)

    def hash(self) -> str:
        """Hex SHA-256 of everything that is approved: what it is, its figures, the remarks."""
        seen = {
            "agency": self.agency_code,
            "code": self.report_code,
            "label": self.label,
            "clauses": self.clauses,
            "by": self.made_by,
            "to": self.sent_to,
            "period": self.period,
            "days": [self.first_day.isoformat(), self.last_day.isoformat()],
            "figures": self.figures,
            "remarks": self.remarks,
        }
        canonical = json.dumps(seen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(canonical.encode()).hexdigest()
