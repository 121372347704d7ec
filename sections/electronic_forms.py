"""Electronic forms to take away (S41)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.exporting import Column
from sections.base.submission import Problem

from .shapes.filters import Filter, with_words
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage
from .shapes.procedure_link import ProcedureLinkMixin
from .shapes.validity import StatusFilter, ValidityMixin


class FormIndexPage(ListingPage):
    """BP-10.1, DL-8.1.i-1: the forms of the procedures and of the profession, one click away."""

    class Meta:
        verbose_name = "chuyên mục biểu mẫu điện tử"
        verbose_name_plural = "chuyên mục biểu mẫu điện tử"

    subpage_types = ["sections.FormPage"]
    item_type = "sections.FormPage"
    item_word = "biểu mẫu"
    item_template = "sections/_form_row.html"
    template = "sections/form_index_page.html"
    order = ("field", "number", "title", "pk")
    filters = (Filter("linh-vuc", "Lĩnh vực", "field"), StatusFilter())
    columns = (
        Column("Số mẫu", lambda row: row.number),
        Column("Tên biểu mẫu", lambda row: row.title),
        Column("Lĩnh vực", lambda row: row.field),
        Column("Ban hành kèm", lambda row: row.announced_by),
        Column("Áp dụng từ", lambda row: row.effective_from),
        Column("Hết hiệu lực từ", lambda row: row.ended_from, "Trống: đang áp dụng"),
    )

    def items(self):
        """With the file of each, so that a row offers it."""
        return super().items().select_related("illustration", "unit", "file")

    def narrowed_by_words(self, items, query: str):
        """Finds a form by its number as well."""
        return with_words(items, query) | items.filter(number__icontains=query)


class FormPage(ProcedureLinkMixin, ValidityMixin, ItemPage):
    """A form: the file to fill in, and a filled one to look at."""

    class Meta:
        verbose_name = "biểu mẫu điện tử"
        verbose_name_plural = "biểu mẫu điện tử"

    parent_page_types = ["sections.FormIndexPage"]
    facts_template = "sections/_form_facts.html"
    template = "sections/form_page.html"
    shown_relations = ("illustration", "unit", "file", "example")

    number = models.CharField(
        "số mẫu", max_length=80, blank=True, help_text="Ví dụ: TP/HT-2026-TKKS.1."
    )
    field = models.CharField("lĩnh vực", max_length=150, blank=True)
    file = models.ForeignKey(
        "media.AgencyDocument",
        verbose_name="tệp biểu mẫu",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Nên là tệp điền được: docx, odt, xlsx hoặc PDF có ô điền.",
    )
    example = models.ForeignKey(
        "media.AgencyDocument",
        verbose_name="bản điền mẫu",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("number"), FieldPanel("field")]),
                *ProcedureLinkMixin.procedure_panels,
                FieldPanel("file"),
                FieldPanel("example"),
            ],
            heading="Biểu mẫu",
        ),
        *ValidityMixin.validity_panels,
    )

    def get_context(self, request, *args, **kwargs):
        """Adds `procedure` where every reader may see it."""
        context = super().get_context(request, *args, **kwargs)
        context["procedure"] = self.public_procedure()
        return context

    def own_problems(self) -> list[Problem]:
        """Adds that there is a file."""
        found = super().own_problems()
        if not self.field.strip():
            found.append(Problem("field", "Hãy ghi lĩnh vực."))
        if not self.file_id:
            found.append(Problem("file", "Hãy chọn tệp biểu mẫu."))
        return found + self.validity_problems() + self.procedure_problems()
