"""What was asked of the agency and what it answered, as the public may read it.

Receiving, assigning and the clocks of a case belong to `workflow.casework`; a page of this shape
is what the agency publishes of it.
"""

from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.clock_fields import ClockFields
from sections.base.exporting import Column
from sections.base.submission import Problem

from .attachments import AttachmentsMixin
from .filters import ChoiceFilter, Filter, YearFilter
from .item import ItemPage, item_panels
from .listing import ListingPage


class CaseState(models.TextChoices):
    """How far an answer is."""

    RECEIVED = "received", "Đã tiếp nhận"
    PROCESSING = "processing", "Đang xử lý"
    ANSWERED = "answered", "Đã trả lời"


class CaseListingPage(ListingPage):
    """Lists what was asked, the last received first; tells how to ask."""

    class Meta:
        abstract = True

    order = ("-received_on", "-pk")
    item_template = "sections/_case_row.html"
    filters = (
        ChoiceFilter("tinh-trang", "Tình trạng", "state", CaseState.choices),
        Filter("linh-vuc", "Lĩnh vực", "field"),
        YearFilter("nam", "Năm tiếp nhận", "received_on"),
    )
    columns = (
        Column("Nội dung", lambda case: case.title),
        Column("Lĩnh vực", lambda case: case.field),
        Column("Ngày tiếp nhận", lambda case: case.received_on),
        Column("Hạn trả lời", lambda case: case.due_on),
        Column("Ngày trả lời", lambda case: case.answered_on),
        Column("Đơn vị trả lời", lambda case: case.answered_by),
        Column("Tình trạng", lambda case: case.get_state_display()),
    )


class CaseRecord(AttachmentsMixin, ItemPage):
    """The question or petition, when it came, by when and by whom it is answered; body: the answer."""

    class Meta:
        abstract = True

    facts_template = "sections/_case_facts.html"
    clock_fields = ClockFields(
        starts={"received": "received_on", "asked": "received_on"},
        promised="due_on",
        done={"answer": "answered_on"},
    )
    asked_label = "Nội dung hỏi"
    answer_label = "Trả lời"

    asked = models.TextField(
        "nội dung gửi đến",
        blank=True,
        help_text="Bỏ thông tin cá nhân trước khi đăng.",
    )
    sender = models.CharField(
        "người gửi",
        max_length=255,
        blank=True,
        help_text="Chỉ ghi khi người gửi đồng ý công khai; ví dụ «Công dân xã A».",
    )
    field = models.CharField("lĩnh vực", max_length=150, blank=True)
    received_on = models.DateField("ngày tiếp nhận", null=True, blank=True)
    due_on = models.DateField(
        "hạn trả lời", null=True, blank=True, help_text="Hiện công khai cạnh nội dung (BP-11.3-2)."
    )
    state = models.CharField(
        "tình trạng", max_length=16, choices=CaseState.choices, default=CaseState.ANSWERED
    )
    answered_on = models.DateField("ngày trả lời", null=True, blank=True)
    answered_by = models.CharField("đơn vị trả lời", max_length=255, blank=True)
    reply_number = models.CharField("số văn bản trả lời", max_length=100, blank=True)

    case_panels = [
        MultiFieldPanel(
            [
                FieldPanel("asked"),
                FieldRowPanel([FieldPanel("sender"), FieldPanel("field")]),
                FieldRowPanel([FieldPanel("received_on"), FieldPanel("due_on")]),
            ],
            heading="Nội dung gửi đến",
        ),
        MultiFieldPanel(
            [
                FieldPanel("state"),
                FieldRowPanel([FieldPanel("answered_on"), FieldPanel("reply_number")]),
                FieldPanel("answered_by"),
            ],
            heading="Trả lời",
        ),
        *AttachmentsMixin.files_panels,
    ]
    content_panels = item_panels(*case_panels)

    @property
    def is_late(self) -> bool:
        """Whether the day promised is over and nothing was answered."""
        waits = self.state != CaseState.ANSWERED
        return bool(waits and self.due_on and self.due_on < timezone.localdate())

    def own_problems(self) -> list[Problem]:
        """Adds: what was asked and when; an answered case has its answer."""
        found = super().own_problems()
        if not self.asked.strip():
            found.append(Problem("asked", "Hãy ghi nội dung gửi đến."))
        if not self.received_on:
            found.append(Problem("received_on", "Hãy ghi ngày tiếp nhận."))
        if self.state == CaseState.ANSWERED:
            if not self.answered_on:
                found.append(Problem("answered_on", "Hãy ghi ngày trả lời."))
            if not self.body and not self.files:
                found.append(Problem("body", "Hãy viết nội dung trả lời hoặc đính kèm văn bản."))
        if self.received_on and self.answered_on and self.answered_on < self.received_on:
            found.append(Problem("answered_on", "Ngày trả lời không thể trước ngày tiếp nhận."))
        if self.received_on and self.due_on and self.due_on < self.received_on:
            found.append(Problem("due_on", "Hạn trả lời không thể trước ngày tiếp nhận."))
        return found
