"""Dissemination of law and policy (S12)."""

from .shapes.article import ArticleIndexPage, ArticlePage


class DisseminationIndexPage(ArticleIndexPage):
    """LA-4.7-1, BP-5.4, DL-8.1.d, QT-5.1.c, KT-3.5-1: law and policy explained to people."""

    class Meta:
        verbose_name = "chuyên mục phổ biến pháp luật"
        verbose_name_plural = "chuyên mục phổ biến pháp luật"

    subpage_types = ["sections.DisseminationPage"]
    item_type = "sections.DisseminationPage"
    template = "sections/dissemination_index_page.html"


class DisseminationPage(ArticlePage):
    """An article that explains law or policy."""

    class Meta:
        verbose_name = "bài phổ biến pháp luật"
        verbose_name_plural = "bài phổ biến pháp luật"

    parent_page_types = ["sections.DisseminationIndexPage"]
    template = "sections/dissemination_page.html"
