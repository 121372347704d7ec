"""Land statistics and inventory (S44)."""

from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .shapes.figures import FiguresListingPage, FiguresRecord, figures_page_panels

COLUMNS = (
    Cell("land_type", "Loại đất", required=True),
    Cell("code", "Ký hiệu", help="Theo chỉ tiêu kiểm kê đất đai, ví dụ LUC, ONT."),
    Cell("value", "Diện tích", "number", unit="ha"),
    Cell("share", "Cơ cấu", "number", unit="%"),
    Cell("change", "Tăng, giảm so với kỳ trước", "number", unit="ha"),
    Cell("note", "Ghi chú"),
)


class LandStatisticsIndexPage(FiguresListingPage):
    """KT-3.11-4."""

    class Meta:
        verbose_name = "chuyên mục thống kê, kiểm kê đất đai"
        verbose_name_plural = "chuyên mục thống kê, kiểm kê đất đai"

    subpage_types = ["sections.LandStatisticsPage"]
    item_type = "sections.LandStatisticsPage"
    item_word = "bảng số liệu"
    template = "sections/land_statistics_index_page.html"


class LandStatisticsPage(FiguresRecord):
    """KT-3.11-4."""

    class Meta:
        verbose_name = "số liệu thống kê, kiểm kê đất đai"
        verbose_name_plural = "số liệu thống kê, kiểm kê đất đai"

    parent_page_types = ["sections.LandStatisticsIndexPage"]
    template = "sections/land_statistics_page.html"
    chart_label = "land_type"
    chart_value = "value"
    chart_unit = "ha"

    rows = TableField("số liệu", columns=COLUMNS)

    content_panels = figures_page_panels()
