"""Directive documents and directing opinions (S09)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from legal_docs.record import LegalRecord
from legal_docs.vocabulary import ADMINISTRATIVE, choices
from sections.base.submission import Problem

from .shapes.attachments import AttachmentsMixin
from .shapes.document import DocumentListingPage, DocumentRecord
from .shapes.filters import ChoiceFilter
from .shapes.item import item_panels


class DirectiveIndexPage(DocumentListingPage):
    """LA-4.6-1, LA-3.2.a, LA-3.2.b, BP-5.6-1, DL-8.1.c-1, KT-3.11-2, KT-17.2-1."""

    class Meta:
        verbose_name = "chuyên mục chỉ đạo, điều hành"
        verbose_name_plural = "chuyên mục chỉ đạo, điều hành"

    subpage_types = ["sections.DirectivePage"]
    item_type = "sections.DirectivePage"
    item_word = "văn bản, ý kiến"
    template = "sections/directive_index_page.html"
    filters = (
        ChoiceFilter("loai", "Loại", "kind", choices(ADMINISTRATIVE)),
        DocumentListingPage.field_filter,
        DocumentListingPage.year_filter,
    )


class DirectivePage(DocumentRecord):
    """LA-4.6-1, KT-3.11-2: who directs, whom, what is to be done until when."""

    class Meta:
        verbose_name = "văn bản, ý kiến chỉ đạo"
        verbose_name_plural = "văn bản, ý kiến chỉ đạo"

    parent_page_types = ["sections.DirectiveIndexPage"]
    facts_template = "sections/_directive_facts.html"
    template = "sections/directive_page.html"

    kind = models.CharField(
        "loại văn bản", max_length=24, choices=choices(ADMINISTRATIVE), default="letter"
    )
    addressees = models.TextField("nơi nhận chỉ đạo", blank=True)
    due_on = models.DateField("hạn thực hiện", null=True, blank=True)

    content_panels = item_panels(
        *LegalRecord.legal_panels,
        MultiFieldPanel(
            [FieldPanel("addressees"), FieldRowPanel([FieldPanel("due_on")])],
            heading="Chỉ đạo",
        ),
        *AttachmentsMixin.files_panels,
    )

    def own_problems(self) -> list[Problem]:
        """Adds: a term cannot end before the document was issued."""
        found = super().own_problems()
        if self.issued_on and self.due_on and self.due_on < self.issued_on:
            found.append(Problem("due_on", "Hạn thực hiện không thể trước ngày ban hành."))
        return found
