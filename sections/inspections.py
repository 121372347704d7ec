"""Inspections, complaints, denunciations (S38)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sections.base.exporting import Column
from sections.base.submission import Problem

from .shapes.attachments import AttachmentsMixin
from .shapes.filters import ChoiceFilter, YearFilter, with_words
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage


class InspectionKind(models.TextChoices):
    """What is published."""

    PLAN = "plan", "Kế hoạch thanh tra, kiểm tra"
    DECISION = "decision", "Quyết định thanh tra, kiểm tra"
    CONCLUSION = "conclusion", "Kết luận thanh tra, kiểm tra"
    COMPLAINT = "complaint", "Kết quả giải quyết khiếu nại"
    DENUNCIATION = "denunciation", "Kết quả giải quyết tố cáo"
    RECEPTION = "reception", "Tiếp công dân, xử lý đơn"


class InspectionIndexPage(ListingPage):
    """LA-4.19: inspections and how complaints and denunciations were settled."""

    class Meta:
        verbose_name = "chuyên mục thanh tra, khiếu nại, tố cáo"
        verbose_name_plural = "chuyên mục thanh tra, khiếu nại, tố cáo"

    subpage_types = ["sections.InspectionPage"]
    item_type = "sections.InspectionPage"
    item_word = "thông tin"
    item_template = "sections/_inspection_row.html"
    template = "sections/inspection_index_page.html"
    filters = (
        ChoiceFilter("loai", "Loại", "kind", InspectionKind.choices),
        YearFilter(lookup="signed_on"),
    )
    columns = (
        Column("Tên", lambda item: item.title),
        Column("Loại", lambda item: item.get_kind_display()),
        Column("Số, ký hiệu", lambda item: item.number),
        Column("Ngày ký", lambda item: item.signed_on),
        Column("Đối tượng", lambda item: item.subject),
        Column("Từ ngày", lambda item: item.starts_on, "Ngày đầu của cuộc thanh tra, kiểm tra"),
        Column("Đến ngày", lambda item: item.ends_on),
        Column("Kết quả", lambda item: item.result),
    )

    def narrowed_by_words(self, items, query: str):
        """Looks in title and summary, and for the whole of `query` in the number."""
        return with_words(items, query) | items.filter(number__icontains=query)


class InspectionPage(AttachmentsMixin, ItemPage):
    """LA-4.19."""

    class Meta:
        verbose_name = "thông tin thanh tra, khiếu nại, tố cáo"
        verbose_name_plural = "thông tin thanh tra, khiếu nại, tố cáo"

    parent_page_types = ["sections.InspectionIndexPage"]
    facts_template = "sections/_inspection_facts.html"
    template = "sections/inspection_page.html"

    kind = models.CharField(
        "loại", max_length=16, choices=InspectionKind.choices, default=InspectionKind.CONCLUSION
    )
    number = models.CharField("số, ký hiệu", max_length=100, blank=True)
    signed_on = models.DateField("ngày ký", null=True, blank=True)
    subject = models.CharField(
        "đối tượng",
        max_length=500,
        blank=True,
        help_text=(
            "Cơ quan, tổ chức được thanh tra. Không ghi họ tên, địa chỉ của người tố cáo và thông tin "
            "làm lộ danh tính của họ."
        ),
    )
    starts_on = models.DateField("từ ngày", null=True, blank=True)
    ends_on = models.DateField("đến ngày", null=True, blank=True)
    result = models.TextField("kết quả, kiến nghị", blank=True)
    follow_up = models.TextField("việc thực hiện kết luận", blank=True)

    content_panels = item_panels(
        FieldPanel("kind"),
        FieldRowPanel([FieldPanel("number"), FieldPanel("signed_on")]),
        FieldPanel("subject"),
        FieldRowPanel([FieldPanel("starts_on"), FieldPanel("ends_on")]),
        FieldPanel("result"),
        FieldPanel("follow_up"),
        *AttachmentsMixin.files_panels,
    )

    def own_problems(self) -> list[Problem]:
        """Adds what a decision or conclusion must say, and a time that ends before it begins."""
        found = super().own_problems()
        if self.kind not in (InspectionKind.PLAN, InspectionKind.RECEPTION):
            if not self.number.strip():
                found.append(Problem("number", "Hãy ghi số, ký hiệu văn bản."))
            if not self.signed_on:
                found.append(Problem("signed_on", "Hãy ghi ngày ký văn bản."))
        if self.kind == InspectionKind.CONCLUSION and not self.result.strip():
            found.append(Problem("result", "Kết luận cần ghi kết quả, kiến nghị."))
        if self.starts_on and self.ends_on and self.ends_on < self.starts_on:
            found.append(Problem("ends_on", "Ngày kết thúc sớm hơn ngày bắt đầu."))
        return found
