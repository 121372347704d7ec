"""Notices and invitations (S14)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sections.base.exporting import Column
from sections.base.submission import Problem

from .shapes.filters import ChoiceFilter, YearFilter
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage


class NoticeKind(models.TextChoices):
    """What is announced."""

    NOTICE = "notice", "Thông báo"
    INVITATION = "invitation", "Giấy mời"


class NoticeIndexPage(ListingPage):
    """LA-4.8: notices and invitations, the newest first."""

    class Meta:
        verbose_name = "chuyên mục thông báo, giấy mời"
        verbose_name_plural = "chuyên mục thông báo, giấy mời"

    subpage_types = ["sections.NoticePage"]
    item_type = "sections.NoticePage"
    item_word = "thông báo"
    item_template = "sections/_notice_row.html"
    template = "sections/notice_index_page.html"
    filters = (ChoiceFilter("loai", "Loại", "kind", NoticeKind.choices), YearFilter())
    columns = (
        Column("Số", lambda notice: notice.number, "Số, ký hiệu của thông báo"),
        Column("Tên", lambda notice: notice.title),
        Column("Loại", lambda notice: notice.get_kind_display()),
        Column("Ngày ký", lambda notice: notice.signed_on),
        Column("Thời gian họp", lambda notice: notice.meets_at, "Chỉ có ở giấy mời"),
        Column("Địa điểm", lambda notice: notice.place),
    )


class NoticePage(ItemPage):
    """LA-4.8."""

    class Meta:
        verbose_name = "thông báo, giấy mời"
        verbose_name_plural = "thông báo, giấy mời"

    parent_page_types = ["sections.NoticeIndexPage"]
    facts_template = "sections/_notice_facts.html"
    template = "sections/notice_page.html"

    kind = models.CharField(
        "loại", max_length=16, choices=NoticeKind.choices, default=NoticeKind.NOTICE
    )
    number = models.CharField("số, ký hiệu", max_length=100, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    meets_at = models.DateTimeField(
        "thời gian họp, làm việc", null=True, blank=True, help_text="Bắt buộc với giấy mời."
    )
    place = models.CharField("địa điểm", max_length=255, blank=True)
    invited = models.TextField("thành phần mời", blank=True)

    content_panels = item_panels(
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("signed_on")]),
        FieldRowPanel([FieldPanel("meets_at"), FieldPanel("place")]),
        FieldPanel("invited"),
    )

    def own_problems(self) -> list[Problem]:
        """Adds what an invitation must say."""
        found = super().own_problems()
        if self.kind == NoticeKind.INVITATION:
            if not self.meets_at:
                found.append(Problem("meets_at", "Giấy mời cần ghi thời gian họp."))
            if not self.place.strip():
                found.append(Problem("place", "Giấy mời cần ghi địa điểm."))
        if not self.body:
            found.append(Problem("body", "Thông báo chưa có nội dung."))
        return found
