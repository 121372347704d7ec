"""Introduction of the agency: functions, tasks, structure (S01)."""

from sections.base.models import BasePage
from workflow.agencies.models import Unit
from workflow.agencies.queries import agency_of

from .section_page import BodyMixin


class IntroductionPage(BodyMixin, BasePage):
    """LA-4.1-1, BP-5.1-2, DL-8.1.a-1, QT-5.1.đ-1, KT-3.1.a, KT-3.1.b."""

    class Meta:
        verbose_name = "trang giới thiệu"
        verbose_name_plural = "trang giới thiệu"

    parent_page_types = ["site_home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    show_in_menus_default = True

    content_panels = [*BasePage.content_panels, *BodyMixin.body_panels]

    def get_context(self, request, *args, **kwargs):
        """Adds `units`: the agency's units valid today, in order."""
        context = super().get_context(request, *args, **kwargs)
        agency = agency_of(self)
        context["units"] = Unit.objects.filter(agency=agency, valid_to__isnull=True)
        return context
