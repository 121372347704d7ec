"""Sector statistics (S32)."""

from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .shapes.figures import FiguresListingPage, FiguresRecord, figures_page_panels

COLUMNS = (
    Cell("indicator", "Chỉ tiêu", required=True),
    Cell("unit", "Đơn vị tính"),
    Cell("value", "Kỳ này", "number"),
    Cell("previous", "Kỳ trước", "number"),
    Cell("last_year", "Cùng kỳ năm trước", "number"),
    Cell("note", "Ghi chú"),
)


class StatisticsIndexPage(FiguresListingPage):
    """LA-4.17, BP-9.1.c, BP-9.3.d, QT-5.1.e-2, KT-11.2.d."""

    class Meta:
        verbose_name = "chuyên mục thống kê ngành"
        verbose_name_plural = "chuyên mục thống kê ngành"

    subpage_types = ["sections.StatisticsPage"]
    item_type = "sections.StatisticsPage"
    item_word = "bảng số liệu"
    template = "sections/statistics_index_page.html"


class StatisticsPage(FiguresRecord):
    """LA-4.17, BP-9.1.c, BP-9.3.d, QT-5.1.e-2, KT-11.2.d."""

    class Meta:
        verbose_name = "số liệu thống kê"
        verbose_name_plural = "số liệu thống kê"

    parent_page_types = ["sections.StatisticsIndexPage"]
    template = "sections/statistics_page.html"
    chart_label = "indicator"
    chart_value = "value"
    chart_unit = ""

    rows = TableField("số liệu", columns=COLUMNS)

    content_panels = figures_page_panels()
