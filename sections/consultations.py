"""Draft-document consultation (S19)."""

from dataclasses import dataclass
from datetime import date

from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from legal_docs.vocabulary import NORMATIVE, choices
from sections.base.clock_fields import ClockFields
from sections.base.exporting import Column
from sections.base.readership import for_everyone
from sections.base.submission import Problem
from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .shapes.attachments import AttachmentsMixin
from .shapes.filters import Filter, Option, YearFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage

OPINIONS = (
    Cell("day", "Ngày nhận", "date", required=True),
    Cell("sender", "Người góp ý", required=True, help="Tên được người gửi đồng ý công khai."),
    Cell("place", "Điều, khoản"),
    Cell("opinion", "Nội dung góp ý", "long", required=True),
    Cell("reply", "Tiếp thu, giải trình", "long"),
)


@dataclass(frozen=True, slots=True)
class OpenFilter(Filter):
    """Narrows to drafts that are open for comment today, or closed; no query."""

    name: str = "tinh-trang"
    label: str = "Tình trạng"
    lookup: str = ""

    def options(self, items: QuerySet) -> list[Option]:
        """Open and closed."""
        return [Option("dang-mo", "Đang lấy ý kiến"), Option("da-dong", "Đã kết thúc")]

    def apply(self, items: QuerySet, value: str) -> QuerySet:
        """The drafts in the state `value` today; the closing day is still open."""
        today = timezone.localdate()
        if value == "dang-mo":
            return items.filter(closes_on__gte=today)
        return items.filter(closes_on__lt=today)


class ConsultationIndexPage(ListingPage):
    """LA-4.11.b-1, LA-4.11.b-3, LA-4.11.b-4, BP-5.9.a, DL-8.1.h-2."""

    class Meta:
        verbose_name = "chuyên mục góp ý dự thảo"
        verbose_name_plural = "chuyên mục góp ý dự thảo"

    subpage_types = ["sections.ConsultationPage"]
    item_type = "sections.ConsultationPage"
    item_word = "dự thảo"
    item_template = "sections/_consultation_row.html"
    template = "sections/consultation_index_page.html"
    order = ("-closes_on", "-pk")
    filters = (OpenFilter(), YearFilter("nam", "Năm", "opens_on"))
    columns = (
        Column("Dự thảo", lambda row: row.title),
        Column("Loại", lambda row: row.get_kind_display()),
        Column("Cơ quan soạn thảo", lambda row: row.drafted_by),
        Column("Lấy ý kiến từ", lambda row: row.opens_on),
        Column("Đến hết ngày", lambda row: row.closes_on),
        Column("Số ý kiến", lambda row: len(row.opinions)),
    )


class ConsultationPage(AttachmentsMixin, ItemPage):
    """A draft with its full text, its closing day (LA-4.11.b-2), the opinions that came in."""

    class Meta:
        verbose_name = "dự thảo lấy ý kiến"
        verbose_name_plural = "dự thảo lấy ý kiến"

    parent_page_types = ["sections.ConsultationIndexPage"]
    facts_template = "sections/_consultation_facts.html"
    clock_fields = ClockFields(starts={"published": "opens_on"}, promised="closes_on")
    template = "sections/consultation_page.html"

    kind = models.CharField(
        "loại văn bản", max_length=24, choices=choices(NORMATIVE), default="decision"
    )
    drafted_by = models.CharField("đơn vị soạn thảo", max_length=255, blank=True)
    opens_on = models.DateField("lấy ý kiến từ ngày", null=True, blank=True)
    closes_on = models.DateField(
        "đến hết ngày", null=True, blank=True, help_text="Bắt buộc: hạn góp ý hiện công khai."
    )
    send_to = models.CharField(
        "nơi nhận góp ý", max_length=500, blank=True, help_text="Địa chỉ, thư điện tử của đơn vị."
    )
    opinions = TableField("ý kiến đã nhận", columns=OPINIONS)
    outcome = models.TextField("kết quả tiếp thu", blank=True)

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("kind"), FieldPanel("drafted_by")]),
                FieldRowPanel([FieldPanel("opens_on"), FieldPanel("closes_on")]),
                FieldPanel("send_to"),
            ],
            heading="Lấy ý kiến",
        ),
        MultiFieldPanel(AttachmentsMixin.files_panels, heading="Toàn văn dự thảo"),
        FieldPanel("opinions"),
        FieldPanel("outcome"),
    )

    def is_open_on(self, day: date) -> bool:
        """Whether opinions are taken on `day`; the closing day is the last."""
        has_begun = self.opens_on is None or self.opens_on <= day
        return bool(has_begun and self.closes_on and day <= self.closes_on)

    @property
    def is_open(self) -> bool:
        """Whether opinions are taken today."""
        return self.is_open_on(timezone.localdate())

    def own_problems(self) -> list[Problem]:
        """Adds what a consultation must say: until when, to whom, the whole draft."""
        found = super().own_problems()
        if not self.closes_on:
            found.append(Problem("closes_on", "Hãy ghi hạn góp ý."))
        elif self.opens_on and self.closes_on < self.opens_on:
            found.append(Problem("closes_on", "Hạn góp ý phải sau ngày bắt đầu."))
        if not self.drafted_by.strip():
            found.append(Problem("drafted_by", "Hãy ghi đơn vị soạn thảo."))
        if not self.files and not self.body:
            found.append(Problem("files", "Hãy đính kèm toàn văn dự thảo (LA-4.11.b-1)."))
        return found


def open_consultations(home, limit: int) -> QuerySet[ConsultationPage]:
    """The drafts on the site of `home` that are open today, the first to close first."""
    today = timezone.localdate()
    rows = for_everyone(ConsultationPage.objects.descendant_of(home))
    rows = rows.filter(closes_on__gte=today).order_by("closes_on", "pk")
    return rows.only("title", "slug", "url_path", "closes_on", "path", "depth")[:limit]
