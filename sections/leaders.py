"""Leaders of the agency: who they are and what they answer for (S03)."""

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable

from sections.base.models import BasePage
from sections.base.text import clean_text


class LeadersPage(BasePage):
    """LA-4.1-3, KT-3.1.d."""

    class Meta:
        verbose_name = "trang lãnh đạo"
        verbose_name_plural = "trang lãnh đạo"

    parent_page_types = ["site_home.HomePage"]
    subpage_types = []
    max_count_per_parent = 1
    show_in_menus_default = True

    content_panels = [
        *BasePage.content_panels,
        InlinePanel("leaders", heading="Lãnh đạo", label="Lãnh đạo"),
    ]

    def get_context(self, request, *args, **kwargs):
        """Adds `leaders` in their order, with portraits."""
        context = super().get_context(request, *args, **kwargs)
        leaders = self.leaders.all()
        context["leaders"] = leaders
        return context


class Leader(Orderable):
    """A leader as the public sees him or her: work contacts only."""

    class Meta(Orderable.Meta):
        verbose_name = "lãnh đạo"
        verbose_name_plural = "lãnh đạo"

    page = ParentalKey(LeadersPage, on_delete=models.CASCADE, related_name="leaders")
    name = models.CharField("họ và tên", max_length=255)
    title = models.CharField("chức vụ", max_length=255)
    duties = models.TextField("nhiệm vụ đảm trách", blank=True)
    biography = models.TextField("tiểu sử tóm tắt", blank=True)
    phone = models.CharField("điện thoại công vụ", max_length=50, blank=True)
    email = models.EmailField("thư điện tử công vụ", blank=True)
    portrait = models.ForeignKey(
        "media.AgencyImage",
        verbose_name="ảnh chân dung",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    panels = [
        FieldRowPanel([FieldPanel("name"), FieldPanel("title")]),
        FieldPanel("duties"),
        FieldPanel("biography"),
        FieldRowPanel([FieldPanel("phone"), FieldPanel("email")]),
        FieldPanel("portrait"),
    ]

    def __str__(self):
        return f"{self.name}, {self.title}"

    def save(self, *args, **kwargs):
        """Save with texts in NFC."""
        for field in ("name", "title", "duties", "biography", "phone"):
            setattr(self, field, clean_text(getattr(self, field)))
        super().save(*args, **kwargs)
