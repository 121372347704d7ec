"""Petitions on administrative regulations (S20)."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from .shapes.case import CaseListingPage, CaseRecord
from .shapes.item import item_panels


class PetitionIndexPage(CaseListingPage):
    """LA-4.11.a, DL-8.1.h-1."""

    class Meta:
        verbose_name = "chuyên mục phản ánh, kiến nghị"
        verbose_name_plural = "chuyên mục phản ánh, kiến nghị"

    subpage_types = ["sections.PetitionPage"]
    item_type = "sections.PetitionPage"
    item_word = "phản ánh, kiến nghị"
    template = "sections/petition_index_page.html"


class PetitionPage(CaseRecord):
    """LA-4.11.a: which regulation hinders whom, and what came of it."""

    class Meta:
        verbose_name = "phản ánh, kiến nghị"
        verbose_name_plural = "phản ánh, kiến nghị"

    parent_page_types = ["sections.PetitionIndexPage"]
    template = "sections/petition_page.html"
    asked_label = "Nội dung phản ánh, kiến nghị"
    answer_label = "Kết quả xử lý"

    regulation = models.CharField(
        "quy định bị phản ánh",
        max_length=500,
        blank=True,
        help_text="Tên, số của thủ tục hoặc văn bản.",
    )

    content_panels = item_panels(FieldPanel("regulation"), *CaseRecord.case_panels)
