"""The electronic directory of the agency (S23)."""

from wagtail.admin.panels import FieldPanel

from sections.base.tables import Column, TableField

from .shapes.contacts import EMAIL, MOBILE, PHONE, WORK_ONLY, ContactsMixin
from .shapes.section import SectionPage


class DirectoryPage(ContactsMixin, SectionPage):
    """LA-4.12, BP-5.1-3, DL-8.1.k, KT-3.6, KT-15.4: people and units with their work contacts."""

    class Meta:
        verbose_name = "trang danh bạ điện tử"
        verbose_name_plural = "trang danh bạ điện tử"

    template = "sections/directory_page.html"

    rows = TableField(
        "danh bạ",
        columns=(
            Column("name", "Họ tên hoặc đầu mối", required=True, help="Ví dụ: Văn thư, Trực ban"),
            Column("position", "Chức vụ"),
            Column("unit", "Đơn vị", required=True, help="Viết giống nhau để lọc chung."),
            PHONE,
            Column("extension", "Số máy lẻ"),
            MOBILE,
            EMAIL,
            Column("address", "Phòng, trụ sở"),
        ),
        help_text=WORK_ONLY,
    )

    content_panels = [*SectionPage.content_panels, FieldPanel("rows")]
