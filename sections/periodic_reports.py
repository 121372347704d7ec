"""Periodic reports (S33)."""

from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .shapes.figures import FiguresListingPage, FiguresRecord, figures_page_panels

COLUMNS = (
    Cell("indicator", "Nội dung", required=True),
    Cell("unit", "Đơn vị tính"),
    Cell("planned", "Kế hoạch", "number"),
    Cell("value", "Thực hiện", "number"),
    Cell("note", "Ghi chú"),
)


class PeriodicReportIndexPage(FiguresListingPage):
    """LA-4.17, BP-9.3.đ-1, BP-9.3.đ-2, BP-9.3.đ-3, BP-9.3.đ-4, BP-9.3.đ-5, KT-11.2.d."""

    class Meta:
        verbose_name = "chuyên mục báo cáo định kỳ"
        verbose_name_plural = "chuyên mục báo cáo định kỳ"

    subpage_types = ["sections.PeriodicReportPage"]
    item_type = "sections.PeriodicReportPage"
    item_word = "báo cáo"
    template = "sections/periodic_report_index_page.html"


class PeriodicReportPage(FiguresRecord):
    """LA-4.17, BP-9.3.đ-1, BP-9.3.đ-2, BP-9.3.đ-3, BP-9.3.đ-4, BP-9.3.đ-5, KT-11.2.d."""

    class Meta:
        verbose_name = "báo cáo định kỳ"
        verbose_name_plural = "báo cáo định kỳ"

    parent_page_types = ["sections.PeriodicReportIndexPage"]
    template = "sections/periodic_report_page.html"
    chart_label = "indicator"
    chart_value = "value"
    chart_unit = ""

    rows = TableField("số liệu", columns=COLUMNS)

    content_panels = figures_page_panels()
