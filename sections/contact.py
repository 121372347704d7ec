"""Transaction details of the agency (S25)."""

from .section_page import BodyMixin
from .shapes.section import SectionPage


class ContactPage(BodyMixin, SectionPage):
    """LA-4.24, BP-5.10, BP-6.5, DL-8.1.l, QT-5.1.đ-2, KT-3.1.đ.

    Address, phone, fax and e-mail come from the agency's record; the body adds what the agency
    wants to say about them.
    """

    class Meta:
        verbose_name = "trang thông tin giao dịch"
        verbose_name_plural = "trang thông tin giao dịch"

    # Shows what the record of the agency says.
    is_generated = True
    template = "sections/contact_page.html"

    content_panels = [*SectionPage.content_panels, *BodyMixin.body_panels]
