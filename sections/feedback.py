"""Feedback on the site and contact with the board (S22)."""

from .section_page import BodyMixin
from .shapes.section import SectionPage


class FeedbackPage(BodyMixin, SectionPage):
    """BP-11.2-1, BP-14.3.e-1, DL-2.2.b-2, KT-3.10, KT-18.2: where opinions on the site go."""

    class Meta:
        verbose_name = "trang góp ý, liên hệ"
        verbose_name_plural = "trang góp ý, liên hệ"

    # Shows the mailbox and the address of the agency's record.
    is_generated = True
    template = "sections/feedback_page.html"

    content_panels = [*SectionPage.content_panels, *BodyMixin.body_panels]
