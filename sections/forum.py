"""Discussion forum (S49)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sections.base.exporting import Column
from sections.base.submission import Problem
from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .shapes.filters import Filter, YearFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage

POSTS = (
    Cell("day", "Ngày", "date", required=True),
    Cell("author", "Người viết", required=True, help="Tên được người viết đồng ý công khai."),
    Cell("text", "Nội dung", "long", required=True),
)


class ForumIndexPage(ListingPage):
    """BP-14.3.e-2, KT-3.9."""

    class Meta:
        verbose_name = "chuyên mục diễn đàn"
        verbose_name_plural = "chuyên mục diễn đàn"

    subpage_types = ["sections.ForumTopicPage"]
    item_type = "sections.ForumTopicPage"
    item_word = "chủ đề"
    item_template = "sections/_forum_topic_row.html"
    template = "sections/forum_index_page.html"
    filters = (Filter("linh-vuc", "Lĩnh vực", "field"), YearFilter())
    columns = (
        Column("Chủ đề", lambda topic: topic.title),
        Column("Lĩnh vực", lambda topic: topic.field),
        Column("Số ý kiến", lambda topic: len(topic.posts)),
        Column("Ngày mở", lambda topic: topic.first_published_at),
        Column("Còn mở", lambda topic: not topic.is_closed),
    )


class ForumTopicPage(ItemPage):
    """KT-3.9: a topic that people and the agency discuss; what stands here was checked first."""

    class Meta:
        verbose_name = "chủ đề diễn đàn"
        verbose_name_plural = "chủ đề diễn đàn"

    parent_page_types = ["sections.ForumIndexPage"]
    facts_template = "sections/_forum_topic_facts.html"
    template = "sections/forum_topic_page.html"

    field = models.CharField("lĩnh vực", max_length=150, blank=True)
    moderator = models.CharField("đơn vị điều hành", max_length=255, blank=True)
    is_closed = models.BooleanField("đã đóng chủ đề", default=False)
    posts = TableField("ý kiến", columns=POSTS)

    content_panels = item_panels(
        FieldRowPanel([FieldPanel("field"), FieldPanel("moderator")]),
        FieldPanel("is_closed"),
        FieldPanel("posts"),
    )

    def own_problems(self) -> list[Problem]:
        """Adds: what the topic is about."""
        found = super().own_problems()
        if not self.body:
            found.append(Problem("body", "Hãy viết nội dung mở đầu của chủ đề."))
        return found
