"""The English version: organisation and contacts of officials (S50)."""

from wagtail.admin.panels import FieldPanel

from sections.base.tables import Column as Cell
from sections.base.tables import TableField

from .section_page import BodyMixin
from .shapes.section import SectionPage

UNITS = (
    Cell("name", "Tên tiếng Anh", required=True),
    Cell("vietnamese", "Tên tiếng Việt"),
    Cell("duties", "Nhiệm vụ (tiếng Anh)", "long"),
    Cell("phone", "Điện thoại", "phone"),
    Cell("email", "Thư điện tử", "email"),
)
OFFICIALS = (
    Cell("name", "Họ và tên", required=True),
    Cell("position", "Chức vụ (tiếng Anh)", required=True),
    Cell("field", "Lĩnh vực (tiếng Anh)"),
    Cell("phone", "Điện thoại công vụ", "phone"),
    Cell("email", "Thư điện tử công vụ", "email"),
)


class EnglishPage(BodyMixin, SectionPage):
    """BP-4.1.b: organisation and officials' contacts in English, linked with the Vietnamese pages."""

    class Meta:
        verbose_name = "trang tiếng Anh"
        verbose_name_plural = "trang tiếng Anh"

    template = "sections/english_page.html"

    units = TableField("các đơn vị", columns=UNITS)
    officials = TableField("cán bộ liên hệ", columns=OFFICIALS)

    content_panels = [
        *SectionPage.content_panels,
        *BodyMixin.body_panels,
        FieldPanel("units"),
        FieldPanel("officials"),
    ]
