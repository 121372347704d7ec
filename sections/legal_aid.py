"""Legal aid: who gives it, and the policies on it (S37)."""

from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import path

from sections.base.tables import Column, TableField, search_rows
from sections.base.tables.writing import file_of

from .section_page import BodyMixin
from .shapes.attachments import AttachmentsMixin
from .shapes.register import RegisterMixin
from .shapes.section import SectionPage

ORGANISATION_KINDS = (
    "Trung tâm trợ giúp pháp lý nhà nước",
    "Chi nhánh của trung tâm",
    "Tổ chức ký hợp đồng thực hiện",
    "Tổ chức đăng ký tham gia",
)
PERSON_KINDS = (
    "Trợ giúp viên pháp lý",
    "Luật sư thực hiện trợ giúp pháp lý",
    "Tư vấn viên pháp luật",
    "Cộng tác viên trợ giúp pháp lý",
)


class LegalAidPage(BodyMixin, AttachmentsMixin, RegisterMixin, SectionPage):
    """LA-4.18: organisations and people who give legal aid, policies, plans of coordination."""

    class Meta:
        verbose_name = "trang trợ giúp pháp lý"
        verbose_name_plural = "trang trợ giúp pháp lý"

    template = "sections/legal_aid_page.html"
    row_facets = ("kind", "organisation", "area")
    row_word = "người"

    organisations = TableField(
        "tổ chức thực hiện trợ giúp pháp lý",
        key="name",
        columns=(
            Column("name", "Tên tổ chức", required=True),
            Column("kind", "Loại", "choice", required=True, choices=ORGANISATION_KINDS),
            Column("licence", "Số giấy đăng ký, hợp đồng"),
            Column("address", "Địa chỉ", required=True),
            Column("phone", "Điện thoại", "phone"),
            Column("email", "Thư điện tử", "email"),
            Column("hours", "Giờ tiếp"),
        ),
    )
    rows = TableField(
        "người thực hiện trợ giúp pháp lý",
        key="card",
        columns=(
            Column("name", "Họ và tên", required=True),
            Column("kind", "Tư cách", "choice", required=True, choices=PERSON_KINDS),
            Column("card", "Số thẻ"),
            Column("organisation", "Tổ chức", required=True),
            Column("area", "Địa bàn"),
            Column("phone", "Điện thoại của tổ chức", "phone"),
        ),
        help_text="Danh sách công bố theo Luật Trợ giúp pháp lý; không ghi số máy, địa chỉ nhà riêng.",
    )

    content_panels = [
        *SectionPage.content_panels,
        *BodyMixin.body_panels,
        FieldPanel("organisations"),
        FieldPanel("rows"),
        *AttachmentsMixin.files_panels,
    ]

    @path("to-chuc/tai-ve/<str:kind>/")
    def organisations_file(self, request, kind):
        """The organisations as csv or xlsx."""
        self.expect_kind(kind)
        field = self._meta.get_field("organisations")
        name = f"{self.slug}-to-chuc"
        found = self._organisations(request)
        return file_of(kind, "Tổ chức trợ giúp pháp lý", name, field.columns, found)

    def register_context(self, request) -> dict:
        """Adds the `organisations` that the words of the address find, and their files."""
        return {
            **super().register_context(request),
            "organisations": self._organisations(request),
            "organisation_files": self.files_at("to-chuc/tai-ve/", request),
        }

    def _organisations(self, request) -> list[dict]:
        columns = self._meta.get_field("organisations").columns
        found, _facets = search_rows(self.organisations, columns, (), request.GET)
        return found
