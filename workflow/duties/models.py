"""What is owed by when: one row for each deadline of an item."""

from django.db import models

from workflow.regulations.book import Clock, Deadline, Measure, StartEvent


class Duty(models.Model):
    """A deadline of the rule book that runs on an item, with what became of it.

    Plain ids and snapshots: the row outlives the page, and the words of the rule are those of
    its day. Supplying to the board and being on the site are two duties (DL-10.3.a-1, DL-13.1-1).
    """

    class Meta:
        verbose_name = "thời hạn của tin"
        verbose_name_plural = "thời hạn của tin"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["page_id", "deadline_code"], name="duty_once"),
        ]
        indexes = [
            models.Index(
                fields=["agency_code", "due_at"],
                condition=models.Q(met_at=None, cancelled_at=None),
                name="duty_open",
            ),
            models.Index(
                fields=["due_at"],
                condition=models.Q(met_at=None, cancelled_at=None, mailed_at=None),
                name="duty_to_mail",
            ),
            models.Index(
                fields=["agency_code"], condition=~models.Q(trouble=""), name="duty_in_trouble"
            ),
        ]

    agency_code = models.CharField("mã cơ quan", max_length=8)
    page_id = models.BigIntegerField("mã trang")
    page_title = models.CharField("tên tin", max_length=255)
    deadline_code = models.CharField("mã thời hạn", max_length=8)
    label = models.CharField("thời hạn", max_length=500)
    clauses = models.JSONField("căn cứ", default=list)
    clock = models.CharField("cách tính", max_length=20)
    limit = models.PositiveIntegerField("giới hạn", null=True)
    start_event = models.CharField("tính từ", max_length=20)
    measure = models.CharField("việc phải xong", max_length=20)
    created_at = models.DateTimeField("thời điểm lập", auto_now_add=True)
    started_at = models.DateTimeField("bắt đầu tính")
    due_at = models.DateTimeField(
        "hạn", null=True, help_text="Trống: quy chế không định số, chỉ đo thời gian đã qua."
    )
    trouble = models.CharField("vì sao chưa tính được hạn", max_length=500, blank=True)
    met_at = models.DateTimeField("hoàn thành", null=True)
    overdue_at = models.DateTimeField("ghi nhận quá hạn", null=True)
    mailed_at = models.DateTimeField("đã báo quá hạn", null=True)
    cancelled_at = models.DateTimeField("thôi tính", null=True)

    def __str__(self):
        return f"{self.deadline_code} · {self.page_title}"

    @property
    def rule(self) -> Deadline:
        """The row of the rule book as it was when the duty arose."""
        return Deadline(
            code=self.deadline_code,
            label=self.label,
            clauses=tuple(self.clauses),
            clock=Clock(self.clock),
            limit=self.limit,
            start=StartEvent(self.start_event),
            measure=Measure(self.measure),
        )

    @property
    def is_open(self) -> bool:
        """Whether the duty is still owed."""
        return self.met_at is None and self.cancelled_at is None

    def is_late(self, now) -> bool:
        """Whether the duty was met after its due time, or is not met and past it."""
        return self.due_at is not None and (self.met_at or now) > self.due_at
