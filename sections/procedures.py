"""Administrative procedures (S06)."""

from django.db import models
from django.db.models import F
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel

from sections.base.exporting import Column
from sections.base.readership import for_everyone
from sections.base.submission import Problem
from sections.base.tables import TableField

from . import procedure_tables as tables
from .shapes.attachments import AttachmentsMixin
from .shapes.filters import ChoiceFilter, Filter, with_words
from .shapes.item import ItemPage, item_panels
from .shapes.listing import ListingPage
from .shapes.validity import StatusFilter, ValidityMixin

DISTRICT_NEEDS_END = "Cấp huyện kết thúc từ ngày 01/7/2025: thủ tục cấp huyện chỉ giữ để tra cứu, hãy ghi ngày bãi bỏ."


class ProcedureLevel(models.TextChoices):
    """Who decides on the case; the district level ended on 2025-07-01 (LA-4.4 still names it)."""

    PROVINCE = "province", "Cấp tỉnh"
    COMMUNE = "commune", "Cấp xã"
    DISTRICT = "district", "Cấp huyện (trước 01/7/2025)"
    OTHER = "other", "Cơ quan khác"


class ProcedureIndexPage(ListingPage):
    """LA-4.4, BP-5.3.a, BP-3.2.e, DL-8.2-1, QT-5.1.b-1, KT-3.4: what is in force comes first."""

    class Meta:
        verbose_name = "chuyên mục thủ tục hành chính"
        verbose_name_plural = "chuyên mục thủ tục hành chính"

    subpage_types = ["sections.ProcedurePage"]
    item_type = "sections.ProcedurePage"
    item_word = "thủ tục"
    item_template = "sections/_procedure_row.html"
    template = "sections/procedure_index_page.html"
    order = (F("ended_from").desc(nulls_first=True), "field", "title", "pk")
    filters = (
        ChoiceFilter("cap", "Cấp giải quyết", "level", ProcedureLevel.choices),
        Filter("linh-vuc", "Lĩnh vực", "field"),
        StatusFilter(),
    )
    columns = (
        Column("Mã thủ tục", lambda row: row.code, "Mã trong Cơ sở dữ liệu quốc gia về TTHC"),
        Column("Tên thủ tục", lambda row: row.title),
        Column("Lĩnh vực", lambda row: row.field),
        Column("Cấp giải quyết", lambda row: row.get_level_display()),
        Column("Thời hạn giải quyết", lambda row: row.time_limit),
        Column("Phí, lệ phí", lambda row: row.fee),
        Column("Đối tượng", lambda row: row.applicants),
        Column("Kết quả", lambda row: row.result),
        Column("Áp dụng từ", lambda row: row.effective_from),
        Column("Hết hiệu lực từ", lambda row: row.ended_from, "Trống: đang áp dụng"),
        Column("Địa chỉ trên Cổng Dịch vụ công", lambda row: row.portal_url),
    )

    def narrowed_by_words(self, items, query: str):
        """Finds a procedure by its code as well."""
        return with_words(items, query) | items.filter(code__icontains=query)


class ProcedurePage(ValidityMixin, AttachmentsMixin, ItemPage):
    """A procedure as the national database describes one (LA-4.4, QT-5.1.b-1)."""

    class Meta:
        verbose_name = "thủ tục hành chính"
        verbose_name_plural = "thủ tục hành chính"

    parent_page_types = ["sections.ProcedureIndexPage"]
    facts_template = "sections/_procedure_facts.html"
    template = "sections/procedure_page.html"

    code = models.CharField(
        "mã thủ tục", max_length=50, blank=True, db_index=True, help_text="Ví dụ: 1.001234."
    )
    level = models.CharField(
        "cấp giải quyết",
        max_length=16,
        choices=ProcedureLevel.choices,
        default=ProcedureLevel.PROVINCE,
    )
    field = models.CharField(
        "lĩnh vực", max_length=150, blank=True, help_text="Viết giống nhau để lọc được."
    )
    applicants = models.CharField(
        "ai được nộp",
        max_length=300,
        blank=True,
        help_text="Ví dụ: công dân Việt Nam, doanh nghiệp.",
    )
    place = models.CharField("nơi nộp hồ sơ", max_length=500, blank=True)
    decided_by = models.CharField("cơ quan giải quyết", max_length=300, blank=True)
    time_limit = models.CharField(
        "thời hạn giải quyết", max_length=300, blank=True, help_text="Ví dụ: 10 ngày làm việc."
    )
    fee = models.CharField(
        "phí, lệ phí", max_length=300, blank=True, help_text="Ghi «Không» khi không thu."
    )
    result = models.CharField("kết quả", max_length=500, blank=True)
    conditions = models.TextField("yêu cầu, điều kiện", blank=True)
    steps = TableField("trình tự thực hiện", columns=tables.STEPS)
    documents = TableField("thành phần hồ sơ", columns=tables.DOCUMENTS)
    methods = TableField("cách nộp", columns=tables.METHODS)
    legal_basis = TableField("căn cứ pháp lý", columns=tables.LEGAL_BASIS)
    portal_url = models.URLField("địa chỉ trên Cổng Dịch vụ công", max_length=1000, blank=True)

    content_panels = item_panels(
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("code"), FieldPanel("level")]),
                FieldPanel("field"),
                FieldPanel("applicants"),
                FieldRowPanel([FieldPanel("place"), FieldPanel("decided_by")]),
                FieldRowPanel([FieldPanel("time_limit"), FieldPanel("fee")]),
                FieldPanel("result"),
                FieldPanel("portal_url"),
            ],
            heading="Thủ tục",
        ),
        FieldPanel("steps"),
        FieldPanel("documents"),
        FieldPanel("methods"),
        FieldPanel("conditions"),
        FieldPanel("legal_basis"),
        *ValidityMixin.validity_panels,
        MultiFieldPanel(AttachmentsMixin.files_panels, heading="Mẫu đơn, tờ khai"),
    )

    def get_context(self, request, *args, **kwargs):
        """Adds `services` and `forms`: the public ones of the procedure (a query each)."""
        context = super().get_context(request, *args, **kwargs)
        if self.pk:
            services = for_everyone(self.onlineservicepages.order_by("title"))
            forms = for_everyone(self.formpages.order_by("number", "title"))
            context |= {"services": services, "forms": forms.select_related("file")}
        return context

    def own_problems(self) -> list[Problem]:
        """Adds what somebody who wants to apply must find."""
        found = super().own_problems()
        needed = {
            "code": "Hãy ghi mã thủ tục.",
            "field": "Hãy ghi lĩnh vực.",
            "time_limit": "Hãy ghi thời hạn giải quyết.",
            "fee": "Hãy ghi phí, lệ phí; ghi «Không» khi không thu.",
            "steps": "Hãy ghi trình tự thực hiện.",
            "documents": "Hãy ghi thành phần hồ sơ.",
            "legal_basis": "Hãy ghi căn cứ pháp lý.",
        }
        found += [Problem(name, text) for name, text in needed.items() if not getattr(self, name)]
        if self.level == ProcedureLevel.DISTRICT and not self.ended_from:
            found.append(Problem("ended_from", DISTRICT_NEEDS_END))
        return found + self.validity_problems()
