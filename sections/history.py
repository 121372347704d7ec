"""How the agency came to be and grew (S02)."""

from .section_page import BodyMixin
from .shapes.section import SectionPage


class HistoryPage(BodyMixin, SectionPage):
    """LA-4.1-2, BP-5.1-1, DL-8.1.a-2, KT-3.1.c."""

    class Meta:
        verbose_name = "trang lịch sử phát triển"
        verbose_name_plural = "trang lịch sử phát triển"

    template = "sections/history_page.html"

    content_panels = [*SectionPage.content_panels, *BodyMixin.body_panels]
