"""The home page of an agency."""

from sections.base.models import BasePage
from sections.base.readership import for_everyone
from sections.leaders import Leader
from sections.links import WebLink
from sections.news import NewsPage

LATEST_NEWS = 9


class HomePage(BasePage):
    """The front of an agency's site, put together from its sections in a fixed number of queries."""

    class Meta:
        verbose_name = "trang chủ"
        verbose_name_plural = "trang chủ"

    parent_page_types = ["base.BasePage"]
    max_count_per_parent = None

    # Every section page names the home page as its parent; a new section needs no line here.
    subpage_types = None

    def get_context(self, request, *args, **kwargs):
        """Adds `lead`, `latest`, `sections`, `leaders`, `links`."""
        context = super().get_context(request, *args, **kwargs)
        news = list(
            for_everyone(NewsPage.objects.descendant_of(self))
            .order_by("-first_published_at", "-pk")
            .select_related("illustration", "unit")
            .prefetch_related("illustration__renditions")
            .defer("body")[: LATEST_NEWS + 1]
        )
        sections = list(for_everyone(BasePage.objects.child_of(self)).order_by("path"))
        below = {"page__in": for_everyone(BasePage.objects.descendant_of(self))}
        context.update(
            lead=news[0] if news else None,
            latest=news[1:],
            sections=sections,
            leaders=Leader.objects.filter(**below).order_by("sort_order")[:4],
            links=WebLink.objects.filter(**below).order_by("sort_order")[:8],
        )
        return context
