"""Legal normative documents (S15)."""

from django.db import models

from legal_docs.vocabulary import NORMATIVE, choices

from .shapes.document import DocumentListingPage, DocumentRecord, EffectFilter
from .shapes.filters import ChoiceFilter


class LegalDocumentIndexPage(DocumentListingPage):
    """LA-4.9, LA-3.2.a, BP-5.2, BP-12.2, DL-8.1.e, QT-5.0, QT-5.1.a-1, QT-5.1.a-2, KT-3.3."""

    class Meta:
        verbose_name = "chuyên mục văn bản quy phạm pháp luật"
        verbose_name_plural = "chuyên mục văn bản quy phạm pháp luật"

    subpage_types = ["sections.LegalDocumentPage"]
    item_type = "sections.LegalDocumentPage"
    template = "sections/legal_document_index_page.html"
    filters = (
        ChoiceFilter("loai", "Loại", "kind", choices(NORMATIVE)),
        DocumentListingPage.field_filter,
        DocumentListingPage.year_filter,
        EffectFilter(),
    )


class LegalDocumentPage(DocumentRecord):
    """BP-5.2, QT-5.1.a-2: the full text can be taken away."""

    class Meta:
        verbose_name = "văn bản quy phạm pháp luật"
        verbose_name_plural = "văn bản quy phạm pháp luật"

    parent_page_types = ["sections.LegalDocumentIndexPage"]
    template = "sections/legal_document_page.html"

    kind = models.CharField(
        "loại văn bản", max_length=24, choices=choices(NORMATIVE), default="decision"
    )
