"""How news and articles reach the board (S51)."""

from workflow.agencies.queries import agency_of

from .section_page import BodyMixin
from .shapes.attachments import AttachmentsMixin
from .shapes.section import SectionPage


class SubmissionPage(AttachmentsMixin, BodyMixin, SectionPage):
    """LA-9.1-1, LA-9.1-2, BP-6.6, BP-9.1.a-3, DL-10.1-1, KT-8.1-1, KT-8.2: mailbox, forms, limits.

    The files are the agency's forms (mẫu 1, mẫu 2); terms and grounds of refusal come from the
    rule book.
    """

    class Meta:
        verbose_name = "trang gửi tin, bài"
        verbose_name_plural = "trang gửi tin, bài"

    # Shows the mailbox, the supply deadlines and the grounds of refusal.
    is_generated = True
    template = "sections/submission_page.html"

    content_panels = [
        *SectionPage.content_panels,
        *BodyMixin.body_panels,
        *AttachmentsMixin.files_panels,
    ]

    def get_context(self, request, *args, **kwargs):
        """Adds `deadlines` of supply and `refusals`, as the rule book has them."""
        context = super().get_context(request, *args, **kwargs)
        agency = agency_of(self)
        if agency is not None:
            book = agency.book
            context["deadlines"] = [row for row in book.deadlines if row.measure == "supply"]
            context["refusals"] = book.refusals
        return context
