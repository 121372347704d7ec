"""Judicial support: registers of lawyers, notaries, auctioneers, bailiffs, experts (S39)."""

from wagtail.admin.panels import FieldPanel

from sections.base.submission import Problem
from sections.base.tables import Column, TableField

from .section_page import BodyMixin
from .shapes.attachments import AttachmentsMixin
from .shapes.dated import backward_problems
from .shapes.register import RegisterMixin
from .shapes.section import SectionPage

FIELDS = (
    "Luật sư",
    "Công chứng",
    "Đấu giá tài sản",
    "Thừa phát lại",
    "Giám định tư pháp",
    "Quản lý, thanh lý tài sản",
    "Hòa giải thương mại",
    "Tư vấn pháp luật",
)
STATUSES = ("Đang hoạt động", "Tạm ngừng", "Tạm đình chỉ", "Đã thu hồi", "Đã chấm dứt")


class JudicialSupportPage(BodyMixin, AttachmentsMixin, RegisterMixin, SectionPage):
    """LA-4.20: who is licensed for what, where, and whether the licence holds."""

    class Meta:
        verbose_name = "trang bổ trợ tư pháp"
        verbose_name_plural = "trang bổ trợ tư pháp"

    template = "sections/judicial_support_page.html"
    row_facets = ("field", "subject", "status", "organisation", "area")
    row_word = "người, tổ chức"

    rows = TableField(
        "danh sách đã đăng ký, cấp phép",
        key="licence",
        columns=(
            Column("name", "Họ tên hoặc tên tổ chức", required=True),
            Column("subject", "Đối tượng", "choice", required=True, choices=("Cá nhân", "Tổ chức")),
            Column("field", "Lĩnh vực", "choice", required=True, choices=FIELDS),
            Column("licence", "Số chứng chỉ, thẻ, giấy đăng ký", required=True),
            Column("status", "Tình trạng", "choice", required=True, choices=STATUSES),
            Column("organisation", "Nơi hành nghề"),
            Column("address", "Địa chỉ trụ sở", help="Trụ sở hành nghề, không ghi nhà riêng."),
            Column("area", "Xã, phường"),
            Column("phone", "Điện thoại trụ sở", "phone"),
            Column("valid_from", "Cấp ngày", "date"),
            Column("valid_to", "Có giá trị đến", "date", help="Để trống nếu không có thời hạn."),
            Column("note", "Ghi chú", help="Ví dụ: số quyết định thu hồi, tạm đình chỉ"),
        ),
        help_text="Nhập được từ tệp xlsx theo mẫu; số chứng chỉ, thẻ không được trùng.",
    )

    content_panels = [
        *SectionPage.content_panels,
        *BodyMixin.body_panels,
        FieldPanel("rows"),
        *AttachmentsMixin.files_panels,
    ]

    def own_problems(self) -> list[Problem]:
        """Adds licences that end before they begin."""
        return [
            *super().own_problems(),
            *backward_problems("rows", self.rows, "valid_from", "valid_to"),
        ]
