"""Online public services (S05)."""

from django.db import models
from django.db.models import F
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.exporting import Column
from sections.base.submission import Problem

from .shapes.filters import ChoiceFilter, Filter, with_words
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage
from .shapes.procedure_link import ProcedureLinkMixin
from .shapes.validity import StatusFilter, ValidityMixin


class ServiceLevel(models.TextChoices):
    """How much can be done online: Decree 42/2022, and the four levels that it replaced."""

    WHOLE = "whole", "Toàn trình"
    PART = "part", "Một phần"
    INFORMATION = "information", "Cung cấp thông tin trực tuyến"
    LEVEL_1 = "level_1", "Mức độ 1 (quy định cũ)"
    LEVEL_2 = "level_2", "Mức độ 2 (quy định cũ)"
    LEVEL_3 = "level_3", "Mức độ 3 (quy định cũ)"
    LEVEL_4 = "level_4", "Mức độ 4 (quy định cũ)"


# Where a case can be handed in without coming to the office.
_HANDED_IN_ONLINE = frozenset(
    {ServiceLevel.WHOLE, ServiceLevel.PART, ServiceLevel.LEVEL_3, ServiceLevel.LEVEL_4}
)


class OnlineServiceIndexPage(ListingPage):
    """LA-4.3, BP-5.3.b, BP-5.3.c, BP-10.1, BP-10.2, BP-3.2.e, DL-8.2-2, QT-5.1.b-1, QT-5.1.b-2,
    KT-2.2: each row leads straight to the place where the case is handed in."""

    class Meta:
        verbose_name = "chuyên mục dịch vụ công trực tuyến"
        verbose_name_plural = "chuyên mục dịch vụ công trực tuyến"

    subpage_types = ["sections.OnlineServicePage"]
    item_type = "sections.OnlineServicePage"
    item_word = "dịch vụ"
    item_template = "sections/_online_service_row.html"
    template = "sections/online_service_index_page.html"
    order = (F("ended_from").desc(nulls_first=True), "field", "title", "pk")
    filters = (
        ChoiceFilter("muc-do", "Mức độ", "service_level", ServiceLevel.choices),
        Filter("linh-vuc", "Lĩnh vực", "field"),
        StatusFilter(),
    )
    columns = (
        Column("Mã thủ tục", lambda row: row.code),
        Column("Tên dịch vụ", lambda row: row.title),
        Column("Lĩnh vực", lambda row: row.field),
        Column("Mức độ", lambda row: row.get_service_level_display()),
        Column("Nộp hồ sơ tại", lambda row: row.apply_url),
        Column("Áp dụng từ", lambda row: row.effective_from),
        Column("Ngừng cung cấp từ", lambda row: row.ended_from, "Trống: đang cung cấp"),
    )

    def narrowed_by_words(self, items, query: str):
        """Finds a service by the code of its procedure as well."""
        return with_words(items, query) | items.filter(code__icontains=query)


class OnlineServicePage(ProcedureLinkMixin, ValidityMixin, ItemPage):
    """A service: its level, its procedure, and where it is used (BP-5.3.c, QT-5.1.b-2)."""

    class Meta:
        verbose_name = "dịch vụ công trực tuyến"
        verbose_name_plural = "dịch vụ công trực tuyến"

    parent_page_types = ["sections.OnlineServiceIndexPage"]
    facts_template = "sections/_online_service_facts.html"
    template = "sections/online_service_page.html"

    service_level = models.CharField(
        "mức độ cung cấp", max_length=16, choices=ServiceLevel.choices, default=ServiceLevel.WHOLE
    )
    code = models.CharField("mã thủ tục", max_length=50, blank=True, db_index=True)
    field = models.CharField("lĩnh vực", max_length=150, blank=True)
    apply_url = models.URLField(
        "địa chỉ nộp hồ sơ",
        max_length=1000,
        blank=True,
        help_text="Trang của dịch vụ trên Cổng Dịch vụ công quốc gia hoặc của tỉnh.",
    )
    follow_url = models.URLField("địa chỉ tra cứu hồ sơ đã nộp", max_length=1000, blank=True)
    help_phone = models.CharField("điện thoại hỗ trợ", max_length=60, blank=True)

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldPanel("service_level"),
                FieldRowPanel([FieldPanel("code"), FieldPanel("field")]),
                *ProcedureLinkMixin.procedure_panels,
                FieldPanel("apply_url"),
                FieldPanel("follow_url"),
                FieldPanel("help_phone"),
            ],
            heading="Dịch vụ",
        ),
        *ValidityMixin.validity_panels,
    )

    def get_context(self, request, *args, **kwargs):
        """Adds `procedure` where every reader may see it."""
        context = super().get_context(request, *args, **kwargs)
        context["procedure"] = self.public_procedure()
        return context

    def own_problems(self) -> list[Problem]:
        """Adds what somebody who wants to apply must find."""
        found = super().own_problems()
        if not self.field.strip():
            found.append(Problem("field", "Hãy ghi lĩnh vực."))
        if self.service_level in _HANDED_IN_ONLINE and not self.ended_from and not self.apply_url:
            found.append(Problem("apply_url", "Mức độ này cần địa chỉ nộp hồ sơ."))
        return found + self.validity_problems() + self.procedure_problems()
