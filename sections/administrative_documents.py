"""Administrative management documents (S16)."""

from django.db import models

from legal_docs.vocabulary import ADMINISTRATIVE, choices

from .shapes.document import DocumentListingPage, DocumentRecord
from .shapes.filters import ChoiceFilter


class AdministrativeDocumentIndexPage(DocumentListingPage):
    """BP-5.2, DL-8.1.e, QT-5.1.a-1, QT-5.1.a-2, KT-3.3, KT-17.2-1."""

    class Meta:
        verbose_name = "chuyên mục văn bản quản lý hành chính"
        verbose_name_plural = "chuyên mục văn bản quản lý hành chính"

    subpage_types = ["sections.AdministrativeDocumentPage"]
    item_type = "sections.AdministrativeDocumentPage"
    template = "sections/administrative_document_index_page.html"
    filters = (
        ChoiceFilter("loai", "Loại", "kind", choices(ADMINISTRATIVE)),
        DocumentListingPage.field_filter,
        DocumentListingPage.year_filter,
    )


class AdministrativeDocumentPage(DocumentRecord):
    """QT-5.1.a-1."""

    class Meta:
        verbose_name = "văn bản quản lý hành chính"
        verbose_name_plural = "văn bản quản lý hành chính"

    parent_page_types = ["sections.AdministrativeDocumentIndexPage"]
    template = "sections/administrative_document_page.html"

    kind = models.CharField(
        "loại văn bản", max_length=24, choices=choices(ADMINISTRATIVE), default="letter"
    )
