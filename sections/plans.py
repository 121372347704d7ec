"""Strategies, master plans and plans of the sector (S27)."""

from .shapes.plan import PlanListingPage, PlanRecord


class PlanIndexPage(PlanListingPage):
    """LA-4.14, BP-5.7, DL-8.1.đ, QT-5.1.d-1, QT-5.1.d-3, KT-3.5-2."""

    class Meta:
        verbose_name = "chuyên mục chiến lược, quy hoạch, kế hoạch"
        verbose_name_plural = "chuyên mục chiến lược, quy hoạch, kế hoạch"

    subpage_types = ["sections.PlanPage"]
    item_type = "sections.PlanPage"
    template = "sections/plan_index_page.html"


class PlanPage(PlanRecord):
    """BP-5.7, BP-9.3.c, QT-5.1.d-3."""

    class Meta:
        verbose_name = "chiến lược, quy hoạch, kế hoạch"
        verbose_name_plural = "chiến lược, quy hoạch, kế hoạch"

    parent_page_types = ["sections.PlanIndexPage"]
    template = "sections/plan_page.html"
