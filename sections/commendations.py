"""Commendations and sanctions of organisations and businesses (S11)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sections.base.exporting import Column
from sections.base.submission import Problem
from sections.base.text import fold

from .shapes.attachments import AttachmentsMixin
from .shapes.filters import ChoiceFilter, Filter, YearFilter, with_words
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage


class CommendationKind(models.TextChoices):
    """Praise or penalty."""

    COMMENDATION = "commendation", "Khen thưởng"
    SANCTION = "sanction", "Xử phạt"


class CommendationIndexPage(ListingPage):
    """LA-4.6-2, BP-5.6-3, KT-3.11-3: who was commended or sanctioned, the newest first."""

    class Meta:
        verbose_name = "chuyên mục khen thưởng, xử phạt"
        verbose_name_plural = "chuyên mục khen thưởng, xử phạt"

    subpage_types = ["sections.CommendationPage"]
    item_type = "sections.CommendationPage"
    item_word = "quyết định"
    item_template = "sections/_commendation_row.html"
    template = "sections/commendation_index_page.html"
    order = ("-decided_on", "-first_published_at", "-pk")
    filters = (
        ChoiceFilter("loai", "Loại", "kind", CommendationKind.choices),
        Filter("linh-vuc", "Lĩnh vực", "field"),
        YearFilter(lookup="decided_on"),
    )
    columns = (
        Column("Loại", lambda item: item.get_kind_display()),
        Column("Tổ chức, doanh nghiệp", lambda item: item.subject),
        Column("Hình thức", lambda item: item.form, "Bằng khen, giấy khen; phạt tiền, cảnh cáo"),
        Column("Số tiền (đồng)", lambda item: item.amount, "Tiền thưởng hoặc tiền phạt"),
        Column("Lĩnh vực", lambda item: item.field),
        Column("Số quyết định", lambda item: item.number),
        Column("Ngày quyết định", lambda item: item.decided_on),
        Column("Nội dung", lambda item: item.reason),
    )

    def narrowed_by_words(self, items, query: str):
        """Looks in title and summary, and for the whole of `query` in name and number."""
        named = items.filter(subject__icontains=query) | items.filter(number__icontains=query)
        return with_words(items, query) | named


class CommendationPage(AttachmentsMixin, ItemPage):
    """LA-4.6-2, BP-5.6-3, KT-3.11-3."""

    class Meta:
        verbose_name = "quyết định khen thưởng, xử phạt"
        verbose_name_plural = "quyết định khen thưởng, xử phạt"

    parent_page_types = ["sections.CommendationIndexPage"]
    facts_template = "sections/_commendation_facts.html"
    template = "sections/commendation_page.html"

    kind = models.CharField(
        "loại",
        max_length=16,
        choices=CommendationKind.choices,
        default=CommendationKind.COMMENDATION,
    )
    subject = models.CharField(
        "tổ chức, doanh nghiệp",
        max_length=500,
        help_text="Tên đầy đủ; với cá nhân chỉ công bố khi pháp luật cho phép.",
    )
    form = models.CharField(
        "hình thức", max_length=255, help_text="Ví dụ: Bằng khen; phạt tiền; cảnh cáo"
    )
    amount = models.DecimalField(
        "số tiền (đồng)", max_digits=16, decimal_places=0, null=True, blank=True
    )
    field = models.CharField(
        "lĩnh vực", max_length=120, blank=True, help_text="Viết giống nhau để lọc chung."
    )
    number = models.CharField("số quyết định", max_length=100, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True, blank=True)
    decided_by = models.CharField("người, cơ quan quyết định", max_length=255, blank=True)
    reason = models.TextField(
        "thành tích hoặc hành vi vi phạm", blank=True, help_text="Căn cứ của quyết định, viết gọn."
    )

    content_panels = item_panels(
        FieldPanel("kind"),
        FieldPanel("subject"),
        FieldRowPanel([FieldPanel("form"), FieldPanel("amount")]),
        FieldPanel("field"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("decided_on")]),
        FieldPanel("decided_by"),
        FieldPanel("reason"),
        *AttachmentsMixin.files_panels,
    )

    def own_problems(self) -> list[Problem]:
        """Adds what a published decision must say; a penalty cannot be without number and cause."""
        found = super().own_problems()
        if not self.decided_on:
            found.append(Problem("decided_on", "Hãy ghi ngày quyết định."))
        if self.kind == CommendationKind.SANCTION:
            if not self.number.strip():
                found.append(Problem("number", "Xử phạt phải ghi số quyết định."))
            if not self.reason.strip():
                found.append(Problem("reason", "Xử phạt phải ghi hành vi vi phạm."))
        if self.amount is None and "phat tien" in fold(self.form):
            found.append(Problem("amount", "Phạt tiền phải ghi số tiền."))
        return found
