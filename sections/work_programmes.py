"""Yearly work programmes (S28)."""

from .shapes.plan import TARGETS, PlanListingPage, PlanProgress, PlanRecord
from .shapes.recurrence import body_frame, renamed, rows_frame


class WorkProgrammeIndexPage(PlanListingPage):
    """QT-5.1.d-2, KT-17.2-1, KT-17.2-2."""

    class Meta:
        verbose_name = "chuyên mục chương trình, kế hoạch công tác năm"
        verbose_name_plural = "chuyên mục chương trình, kế hoạch công tác năm"

    subpage_types = ["sections.WorkProgrammePage"]
    item_type = "sections.WorkProgrammePage"
    item_word = "chương trình"
    template = "sections/work_programme_index_page.html"


class WorkProgrammePage(PlanRecord):
    """QT-5.1.d-2."""

    class Meta:
        verbose_name = "chương trình, kế hoạch công tác năm"
        verbose_name_plural = "chương trình, kế hoạch công tác năm"

    parent_page_types = ["sections.WorkProgrammeIndexPage"]
    template = "sections/work_programme_page.html"
    recurs = True

    def next_values(self) -> dict:
        """The programme of the years after: the same tasks, nothing approved or reached yet."""
        span = (self.year_to or self.year_from or 0) - (self.year_from or 0) + 1
        first = self.year_from + span if self.year_from else None
        last = self.year_to + span if self.year_to else None
        title = self.title
        # The last year first, so that what became «2031» of «2026» is not put forward again.
        for was, now in ((self.year_to, last), (self.year_from, first)):
            if now and str(now) not in title:
                title = renamed(title, (None, was), (None, now))
        return {
            "title": title,
            "approved_by": self.approved_by,
            "year_from": first,
            "year_to": last,
            "progress": PlanProgress.PREPARING,
            "targets": rows_frame(self.targets, TARGETS),
            "body": body_frame(self.body),
        }
