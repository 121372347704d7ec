"""Questions and answers, legal consultation (S21)."""

from .shapes.case import CaseListingPage, CaseRecord


class QuestionIndexPage(CaseListingPage):
    """LA-4.25, BP-5.9.c, BP-11.3-1, BP-11.5, DL-8.1.i-2."""

    class Meta:
        verbose_name = "chuyên mục hỏi – đáp"
        verbose_name_plural = "chuyên mục hỏi – đáp"

    subpage_types = ["sections.QuestionPage"]
    item_type = "sections.QuestionPage"
    item_word = "câu hỏi"
    template = "sections/question_index_page.html"


class QuestionPage(CaseRecord):
    """LA-4.25, BP-11.3-1: a question of general interest; BP-11.3-2: by when it is answered."""

    class Meta:
        verbose_name = "câu hỏi và trả lời"
        verbose_name_plural = "câu hỏi và trả lời"

    parent_page_types = ["sections.QuestionIndexPage"]
    template = "sections/question_page.html"
