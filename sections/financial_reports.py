"""Annual financial reports (S34)."""

from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .shapes.figures import FiguresListingPage, FiguresRecord, figures_page_panels

COLUMNS = (
    Cell("indicator", "Chỉ tiêu", required=True),
    Cell("code", "Mã số"),
    Cell("value", "Năm nay", "number", unit="triệu đồng"),
    Cell("previous", "Năm trước", "number", unit="triệu đồng"),
    Cell("note", "Thuyết minh"),
)


class FinancialReportIndexPage(FiguresListingPage):
    """QT-5.1.e-1."""

    class Meta:
        verbose_name = "chuyên mục báo cáo tài chính năm"
        verbose_name_plural = "chuyên mục báo cáo tài chính năm"

    subpage_types = ["sections.FinancialReportPage"]
    item_type = "sections.FinancialReportPage"
    item_word = "báo cáo"
    template = "sections/financial_report_index_page.html"


class FinancialReportPage(FiguresRecord):
    """QT-5.1.e-1."""

    class Meta:
        verbose_name = "báo cáo tài chính năm"
        verbose_name_plural = "báo cáo tài chính năm"

    parent_page_types = ["sections.FinancialReportIndexPage"]
    template = "sections/financial_report_page.html"
    chart_label = "indicator"
    chart_value = "value"
    chart_unit = "triệu đồng"

    rows = TableField("số liệu", columns=COLUMNS)

    content_panels = figures_page_panels()
