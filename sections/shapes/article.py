"""Articles kept by subject: dissemination, guidance, research and whatever else a board opens."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sections.base.exporting import Column
from sections.base.submission import Problem
from sections.base.text import fold

from .attachments import AttachmentsMixin
from .filters import Filter, YearFilter, with_words
from .item import ItemPage, item_panels
from .listing import ListingPage


class ArticleIndexPage(ListingPage):
    """Lists articles, the newest first, by subject and year; words are sought in keywords too."""

    class Meta:
        abstract = True

    item_word = "bài"
    item_template = "sections/_article_card.html"
    filters = (Filter("chu-de", "Chủ đề", "category"), YearFilter())
    columns = (
        Column("Tên bài", lambda article: article.title),
        Column("Chủ đề", lambda article: article.category),
        Column("Tác giả", lambda article: article.byline),
        Column("Từ khóa", lambda article: ", ".join(article.keyword_list)),
        Column("Ngày đăng", lambda article: article.first_published_at),
        Column("Tóm tắt", lambda article: article.summary),
    )

    def narrowed_by_words(self, items, query: str):
        """Looks at title and summary, and for the whole of `query` in the keywords."""
        return with_words(items, query) | items.filter(keywords__icontains=query)


class ArticlePage(AttachmentsMixin, ItemPage):
    """An article with its subject, keywords and files."""

    class Meta:
        abstract = True

    tells_of_event = True
    facts_template = "sections/_article_facts.html"

    category = models.CharField(
        "chủ đề",
        max_length=120,
        blank=True,
        help_text="Ví dụ: Hộ tịch, Đất đai. Bài cùng chủ đề được lọc chung; viết giống nhau.",
    )
    keywords = models.CharField(
        "từ khóa", max_length=500, blank=True, help_text="Cách nhau bằng dấu phẩy."
    )

    content_panels = item_panels(
        FieldRowPanel([FieldPanel("category"), FieldPanel("keywords")]),
        *AttachmentsMixin.files_panels,
    )

    @property
    def keyword_list(self) -> list[str]:
        """The keywords, each once, as they were written."""
        found: dict[str, str] = {}
        for word in self.keywords.split(","):
            if fold(word):
                found.setdefault(fold(word), " ".join(word.split()))
        return list(found.values())

    def own_problems(self) -> list[Problem]:
        """Adds what every article needs: a summary and a body."""
        found = super().own_problems()
        if not self.summary.strip():
            found.append(Problem("summary", "Hãy viết tóm tắt."))
        if not self.body:
            found.append(Problem("body", "Bài chưa có nội dung."))
        return found
