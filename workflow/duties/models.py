"""What is owed by when: one row for each time that an obligation of the rule book arises."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.urls import reverse

from workflow.regulations.book import Clock, Deadline, Measure, StartEvent

from .explanation import Explanation
from .overview.calendar_feed import CalendarFeed
from .pending import Telling
from .standstill import Standstill

__all__ = ["CalendarFeed", "Duty", "Explanation", "Standstill", "Subject", "Telling"]


@dataclass(frozen=True, slots=True)
class Subject:
    """What a duty is about. `key` names it among the subjects of its kind, `page_id` the page
    on which it is seen, if any; `url` where in the administration it is done."""

    kind: str
    key: str
    title: str
    page_id: int | None = None
    unit_code: str = ""
    person_id: int | None = None
    url: str = ""

    @classmethod
    def of_page(cls, page, title: str) -> Subject:
        """An item, whose draft may have another title than its row."""
        return cls(Duty.Kind.PAGE, str(page.pk), title, page_id=page.pk)


class Duty(models.Model):
    """An obligation of the rule book that runs, with what became of it.

    Plain ids and snapshots: the row outlives the page, and the words of the rule are those of
    its day. Supplying to the board and being on the site are two duties (DL-10.3.a-1, DL-13.1-1).
    """

    class Kind(models.TextChoices):
        """What a duty can be about."""

        PAGE = "page", "tin, trang"
        DOCUMENT = "document", "văn bản"
        CASE = "case", "hồ sơ, câu hỏi"
        CHANGE = "change", "thay đổi của tin"
        INCIDENT = "incident", "sự cố"
        UNIT = "unit", "đơn vị trong kỳ"
        PERIOD = "period", "kỳ"
        SECTION = "section", "chuyên mục"
        REVIEW = "review", "rà soát nội dung"

    class Stage(models.IntegerChoices):
        """How far people were told (`telling`)."""

        NONE = 0, "chưa báo"
        BEFORE = 1, "đã nhắc trước hạn"
        DUE = 2, "đã báo quá hạn"
        DEPUTY = 3, "đã báo Phó Trưởng ban"
        HEAD = 4, "đã báo Trưởng ban"

    class Meta:
        verbose_name = "thời hạn"
        verbose_name_plural = "thời hạn"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["agency_code", "deadline_code", "subject_kind", "subject_key"],
                name="duty_once_for_each",
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency_code", "due_at"],
                condition=models.Q(met_at=None, cancelled_at=None),
                name="duty_open",
            ),
            models.Index(
                fields=["next_at"],
                condition=models.Q(met_at=None, cancelled_at=None, stands_since=None),
                name="duty_to_look_at",
            ),
            models.Index(
                fields=["agency_code"], condition=~models.Q(trouble=""), name="duty_in_trouble"
            ),
            models.Index(fields=["page_id"], name="duty_page"),
            models.Index(fields=["agency_code", "-started_at"], name="duty_agency_started"),
        ]

    agency_code = models.CharField("mã cơ quan", max_length=8)
    subject_kind = models.CharField(
        "đối tượng", max_length=16, choices=Kind.choices, default=Kind.PAGE
    )
    subject_key = models.CharField("mã đối tượng", max_length=100)
    subject_title = models.CharField("tên đối tượng", max_length=255)
    page_id = models.BigIntegerField("mã trang", null=True)
    url = models.CharField("nơi thực hiện", max_length=500, blank=True)
    unit_code = models.CharField("đơn vị", max_length=50, blank=True)
    person_id = models.BigIntegerField("mã người chịu trách nhiệm", null=True)
    deadline_code = models.CharField("mã thời hạn", max_length=60)
    label = models.CharField("thời hạn", max_length=500)
    clauses = models.JSONField("căn cứ", default=list)
    clock = models.CharField("cách tính", max_length=20)
    limit = models.PositiveIntegerField("giới hạn", null=True)
    start_event = models.CharField("tính từ", max_length=20)
    measure = models.CharField("việc phải xong", max_length=20)
    needed = models.PositiveSmallIntegerField("số lần phải có", default=1)
    done = models.PositiveIntegerField("số lần đã có", default=0)
    created_at = models.DateTimeField("thời điểm lập", auto_now_add=True)
    started_at = models.DateTimeField("bắt đầu tính")
    due_at = models.DateTimeField(
        "hạn", null=True, help_text="Trống: quy chế không định số, chỉ đo thời gian đã qua."
    )
    trouble = models.CharField("vì sao chưa tính được hạn", max_length=500, blank=True)
    stands_since = models.DateTimeField("tạm dừng từ", null=True)
    met_at = models.DateTimeField("hoàn thành", null=True)
    evidence = models.JSONField("bằng chứng", default=dict)
    overdue_at = models.DateTimeField("ghi nhận quá hạn", null=True)
    stage = models.PositiveSmallIntegerField(
        "đã báo đến", choices=Stage.choices, default=Stage.NONE
    )
    next_at = models.DateTimeField("xem lại lúc", null=True)
    cancelled_at = models.DateTimeField("thôi tính", null=True)

    def __str__(self):
        return f"{self.deadline_code} · {self.subject_title}"

    @classmethod
    def of_rule(
        cls, rule: Deadline, *, agency_code: str, subject: Subject, started_at: datetime
    ) -> Duty:
        """The duty, not saved, that `rule` lays on `subject` from `started_at` on; without its due."""
        return cls(
            agency_code=agency_code,
            subject_kind=subject.kind,
            subject_key=subject.key,
            subject_title=subject.title[:255],
            page_id=subject.page_id,
            url=subject.url,
            unit_code=subject.unit_code,
            person_id=subject.person_id,
            deadline_code=rule.code,
            label=rule.label,
            clauses=list(rule.clauses),
            clock=rule.clock,
            limit=rule.limit,
            start_event=rule.start,
            measure=rule.measure,
            started_at=started_at,
        )

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
    def path(self) -> str:
        """Where in the administration it is met: the item on the desk, its own address, its page."""
        if self.subject_kind in (self.Kind.PAGE, self.Kind.CHANGE) and self.page_id:
            return reverse("desk:item", args=[self.page_id])
        return self.url or (reverse("duties:duty", args=[self.pk]) if self.pk else "")

    @property
    def recurs(self) -> bool:
        """Whether it is the turn of an obligation that comes again (`turns`)."""
        return self.subject_kind in (self.Kind.UNIT, self.Kind.PERIOD)

    @property
    def is_open(self) -> bool:
        """Whether the duty is still owed."""
        return self.met_at is None and self.cancelled_at is None

    def is_late(self, now) -> bool:
        """Whether the duty was met after its due time, or is not met and past it.

        While its clock stands no time passes, also if it is met meanwhile.
        """
        if self.due_at is None:
            return False
        moment = self.met_at or now
        if self.stands_since is not None:
            moment = min(moment, self.stands_since)
        return moment > self.due_at
