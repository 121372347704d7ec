"""How the agency handles its work (S07)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.exporting import Column
from sections.base.submission import Problem
from sections.base.tables import TableField

from .procedure_tables import PROCESS_STEPS
from .shapes.attachments import AttachmentsMixin
from .shapes.filters import Filter, with_words
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage
from .shapes.procedure_link import ProcedureLinkMixin
from .shapes.validity import StatusFilter, ValidityMixin


class WorkProcessIndexPage(ListingPage):
    """BP-5.3.b, BP-10.1, QT-5.1.b-1: the steps by which cases and work are handled."""

    class Meta:
        verbose_name = "chuyên mục quy trình giải quyết công việc"
        verbose_name_plural = "chuyên mục quy trình giải quyết công việc"

    subpage_types = ["sections.WorkProcessPage"]
    item_type = "sections.WorkProcessPage"
    item_word = "quy trình"
    item_template = "sections/_work_process_row.html"
    template = "sections/work_process_index_page.html"
    order = ("field", "title", "pk")
    filters = (Filter("linh-vuc", "Lĩnh vực", "field"), StatusFilter())
    columns = (
        Column("Mã quy trình", lambda row: row.code),
        Column("Tên quy trình", lambda row: row.title),
        Column("Lĩnh vực", lambda row: row.field),
        Column("Số bước", lambda row: len(row.steps)),
        Column("Tổng thời gian", lambda row: row.total_time),
        Column("Ban hành kèm", lambda row: row.announced_by),
        Column("Áp dụng từ", lambda row: row.effective_from),
        Column("Hết hiệu lực từ", lambda row: row.ended_from, "Trống: đang áp dụng"),
    )

    def narrowed_by_words(self, items, query: str):
        """Finds a process by its code as well."""
        return with_words(items, query) | items.filter(code__icontains=query)


class WorkProcessPage(ProcedureLinkMixin, ValidityMixin, AttachmentsMixin, ItemPage):
    """A process: who does what, in which order, in what time (BP-10.1)."""

    class Meta:
        verbose_name = "quy trình giải quyết công việc"
        verbose_name_plural = "quy trình giải quyết công việc"

    parent_page_types = ["sections.WorkProcessIndexPage"]
    facts_template = "sections/_work_process_facts.html"
    template = "sections/work_process_page.html"

    code = models.CharField("mã quy trình", max_length=50, blank=True)
    field = models.CharField("lĩnh vực", max_length=150, blank=True)
    purpose = models.TextField("mục đích, phạm vi áp dụng", blank=True)
    total_time = models.CharField(
        "tổng thời gian", max_length=120, blank=True, help_text="Ví dụ: 05 ngày làm việc."
    )
    steps = TableField("các bước", columns=PROCESS_STEPS)

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("field")]),
                FieldPanel("purpose"),
                FieldPanel("total_time"),
                *ProcedureLinkMixin.procedure_panels,
            ],
            heading="Quy trình",
        ),
        FieldPanel("steps"),
        *ValidityMixin.validity_panels,
        *AttachmentsMixin.files_panels,
    )

    def get_context(self, request, *args, **kwargs):
        """Adds `procedure` where every reader may see it."""
        context = super().get_context(request, *args, **kwargs)
        context["procedure"] = self.public_procedure()
        return context

    def own_problems(self) -> list[Problem]:
        """Adds that a process has steps."""
        found = super().own_problems()
        if not self.field.strip():
            found.append(Problem("field", "Hãy ghi lĩnh vực."))
        if not self.steps:
            found.append(Problem("steps", "Hãy ghi các bước của quy trình."))
        return found + self.validity_problems() + self.procedure_problems()
