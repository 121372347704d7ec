"""The regulation itself, shown by article from the rule book (S52)."""

from django.db import models
from wagtail.admin.panels import FieldPanel

from sections.base.models import BasePage
from workflow.agencies.queries import agency_of

from .regulation_articles import articles_of, rows_in_book_order

# What a reader most often looks for, shown above the articles.
SUMMARIES = ("steps", "deadlines", "refusals")


class RegulationPage(BasePage):
    """LA-13.1, LA-5.4-1, DL-15-1, DL-15-2, QT-11.2: the rules of the site, each with its own address."""

    class Meta:
        verbose_name = "trang quy chế"
        verbose_name_plural = "trang quy chế"

    # Shows what the rule book says.
    is_generated = True
    parent_page_types = ["site_home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    show_in_menus_default = True

    official_file = models.ForeignKey(
        "media.AgencyDocument",
        verbose_name="văn bản chính thức",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text="Tệp quy chế đã ký, do cơ quan tải lên.",
    )

    content_panels = [*BasePage.content_panels, FieldPanel("official_file")]

    def get_context(self, request, *args, **kwargs):
        """Adds `book`, `articles` and the summaries by kind (see `regulation_articles`)."""
        context = super().get_context(request, *args, **kwargs)
        agency = agency_of(self)
        if agency is not None:
            context["book"] = agency.book
            context["articles"] = articles = articles_of(agency.book)
            for table in SUMMARIES:
                context[table] = rows_in_book_order(articles, agency.book, table)
        return context
