"""How the agency works: renewal of working ways, discipline and order of the service (S43)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sections.base.exporting import Column
from sections.base.submission import Problem

from .shapes.attachments import AttachmentsMixin
from .shapes.filters import ChoiceFilter, YearFilter, with_words
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage


class DisciplineKind(models.TextChoices):
    """What is told."""

    RULE = "rule", "Quy định, nội quy"
    INSTRUCTION = "instruction", "Chỉ đạo"
    RENEWAL = "renewal", "Đổi mới lề lối làm việc"
    INSPECTION = "inspection", "Kết quả kiểm tra công vụ"


class WorkingDisciplineIndexPage(ListingPage):
    """DL-8.1.i-4: rules, instructions and what checks of the service found."""

    class Meta:
        verbose_name = "chuyên mục lề lối làm việc, kỷ cương"
        verbose_name_plural = "chuyên mục lề lối làm việc, kỷ cương"

    subpage_types = ["sections.WorkingDisciplinePage"]
    item_type = "sections.WorkingDisciplinePage"
    item_word = "nội dung"
    item_template = "sections/_working_discipline_row.html"
    template = "sections/working_discipline_index_page.html"
    filters = (ChoiceFilter("loai", "Loại", "kind", DisciplineKind.choices), YearFilter())
    columns = (
        Column("Tên", lambda item: item.title),
        Column("Loại", lambda item: item.get_kind_display()),
        Column("Số, ký hiệu", lambda item: item.number),
        Column("Ngày ban hành", lambda item: item.issued_on),
        Column("Áp dụng cho", lambda item: item.applies_to),
    )

    def narrowed_by_words(self, items, query: str):
        """Looks in title and summary, and for the whole of `query` in the number."""
        return with_words(items, query) | items.filter(number__icontains=query)


class WorkingDisciplinePage(AttachmentsMixin, ItemPage):
    """DL-8.1.i-4."""

    class Meta:
        verbose_name = "nội dung lề lối làm việc, kỷ cương"
        verbose_name_plural = "nội dung lề lối làm việc, kỷ cương"

    parent_page_types = ["sections.WorkingDisciplineIndexPage"]
    facts_template = "sections/_working_discipline_facts.html"
    template = "sections/working_discipline_page.html"

    kind = models.CharField(
        "loại", max_length=16, choices=DisciplineKind.choices, default=DisciplineKind.RENEWAL
    )
    number = models.CharField("số, ký hiệu văn bản", max_length=100, blank=True)
    issued_on = models.DateField("ngày ban hành", null=True, blank=True)
    applies_to = models.CharField("áp dụng cho", max_length=255, blank=True)

    content_panels = item_panels(
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("issued_on")]),
        FieldPanel("applies_to"),
        *AttachmentsMixin.files_panels,
    )

    def own_problems(self) -> list[Problem]:
        """Adds what a rule or instruction must say, and the text or file without which it is empty."""
        found = super().own_problems()
        if self.kind in (DisciplineKind.RULE, DisciplineKind.INSTRUCTION) and not self.issued_on:
            found.append(Problem("issued_on", "Hãy ghi ngày ban hành văn bản."))
        if not self.body and not self.files:
            found.append(Problem("body", "Hãy viết nội dung hoặc đính kèm văn bản."))
        return found
