"""The portal: the default host, listing the agencies with their latest news."""

from sections.base.models import BasePage
from sections.base.readership import OF_A_CARD, for_everyone
from sections.base.text import sort_key
from sections.news import NewsPage
from workflow.agencies.models import Agency

from .context import former_name

LATEST_PER_AGENCY = 3


class PortalPage(BasePage):
    """The list of the agencies of the installation."""

    class Meta:
        verbose_name = "cổng các cơ quan"
        verbose_name_plural = "cổng các cơ quan"

    parent_page_types = ["base.BasePage"]
    subpage_types = []
    max_count = 1

    def get_context(self, request, *args, **kwargs):
        """Adds `agencies`: name, address, look and latest news of each, in the order of the alphabet."""
        context = super().get_context(request, *args, **kwargs)
        agencies = sorted(
            Agency.objects.select_related("site__root_page"),
            key=lambda agency: sort_key(agency.name),
        )
        context["agencies"] = [
            {
                "agency_name": agency.name,
                "former_name": former_name(agency),
                "slug": agency.book.slug,
                "look": agency.book.look,
                "url": agency.site.root_url,
                "latest": self._latest(agency),
            }
            for agency in agencies
        ]
        return context

    @staticmethod
    def _latest(agency):
        return list(
            for_everyone(NewsPage.objects.filter(path__startswith=agency.site.root_page.path))
            .order_by("-first_published_at", "-pk")
            .only(*OF_A_CARD)[:LATEST_PER_AGENCY]
        )
