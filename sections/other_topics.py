"""Whatever else the law or the leaders ask to be published (S53)."""

from sections.base.submission import Problem

from .shapes.article import ArticleIndexPage, ArticlePage


class OtherTopicIndexPage(ArticleIndexPage):
    """LA-4.26, BP-5.9.f, BP-5.11, DL-8.1.m, QT-5.1.h, QT-5.2: topics opened as the need arises."""

    class Meta:
        verbose_name = "chuyên mục thông tin khác"
        verbose_name_plural = "chuyên mục thông tin khác"

    subpage_types = ["sections.OtherTopicPage"]
    item_type = "sections.OtherTopicPage"
    template = "sections/other_topic_index_page.html"


class OtherTopicPage(ArticlePage):
    """An article of another topic; `category` names the topic."""

    class Meta:
        verbose_name = "bài của chuyên mục khác"
        verbose_name_plural = "bài của chuyên mục khác"

    parent_page_types = ["sections.OtherTopicIndexPage"]
    template = "sections/other_topic_page.html"

    def own_problems(self) -> list[Problem]:
        """Adds that the topic is named: here it is all that tells readers where they are."""
        found = super().own_problems()
        if not self.category.strip():
            found.append(Problem("category", "Hãy ghi chủ đề của bài."))
        return found
