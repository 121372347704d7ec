"""Transaction details of the agency (S25)."""

from sections.base.models import BasePage

from .section_page import BodyMixin


class ContactPage(BodyMixin, BasePage):
    """LA-4.24, BP-5.10, BP-6.5, DL-8.1.l, QT-5.1.đ-2, KT-3.1.đ.

    Address, phone, fax and e-mail come from the agency's record; the body adds what the agency
    wants to say about them.
    """

    class Meta:
        verbose_name = "trang thông tin giao dịch"
        verbose_name_plural = "trang thông tin giao dịch"

    parent_page_types = ["site_home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    show_in_menus_default = True

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]
