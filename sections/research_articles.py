"""Research and exchange (S31)."""

from sections.base.submission import Problem

from .shapes.article import ArticleIndexPage, ArticlePage


class ResearchArticleIndexPage(ArticleIndexPage):
    """BP-5.9.d, DL-8.1.i-5, LA-9.2.d: longer articles and research."""

    class Meta:
        verbose_name = "chuyên mục nghiên cứu – trao đổi"
        verbose_name_plural = "chuyên mục nghiên cứu – trao đổi"

    subpage_types = ["sections.ResearchArticlePage"]
    item_type = "sections.ResearchArticlePage"
    template = "sections/research_article_index_page.html"


class ResearchArticlePage(ArticlePage):
    """A research article; its authors answer for what they say."""

    class Meta:
        verbose_name = "bài nghiên cứu, trao đổi"
        verbose_name_plural = "bài nghiên cứu, trao đổi"

    parent_page_types = ["sections.ResearchArticleIndexPage"]
    template = "sections/research_article_page.html"

    def own_problems(self) -> list[Problem]:
        """Adds that a research article names its author."""
        found = super().own_problems()
        if not self.byline.strip():
            found.append(Problem("byline", "Bài nghiên cứu cần ghi tác giả."))
        return found
