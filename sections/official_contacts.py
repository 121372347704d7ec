"""Officials who answer for a field, with their official mail (S24)."""

from wagtail.admin.panels import FieldPanel

from sections.base.tables import Column, TableField

from .shapes.contacts import EMAIL, MOBILE, PHONE, WORK_ONLY, ContactsMixin
from .shapes.section import SectionPage


class OfficialContactsPage(ContactsMixin, SectionPage):
    """LA-4.23, BP-5.1-3, DL-8.1.k, QT-5.1.đ-3, KT-3.6: name, post, unit, phone, mail, field."""

    class Meta:
        verbose_name = "trang cán bộ liên hệ công tác"
        verbose_name_plural = "trang cán bộ liên hệ công tác"

    template = "sections/official_contacts_page.html"
    row_word = "người"

    rows = TableField(
        "cán bộ",
        columns=(
            Column("name", "Họ và tên", required=True),
            Column("position", "Chức vụ", required=True),
            Column("unit", "Đơn vị", required=True, help="Viết giống nhau để lọc chung."),
            Column(
                "duties", "Lĩnh vực phụ trách", "long", help="Người dân hỏi việc gì thì gặp ai."
            ),
            PHONE,
            MOBILE,
            EMAIL,
        ),
        help_text=WORK_ONLY,
    )

    content_panels = [*SectionPage.content_panels, FieldPanel("rows")]
