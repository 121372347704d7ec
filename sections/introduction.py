"""Introduction of the agency: functions, tasks, structure (S01)."""

from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from sections.base.submission import Problem
from sections.base.tables import Column, TableField

from .organisation_chart import organisation_chart
from .section_page import BodyMixin
from .shapes.contacts import EMAIL, PHONE, contact_problems
from .shapes.dated import asked_day, rows_on
from .shapes.register import RegisterMixin
from .shapes.section import SectionPage
from .structure import KINDS, change_days, structure_on, structure_problems

UNITS = (
    Column("name", "Tên đơn vị", required=True),
    Column("short_name", "Tên viết tắt"),
    Column(
        "parent", "Thuộc đơn vị", help="Tên đơn vị cấp trên, viết như ở cột đầu; trống: cao nhất."
    ),
    Column("kind", "Loại", "choice", required=True, choices=KINDS),
    Column("tasks", "Chức năng, nhiệm vụ", "long"),
    PHONE,
    EMAIL,
    Column("address", "Địa chỉ"),
    Column("valid_from", "Có từ ngày", "date"),
    Column("valid_to", "Đến hết ngày", "date", help="Để trống khi đơn vị đang hoạt động."),
)


class IntroductionPage(BodyMixin, RegisterMixin, SectionPage):
    """LA-4.1-1, BP-5.1-2, DL-8.1.a-1, QT-5.1.đ-1, KT-3.1.a, KT-3.1.b, DL-2.1-2, KT-17.2-3.

    The organisation chart is drawn from the table of units, as it stood on the asked day.
    """

    class Meta:
        verbose_name = "trang giới thiệu"
        verbose_name_plural = "trang giới thiệu"

    template = "sections/introduction_page.html"
    rows_field = "units"
    row_word = "đơn vị"

    units = TableField(
        "cơ cấu tổ chức",
        columns=UNITS,
        help_text=(
            "Sơ đồ tổ chức được vẽ từ bảng này. Đơn vị giải thể, đổi tên: ghi ngày kết thúc ở dòng cũ "
            "và thêm dòng mới, để xem lại được cơ cấu của từng thời kỳ."
        ),
    )

    content_panels = [
        *SectionPage.content_panels,
        *BodyMixin.body_panels,
        FieldPanel("units"),
    ]

    def register_context(self, request) -> dict:
        """`tops` (the units as a tree on `day`), `chart`, `changes`, `day_error`, `files`."""
        day, error = asked_day(request)
        tops = structure_on(self.units, day)
        title = f"Sơ đồ tổ chức ngày {day:%d/%m/%Y}"
        told = f"Gồm {_count(tops)} đơn vị; viết đầy đủ trong danh sách bên dưới."
        return {
            "day": day,
            "day_error": error,
            "is_asked": bool(request.GET.get("ngay")) and not error,
            "tops": tops,
            "chart": organisation_chart(title, tops, told),
            "changes": change_days(self.units, timezone.localdate()),
            "files": self.files_at("tai-ve/", request) if tops else None,
        }

    def chosen_rows(self, request):
        """The units of the asked day; without one all that the table has, with their dates."""
        rows, facets = super().chosen_rows(request)
        day, error = asked_day(request)
        if request.GET.get("ngay") and not error:
            rows = rows_on(rows, day, "valid_from", "valid_to")
        return rows, facets

    def own_problems(self) -> list[Problem]:
        """Adds what is wrong in the structure, and contacts that look private."""
        found = [*super().own_problems(), *structure_problems("units", self.units)]
        for number, row in enumerate(self.units, start=1):
            found += contact_problems("units", number, row.get("phone", ""), row.get("email", ""))
        return found


def _count(tops) -> int:
    return sum(1 + _count(node.children) for node in tops)
