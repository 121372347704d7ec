"""Professional guidance (S40)."""

from .shapes.article import ArticleIndexPage, ArticlePage


class GuidanceIndexPage(ArticleIndexPage):
    """BP-5.9.b, DL-8.1.i-1: guidance of the profession, with its papers."""

    class Meta:
        verbose_name = "chuyên mục hướng dẫn nghiệp vụ"
        verbose_name_plural = "chuyên mục hướng dẫn nghiệp vụ"

    subpage_types = ["sections.GuidancePage"]
    item_type = "sections.GuidancePage"
    template = "sections/guidance_index_page.html"


class GuidancePage(ArticlePage):
    """A piece of guidance."""

    class Meta:
        verbose_name = "bài hướng dẫn nghiệp vụ"
        verbose_name_plural = "bài hướng dẫn nghiệp vụ"

    parent_page_types = ["sections.GuidanceIndexPage"]
    template = "sections/guidance_page.html"
