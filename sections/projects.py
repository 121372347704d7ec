"""Projects, public investment, bidding, procurement (S29)."""

from datetime import date

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.clock_fields import ClockFields
from sections.base.exporting import Column
from sections.base.submission import Problem
from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .shapes.attachments import AttachmentsMixin
from .shapes.filters import ChoiceFilter, YearFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage


class ProjectKind(models.TextChoices):
    """What kind of spending it is."""

    INVESTMENT = "investment", "Đầu tư công"
    SCHEME = "scheme", "Đề án, chương trình"
    BIDDING = "bidding", "Đấu thầu"
    PROCUREMENT = "procurement", "Mua sắm công"
    LOAN = "loan", "Vốn vay, viện trợ"


class ProjectPhase(models.TextChoices):
    """LA-4.15: in preparation, under way, finished."""

    PREPARING = "preparing", "Đang chuẩn bị"
    INVITING = "inviting", "Đang mời thầu"
    RUNNING = "running", "Đang thực hiện"
    FINISHED = "finished", "Đã hoàn thành"
    STOPPED = "stopped", "Đã dừng"


MILESTONES = (
    Cell("day", "Ngày", "date", required=True),
    Cell("event", "Sự kiện", required=True),
    Cell("number", "Số văn bản"),
    Cell("note", "Ghi chú", "long"),
)


class ProjectIndexPage(ListingPage):
    """LA-4.15, BP-5.8, DL-8.1.g, QT-5.1.d-4, KT-3.7."""

    class Meta:
        verbose_name = "chuyên mục dự án, đấu thầu, mua sắm công"
        verbose_name_plural = "chuyên mục dự án, đấu thầu, mua sắm công"

    subpage_types = ["sections.ProjectPage"]
    item_type = "sections.ProjectPage"
    item_word = "dự án"
    item_template = "sections/_project_row.html"
    template = "sections/project_index_page.html"
    filters = (
        ChoiceFilter("giai-doan", "Giai đoạn", "phase", ProjectPhase.choices),
        ChoiceFilter("loai", "Loại", "kind", ProjectKind.choices),
        YearFilter("nam", "Năm bắt đầu", "starts_on"),
    )
    columns = (
        Column("Tên dự án", lambda row: row.title),
        Column("Mã", lambda row: row.code, "Mã dự án hoặc mã gói thầu"),
        Column("Loại", lambda row: row.get_kind_display()),
        Column("Giai đoạn", lambda row: row.get_phase_display()),
        Column("Chủ đầu tư", lambda row: row.investor),
        Column("Tổng mức (triệu đồng)", lambda row: row.budget),
        Column("Nguồn vốn", lambda row: row.funding),
        Column("Bắt đầu", lambda row: row.starts_on),
        Column("Hoàn thành", lambda row: row.ends_on),
        Column("Đơn vị trúng thầu", lambda row: row.contractor),
    )


class ProjectPage(AttachmentsMixin, ItemPage):
    """BP-5.8, BP-9.3.c, QT-5.1.d-4: phase, money, dates, investor, documents, a timeline."""

    class Meta:
        verbose_name = "dự án, gói thầu"
        verbose_name_plural = "dự án, gói thầu"

    parent_page_types = ["sections.ProjectIndexPage"]
    facts_template = "sections/_project_facts.html"
    clock_fields = ClockFields().with_starts(approved="approved_on")
    template = "sections/project_page.html"

    kind = models.CharField(
        "loại", max_length=16, choices=ProjectKind.choices, default=ProjectKind.INVESTMENT
    )
    phase = models.CharField(
        "giai đoạn", max_length=16, choices=ProjectPhase.choices, default=ProjectPhase.PREPARING
    )
    code = models.CharField("mã dự án, gói thầu", max_length=100, blank=True)
    investor = models.CharField("chủ đầu tư, bên mời thầu", max_length=255, blank=True)
    budget = models.DecimalField(
        "tổng mức (triệu đồng)", max_digits=14, decimal_places=3, null=True, blank=True
    )
    funding = models.CharField("nguồn vốn", max_length=255, blank=True)
    place = models.CharField("địa điểm", max_length=255, blank=True)
    approved_on = models.DateField(
        "ngày phê duyệt", null=True, blank=True, help_text="Thời hạn cung cấp tính từ ngày này."
    )
    approval_number = models.CharField("quyết định phê duyệt", max_length=100, blank=True)
    starts_on = models.DateField("bắt đầu", null=True, blank=True)
    ends_on = models.DateField("hoàn thành (dự kiến)", null=True, blank=True)
    bids_close_at = models.DateTimeField("đóng thầu lúc", null=True, blank=True)
    contractor = models.CharField("đơn vị trúng thầu, thực hiện", max_length=255, blank=True)
    portal_url = models.URLField(
        "địa chỉ trên Hệ thống mạng đấu thầu quốc gia", max_length=1000, blank=True
    )
    milestones = TableField("các mốc", columns=MILESTONES)

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("phase")]),
                FieldRowPanel([FieldPanel("code"), FieldPanel("place")]),
                FieldPanel("investor"),
                FieldRowPanel([FieldPanel("budget"), FieldPanel("funding")]),
                FieldRowPanel([FieldPanel("approval_number"), FieldPanel("approved_on")]),
                FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
            ],
            heading="Dự án",
        ),
        MultiFieldPanel(
            [FieldPanel("bids_close_at"), FieldPanel("contractor"), FieldPanel("portal_url")],
            heading="Đấu thầu",
        ),
        FieldPanel("milestones"),
        *AttachmentsMixin.files_panels,
    )

    @property
    def timeline(self) -> list[dict]:
        """The milestones, the earliest first; `day` is a date."""
        rows = sorted(self.milestones, key=lambda row: row["day"])
        return [{**row, "day": date.fromisoformat(row["day"])} for row in rows]

    def own_problems(self) -> list[Problem]:
        """Adds: an investor is named, dates are in order, an open tender says until when."""
        found = super().own_problems()
        if not self.investor.strip():
            found.append(Problem("investor", "Hãy ghi chủ đầu tư hoặc bên mời thầu."))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            found.append(Problem("ends_on", "Ngày hoàn thành phải sau ngày bắt đầu."))
        if self.phase == ProjectPhase.INVITING and not self.bids_close_at:
            found.append(Problem("bids_close_at", "Gói thầu đang mời cần ghi lúc đóng thầu."))
        return found
