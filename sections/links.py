"""Links to other sites (S47)."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, Panel
from wagtail.models import Orderable

from sections.base.models import BasePage
from sections.base.text import clean_text

from .link_check import LinkCheck


class LinkCheckPanel(Panel):
    """Names the links of the page that the last checks could not open; nothing to fill in."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page; one query."""

        template_name = "sections/link_check_panel.html"

        def get_context_data(self, parent_context=None):
            context = super().get_context_data(parent_context)
            urls = [link.url for link in self.instance.links.all()] if self.instance.pk else []
            checks = {row.url: row for row in LinkCheck.objects.filter(url__in=urls)}
            context["broken"] = [row for row in checks.values() if row.is_broken]
            context["unchecked"] = len(set(urls) - set(checks))
            return context


class LinksPage(BasePage):
    """LA-4.21, DL-8.3, KT-3.8."""

    class Meta:
        verbose_name = "trang liên kết website"
        verbose_name_plural = "trang liên kết website"

    parent_page_types = ["site_home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    show_in_menus_default = True
    search_children = ("links",)

    content_panels = [
        *BasePage.content_panels,
        LinkCheckPanel(heading="Kiểm tra tự động"),
        InlinePanel("links", heading="Liên kết", label="Liên kết"),
    ]

    def get_context(self, request, *args, **kwargs):
        """Adds `groups`: links by group in their order."""
        context = super().get_context(request, *args, **kwargs)
        groups: dict[str, list[WebLink]] = {}
        for link in self.links.all():
            groups.setdefault(link.group or "Liên kết", []).append(link)
        context["groups"] = [{"title": title, "links": links} for title, links in groups.items()]
        return context


class WebLink(Orderable):
    """A link to another site."""

    class Meta(Orderable.Meta):
        verbose_name = "liên kết"
        verbose_name_plural = "liên kết"

    page = ParentalKey(LinksPage, on_delete=models.CASCADE, related_name="links")
    title = models.CharField("tên trang", max_length=255)
    url = models.URLField("địa chỉ", max_length=1000)
    group = models.CharField("nhóm", max_length=100, blank=True)
    note = models.CharField("ghi chú", max_length=255, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("title"), FieldPanel("url")]),
        FieldRowPanel([FieldPanel("group"), FieldPanel("note")]),
    ]

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        """Save with texts in NFC."""
        for field in ("title", "group", "note"):
            setattr(self, field, clean_text(getattr(self, field)))
        super().save(*args, **kwargs)
