"""Land prices (S45)."""

from django.core.paginator import Paginator
from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.submission import Problem
from sections.base.tables import Column as Cell
from sections.base.tables import TableField, search_rows

from .shapes.attachments import AttachmentsMixin
from .shapes.figures import FiguresListingPage, FiguresRecord
from .shapes.item import item_panels

PER_PAGE = 50
COLUMNS = (
    Cell("commune", "Xã, phường, đặc khu", required=True),
    Cell("place", "Đường, khu vực", required=True),
    Cell("segment", "Đoạn", help="Từ đâu đến đâu."),
    Cell("land_type", "Loại đất"),
    Cell("first", "Vị trí 1", "number", unit="nghìn đồng/m²"),
    Cell("second", "Vị trí 2", "number", unit="nghìn đồng/m²"),
    Cell("third", "Vị trí 3", "number", unit="nghìn đồng/m²"),
    Cell("fourth", "Vị trí còn lại", "number", unit="nghìn đồng/m²"),
)


class LandPriceIndexPage(FiguresListingPage):
    """KT-3.11-5: the price tables, the one in force first."""

    class Meta:
        verbose_name = "chuyên mục giá đất"
        verbose_name_plural = "chuyên mục giá đất"

    subpage_types = ["sections.LandPricePage"]
    item_type = "sections.LandPricePage"
    item_word = "bảng giá"
    template = "sections/land_price_index_page.html"


class LandPricePage(FiguresRecord):
    """KT-3.11-5: a price table that people search by commune, road and kind of land."""

    class Meta:
        verbose_name = "bảng giá đất"
        verbose_name_plural = "bảng giá đất"

    parent_page_types = ["sections.LandPriceIndexPage"]
    template = "sections/land_price_page.html"
    facts_template = "sections/_land_price_facts.html"

    effective_from = models.DateField("áp dụng từ ngày", null=True, blank=True)
    effective_to = models.DateField("đến hết ngày", null=True, blank=True)
    rows = TableField("giá đất", columns=COLUMNS)

    content_panels = item_panels(
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("effective_from"), FieldPanel("effective_to")])],
            heading="Hiệu lực",
        ),
        *FiguresRecord.period_panels,
        FieldPanel("rows"),
        FieldPanel("explanation"),
        *AttachmentsMixin.files_panels,
    )

    def get_context(self, request, *args, **kwargs):
        """Adds the rows that the reader asks for: `items`, `facets`, `total`, `query`."""
        context = super().get_context(request, *args, **kwargs)
        rows, facets = search_rows(self.rows, COLUMNS, ("commune", "land_type"), request.GET)
        query = request.GET.get("q", "")[:200].strip()
        return context | {
            "items": Paginator(rows, PER_PAGE).get_page(request.GET.get("trang")),
            "facets": facets,
            "columns": COLUMNS,
            "total": len(rows),
            "query": query,
            "is_narrowed": bool(query or any(facet.value for facet in facets)),
        }

    def own_problems(self) -> list[Problem]:
        """Adds the days of its effect."""
        found = super().own_problems()
        if not self.effective_from:
            found.append(Problem("effective_from", "Hãy ghi ngày bắt đầu áp dụng."))
        elif self.effective_to and self.effective_to < self.effective_from:
            found.append(Problem("effective_to", "Ngày hết hiệu lực phải sau ngày áp dụng."))
        return found
