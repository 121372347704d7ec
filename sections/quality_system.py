"""The agency's quality management system and its documents (S26)."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from sections.base.tables import Column, TableField

from .section_page import BodyMixin
from .shapes.attachments import AttachmentsMixin
from .shapes.register import RegisterMixin
from .shapes.section import SectionPage

DOCUMENT_KINDS = (
    "Chính sách chất lượng",
    "Mục tiêu chất lượng",
    "Mô hình khung, sổ tay",
    "Quy trình hệ thống",
    "Quy trình giải quyết thủ tục",
    "Biểu mẫu",
    "Báo cáo, xem xét của lãnh đạo",
)


class QualitySystemPage(BodyMixin, AttachmentsMixin, RegisterMixin, SectionPage):
    """LA-4.13: what the system covers, its declaration, and the list of its documents."""

    class Meta:
        verbose_name = "trang hệ thống quản lý chất lượng"
        verbose_name_plural = "trang hệ thống quản lý chất lượng"

    template = "sections/quality_system_page.html"
    row_facets = ("kind", "unit")
    row_word = "tài liệu"

    standard = models.CharField(
        "tiêu chuẩn áp dụng", max_length=120, blank=True, default="TCVN ISO 9001:2015"
    )
    declaration = models.CharField("số quyết định công bố", max_length=120, blank=True)
    declared_on = models.DateField("ngày công bố", null=True, blank=True)
    scope = models.TextField(
        "phạm vi áp dụng", blank=True, help_text="Những lĩnh vực, thủ tục mà hệ thống bao gồm."
    )
    rows = TableField(
        "danh mục tài liệu",
        key="code",
        columns=(
            Column("code", "Mã số", required=True),
            Column("name", "Tên tài liệu", required=True),
            Column("kind", "Loại", "choice", required=True, choices=DOCUMENT_KINDS),
            Column("issue", "Lần ban hành", "number"),
            Column("issued_on", "Ngày ban hành", "date"),
            Column("unit", "Đơn vị áp dụng"),
            Column("address", "Nơi xem", "url", help="Địa chỉ của tài liệu nếu đã đăng."),
        ),
    )

    content_panels = [
        *SectionPage.content_panels,
        FieldPanel("standard"),
        FieldRowPanel([FieldPanel("declaration"), FieldPanel("declared_on")]),
        FieldPanel("scope"),
        *BodyMixin.body_panels,
        FieldPanel("rows"),
        *AttachmentsMixin.files_panels,
    ]
