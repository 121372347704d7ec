"""Conferences, seminars and training with their papers (S18)."""

from django.db import models
from django.utils import timezone
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path

from sections.base.at_hand import DocumentBlock
from sections.base.blocks import SectionStreamField
from sections.base.calendar_file import Event, calendar_file, uid_of
from sections.base.clock_fields import ClockFields
from sections.base.exporting import Column
from sections.base.submission import Problem
from sections.base.tables import Column as TableColumn
from sections.base.tables import TableField

from .shapes.filters import ChoiceFilter, YearFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage
from .shapes.time_column import TimeColumn

PROGRAMME = (
    TimeColumn("start", "Giờ"),
    TableColumn("content", "Nội dung", "long", required=True),
    TableColumn("speaker", "Người trình bày, điều hành"),
)


class ConferenceKind(models.TextChoices):
    """What kind of meeting it is (BP-5.9.đ)."""

    CONFERENCE = "conference", "Hội nghị"
    SEMINAR = "seminar", "Hội thảo"
    TRAINING = "training", "Tập huấn"


class PaperBlock(blocks.StructBlock):
    """A paper of a conference: who wrote it, and its file."""

    title = blocks.CharBlock(label="Tên tài liệu", max_length=255)
    author = blocks.CharBlock(label="Tác giả, đơn vị", max_length=255, required=False)
    document = DocumentBlock(label="Tệp")

    class Meta:
        label = "Tài liệu"
        icon = "doc-full"


class ConferenceIndexPage(ListingPage):
    """LA-4.10, BP-5.9.đ: conferences, seminars and training courses, the latest first."""

    class Meta:
        verbose_name = "chuyên mục hội nghị, hội thảo, tập huấn"
        verbose_name_plural = "chuyên mục hội nghị, hội thảo, tập huấn"

    subpage_types = ["sections.ConferencePage"]
    item_type = "sections.ConferencePage"
    item_word = "hội nghị, lớp"
    item_template = "sections/_conference_row.html"
    template = "sections/conference_index_page.html"
    order = ("-starts_at", "-pk")
    filters = (
        ChoiceFilter("loai", "Loại", "kind", ConferenceKind.choices),
        YearFilter(lookup="starts_at"),
    )
    columns = (
        Column("Tên", lambda row: row.title),
        Column("Loại", lambda row: row.get_kind_display()),
        Column("Bắt đầu", lambda row: row.starts_at),
        Column("Kết thúc", lambda row: row.ends_at),
        Column("Địa điểm", lambda row: row.place),
        Column("Đơn vị chủ trì", lambda row: row.host),
        Column("Số tài liệu", lambda row: len(row.papers)),
    )


class ConferencePage(ItemPage):
    """A conference and the papers bound to it."""

    class Meta:
        verbose_name = "hội nghị, hội thảo, lớp tập huấn"
        verbose_name_plural = "hội nghị, hội thảo, lớp tập huấn"

    parent_page_types = ["sections.ConferenceIndexPage"]
    facts_template = "sections/_conference_facts.html"
    clock_fields = ClockFields(begins="starts_at", ends="ends_at")
    template = "sections/conference_page.html"

    kind = models.CharField(
        "loại", max_length=16, choices=ConferenceKind.choices, default=ConferenceKind.CONFERENCE
    )
    starts_at = models.DateTimeField("bắt đầu", null=True, blank=True)
    ends_at = models.DateTimeField("kết thúc", null=True, blank=True)
    place = models.CharField("địa điểm", max_length=255, blank=True)
    host = models.CharField("đơn vị chủ trì", max_length=255, blank=True)
    participants = models.TextField("thành phần", blank=True)
    programme = TableField("chương trình", columns=PROGRAMME)
    papers = SectionStreamField(
        [("paper", PaperBlock())], verbose_name="tài liệu hội nghị", blank=True
    )

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldPanel("kind"),
                FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                FieldRowPanel([FieldPanel("place"), FieldPanel("host")]),
                FieldPanel("participants"),
            ],
            heading="Thời gian, địa điểm",
        ),
        FieldPanel("programme"),
        FieldPanel("papers"),
    )

    @property
    def is_over(self) -> bool:
        """Whether it has ended by now; by its start where no end is known."""
        last = self.ends_at or self.starts_at
        return bool(last and last < timezone.now())

    @path("lich-ics/")
    def calendar(self, request):
        """The conference for a calendar (RFC 5545)."""
        event = Event(
            uid=uid_of(request, f"hoi-nghi-{self.pk}"),
            title=self.title,
            starts=self.starts_at,
            ends=self.ends_at,
            place=self.place,
            description=self.summary,
            url=self.full_url,
            first_published_at=self.first_published_at,
            changed_at=self.last_published_at,
        )
        return calendar_file(self.title, self.slug, [event] if self.starts_at else [])

    def own_problems(self) -> list[Problem]:
        """Adds when and where."""
        found = super().own_problems()
        if not self.starts_at:
            found.append(Problem("starts_at", "Hãy ghi thời gian bắt đầu."))
        elif self.ends_at and self.ends_at <= self.starts_at:
            found.append(Problem("ends_at", "Thời gian kết thúc phải sau thời gian bắt đầu."))
        if not self.place.strip():
            found.append(Problem("place", "Hãy ghi địa điểm."))
        if not (self.body or self.programme or self.papers):
            found.append(Problem("body", "Hãy ghi nội dung, chương trình hoặc thêm tài liệu."))
        return found
