"""Science topics: list and results (S30)."""

from django.db import models
from django.db.models import F
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.exporting import Column
from sections.base.submission import Problem

from .shapes.attachments import AttachmentsMixin
from .shapes.filters import ChoiceFilter, Filter, NumberFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage


class TopicState(models.TextChoices):
    """How far a topic is."""

    RUNNING = "running", "Đang thực hiện"
    ACCEPTED = "accepted", "Đã nghiệm thu"
    APPLIED = "applied", "Đã ứng dụng"
    STOPPED = "stopped", "Đã dừng"


class TopicLevel(models.TextChoices):
    """Who ordered the topic."""

    STATE = "state", "Cấp quốc gia"
    MINISTRY = "ministry", "Cấp bộ"
    PROVINCE = "province", "Cấp tỉnh"
    AGENCY = "agency", "Cấp cơ sở"


class ScienceTopicIndexPage(ListingPage):
    """LA-4.16, BP-5.9.d, DL-8.1.i-5, QT-5.1.e-3."""

    class Meta:
        verbose_name = "chuyên mục đề tài khoa học"
        verbose_name_plural = "chuyên mục đề tài khoa học"

    subpage_types = ["sections.ScienceTopicPage"]
    item_type = "sections.ScienceTopicPage"
    item_word = "đề tài"
    item_template = "sections/_science_topic_row.html"
    template = "sections/science_topic_index_page.html"
    order = (F("year_from").desc(nulls_last=True), "title", "pk")
    filters = (
        ChoiceFilter("tinh-trang", "Tình trạng", "state", TopicState.choices),
        Filter("linh-vuc", "Lĩnh vực", "field"),
        NumberFilter("tu-nam", "Từ năm", "year_from"),
    )
    columns = (
        Column("Mã số", lambda topic: topic.code),
        Column("Tên đề tài", lambda topic: topic.title),
        Column("Cấp", lambda topic: topic.get_level_display()),
        Column("Lĩnh vực", lambda topic: topic.field),
        Column("Chủ nhiệm", lambda topic: topic.leader),
        Column("Cơ quan chủ trì", lambda topic: topic.host),
        Column("Từ năm", lambda topic: topic.year_from),
        Column("Đến năm", lambda topic: topic.year_to),
        Column("Kinh phí (triệu đồng)", lambda topic: topic.budget),
        Column("Tình trạng", lambda topic: topic.get_state_display()),
        Column("Xếp loại", lambda topic: topic.rating),
    )


class ScienceTopicPage(AttachmentsMixin, ItemPage):
    """DL-8.1.i-5, QT-5.1.e-3: what is studied, by whom, with what result."""

    class Meta:
        verbose_name = "đề tài khoa học"
        verbose_name_plural = "đề tài khoa học"

    parent_page_types = ["sections.ScienceTopicIndexPage"]
    facts_template = "sections/_science_topic_facts.html"
    template = "sections/science_topic_page.html"

    code = models.CharField("mã số", max_length=100, blank=True)
    level = models.CharField(
        "cấp", max_length=16, choices=TopicLevel.choices, default=TopicLevel.PROVINCE
    )
    field = models.CharField("lĩnh vực", max_length=150, blank=True)
    leader = models.CharField("chủ nhiệm", max_length=255, blank=True)
    host = models.CharField("cơ quan chủ trì", max_length=255, blank=True)
    year_from = models.PositiveSmallIntegerField("từ năm", null=True, blank=True)
    year_to = models.PositiveSmallIntegerField("đến năm", null=True, blank=True)
    budget = models.DecimalField(
        "kinh phí (triệu đồng)", max_digits=12, decimal_places=3, null=True, blank=True
    )
    state = models.CharField(
        "tình trạng", max_length=16, choices=TopicState.choices, default=TopicState.RUNNING
    )
    accepted_on = models.DateField("ngày nghiệm thu", null=True, blank=True)
    rating = models.CharField("xếp loại", max_length=100, blank=True)
    result = models.TextField("kết quả, khả năng ứng dụng", blank=True)

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("level")]),
                FieldPanel("field"),
                FieldRowPanel([FieldPanel("leader"), FieldPanel("host")]),
                FieldRowPanel([FieldPanel("year_from"), FieldPanel("year_to")]),
                FieldPanel("budget"),
            ],
            heading="Đề tài",
        ),
        MultiFieldPanel(
            [
                FieldPanel("state"),
                FieldRowPanel([FieldPanel("accepted_on"), FieldPanel("rating")]),
                FieldPanel("result"),
            ],
            heading="Kết quả",
        ),
        *AttachmentsMixin.files_panels,
    )

    @property
    def period(self) -> str:
        """«2024–2026», "" without years."""
        years = dict.fromkeys(str(year) for year in (self.year_from, self.year_to) if year)
        return "–".join(years)

    def own_problems(self) -> list[Problem]:
        """Adds: who does it; what was accepted has a result."""
        found = super().own_problems()
        if not self.host.strip():
            found.append(Problem("host", "Hãy ghi cơ quan chủ trì."))
        if self.state in (TopicState.ACCEPTED, TopicState.APPLIED) and not self.result.strip():
            found.append(Problem("result", "Đề tài đã nghiệm thu cần ghi kết quả (QT-5.1.e-3)."))
        if self.year_from and self.year_to and self.year_to < self.year_from:
            found.append(Problem("year_to", "Năm cuối phải từ năm đầu trở đi."))
        return found
