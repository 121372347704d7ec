"""Yearly work programmes (S28)."""

from .shapes.plan import PlanListingPage, PlanRecord


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
