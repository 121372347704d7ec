"""Strategies, plans and programmes: who approved them, for which years, how far they are."""

from django.db import models
from django.db.models import F
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.clock_fields import ClockFields
from sections.base.exporting import Column
from sections.base.submission import Problem
from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .attachments import AttachmentsMixin
from .filters import ChoiceFilter, NumberFilter
from .item import ItemPage, item_panels
from .listing import ListingPage


class PlanProgress(models.TextChoices):
    """How far a plan is."""

    PREPARING = "preparing", "Đang xây dựng"
    APPROVED = "approved", "Đã phê duyệt"
    RUNNING = "running", "Đang thực hiện"
    FINISHED = "finished", "Đã hoàn thành"
    REPLACED = "replaced", "Đã thay thế"


TARGETS = (
    Cell("target", "Chỉ tiêu, nhiệm vụ", required=True),
    Cell("unit", "Đơn vị tính"),
    Cell("planned", "Kế hoạch", "number"),
    Cell("reached", "Thực hiện", "number"),
    Cell("due_on", "Hạn hoàn thành", "date"),
    Cell("note", "Ghi chú"),
)


class PlanListingPage(ListingPage):
    """Lists plans, those of the latest years first."""

    class Meta:
        abstract = True

    item_word = "kế hoạch"
    item_template = "sections/_plan_row.html"
    order = (F("year_from").desc(nulls_last=True), "-first_published_at", "-pk")
    filters = (
        ChoiceFilter("tien-do", "Tiến độ", "progress", PlanProgress.choices),
        NumberFilter("tu-nam", "Từ năm", "year_from"),
    )
    columns = (
        Column("Tên", lambda plan: plan.title),
        Column("Số văn bản phê duyệt", lambda plan: plan.number),
        Column("Cơ quan phê duyệt", lambda plan: plan.approved_by),
        Column("Ngày phê duyệt", lambda plan: plan.approved_on),
        Column("Từ năm", lambda plan: plan.year_from),
        Column("Đến năm", lambda plan: plan.year_to),
        Column("Tiến độ", lambda plan: plan.get_progress_display()),
    )


class PlanRecord(AttachmentsMixin, ItemPage):
    """A plan: its approval starts the supply clock (D08), its years and targets say the rest."""

    class Meta:
        abstract = True

    facts_template = "sections/_plan_facts.html"
    clock_fields = ClockFields().with_starts(approved="approved_on")

    number = models.CharField(
        "số văn bản phê duyệt", max_length=100, blank=True, help_text="Ví dụ: 642/QĐ-UBND."
    )
    approved_by = models.CharField("cơ quan phê duyệt", max_length=255, blank=True)
    approved_on = models.DateField("ngày phê duyệt", null=True, blank=True)
    year_from = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    year_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    progress = models.CharField(
        "tiến độ", max_length=16, choices=PlanProgress.choices, default=PlanProgress.APPROVED
    )
    targets = TableField("chỉ tiêu và kết quả", columns=TARGETS)

    plan_panels = [
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("approved_on")]),
                FieldPanel("approved_by"),
                FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")]),
                FieldPanel("progress"),
            ],
            heading="Phê duyệt và thời kỳ",
        ),
        FieldPanel("targets"),
        *AttachmentsMixin.files_panels,
    ]
    content_panels = item_panels(*plan_panels)

    @property
    def period(self) -> str:
        """«2021–2030», «2026», "" without years."""
        if self.year_from and self.year_to and self.year_from != self.year_to:
            return f"{self.year_from}–{self.year_to}"
        return str(self.year_from or self.year_to or "")

    def own_problems(self) -> list[Problem]:
        """Adds: an approved plan names its approval; years are in order."""
        found = super().own_problems()
        if self.progress != PlanProgress.PREPARING:
            if not self.number.strip():
                found.append(Problem("number", "Hãy ghi số văn bản phê duyệt."))
            if not self.approved_on:
                found.append(Problem("approved_on", "Hãy ghi ngày phê duyệt."))
        if self.year_from and self.year_to and self.year_to < self.year_from:
            found.append(Problem("year_to", "Năm cuối phải từ năm đầu trở đi."))
        if not self.body and not self.files:
            found.append(Problem("files", "Hãy đính kèm toàn văn hoặc viết nội dung."))
        return found
