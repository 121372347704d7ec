"""Information on epidemics (S36)."""

from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .shapes.figures import FiguresListingPage, FiguresRecord, figures_page_panels

COLUMNS = (
    Cell("place", "Địa bàn", required=True),
    Cell("disease", "Bệnh"),
    Cell("value", "Số ca mới", "number", unit="ca"),
    Cell("total", "Số ca cộng dồn", "number", unit="ca"),
    Cell("measure", "Biện pháp phòng, chống", "long"),
)


class EpidemicInformationIndexPage(FiguresListingPage):
    """QT-5.1.e-4."""

    class Meta:
        verbose_name = "chuyên mục thông tin về dịch bệnh"
        verbose_name_plural = "chuyên mục thông tin về dịch bệnh"

    subpage_types = ["sections.EpidemicInformationPage"]
    item_type = "sections.EpidemicInformationPage"
    item_word = "thông tin"
    template = "sections/epidemic_information_index_page.html"


class EpidemicInformationPage(FiguresRecord):
    """QT-5.1.e-4."""

    class Meta:
        verbose_name = "thông tin về dịch bệnh"
        verbose_name_plural = "thông tin về dịch bệnh"

    parent_page_types = ["sections.EpidemicInformationIndexPage"]
    template = "sections/epidemic_information_page.html"
    chart_label = "place"
    chart_value = "value"
    chart_unit = "ca"

    rows = TableField("số liệu", columns=COLUMNS)

    content_panels = figures_page_panels()
