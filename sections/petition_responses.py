"""Processing of and responses to petitions (S10)."""

from .shapes.case import CaseListingPage, CaseRecord


class PetitionResponseIndexPage(CaseListingPage):
    """LA-3.2.d, BP-5.6-2, DL-8.1.c-2."""

    class Meta:
        verbose_name = "chuyên mục trả lời kiến nghị"
        verbose_name_plural = "chuyên mục trả lời kiến nghị"

    subpage_types = ["sections.PetitionResponsePage"]
    item_type = "sections.PetitionResponsePage"
    item_word = "trả lời"
    template = "sections/petition_response_index_page.html"


class PetitionResponsePage(CaseRecord):
    """BP-5.6-2, DL-8.1.c-2."""

    class Meta:
        verbose_name = "trả lời kiến nghị"
        verbose_name_plural = "trả lời kiến nghị"

    parent_page_types = ["sections.PetitionResponseIndexPage"]
    template = "sections/petition_response_page.html"
    asked_label = "Nội dung kiến nghị"
    answer_label = "Ý kiến xử lý, trả lời"
