"""The list of information that must be public, made from what is published (S35)."""

from django.db.models import QuerySet
from django.utils import timezone
from wagtail.admin.panels import FieldPanel

from sections.base.models import BasePage
from sections.base.readership import for_everyone
from sections.base.tables import Column, TableField
from workflow.agencies.queries import agency_of

from .shapes.register import RegisterMixin
from .shapes.section import SectionPage

ON_THE_SITE = "Trang thông tin điện tử"
FORMS = (
    ON_THE_SITE,
    "Niêm yết tại trụ sở",
    "Phương tiện thông tin đại chúng",
    "Công báo",
    "Tiếp công dân, họp báo, thông cáo",
)
FOR_EVER = "Thường xuyên"


class PublicInformationListPage(RegisterMixin, SectionPage):
    """QT-5.1.g: what is public, where, in which form, since when and for how long.

    Each section of the site is a line by itself; the table adds what is public elsewhere. A row
    of the table whose address is a section's replaces what is said of that section.
    """

    class Meta:
        verbose_name = "trang danh mục thông tin công khai"
        verbose_name_plural = "trang danh mục thông tin công khai"

    template = "sections/public_information_list_page.html"
    row_facets = ("form", "group")
    row_word = "loại thông tin"

    rows = TableField(
        "thông tin công khai khác",
        columns=(
            Column("name", "Loại thông tin", required=True),
            Column("group", "Nhóm"),
            Column(
                "address",
                "Địa chỉ",
                required=True,
                help="Địa chỉ web hoặc nơi niêm yết. Ghi /slug/ của một chuyên mục để thay dòng của "
                "chuyên mục đó, ví dụ /gioi-thieu/.",
            ),
            Column("form", "Hình thức", "choice", required=True, choices=FORMS),
            Column("published_on", "Công khai từ", "date"),
            Column("updated_on", "Cập nhật gần nhất", "date"),
            Column("duration", "Thời gian công khai", help="Ví dụ: Thường xuyên; 30 ngày"),
            Column("unit", "Đơn vị cung cấp"),
        ),
        help_text=(
            "Chuyên mục của trang tự có trong danh mục, không cần nhập. Chỉ thêm thông tin được công "
            "khai ở nơi khác hoặc theo hình thức khác."
        ),
    )

    content_panels = [*SectionPage.content_panels, FieldPanel("rows")]

    def shown_rows(self) -> list[dict]:
        """A row for each section that everyone may read, then the rows of the table."""
        own = {row["address"]: row for row in self.rows}
        sections = _section_rows(self)
        shown = [{**row, **_filled(own.get(row["address"], {}))} for row in sections]
        addresses = {row["address"] for row in sections}
        return [*shown, *(row for row in self.rows if row["address"] not in addresses)]


def _filled(row: dict) -> dict:
    return {name: value for name, value in row.items() if value != ""}


def _section_rows(page) -> list[dict]:
    """The sections beside `page`, three queries whatever the site holds."""
    agency = agency_of(page)
    groups = {row.code: row.menu for row in agency.book.sections} if agency else {}
    # A home page and its sections are two steps apart in the path.
    home_path = page.path[: -page.steplen]
    sections = list(
        for_everyone(BasePage.objects.filter(path__startswith=home_path, depth=page.depth))
        .exclude(section_code="")
        .select_related("unit")
        .order_by("path")
    )
    newest = _newest_days(home_path, page.depth, [section.section_code for section in sections])
    return [
        {
            "name": section.title,
            "group": groups.get(section.section_code, ""),
            "address": f"/{section.slug}/",
            "form": ON_THE_SITE,
            "published_on": _day(section.first_published_at),
            "updated_on": _day(
                max(
                    filter(None, (section.last_published_at, newest.get(section.section_code))),
                    default=None,
                )
            ),
            "duration": f"Đến {timezone.localtime(section.expire_at):%d/%m/%Y}"
            if section.expire_at
            else FOR_EVER,
            "unit": section.unit.name if section.unit else "",
        }
        for section in sections
    ]


def _newest_days(home_path: str, depth: int, codes: list[str]) -> dict:
    """When the newest public item of each section was published; one query, an index walk each."""
    questions: list[QuerySet] = [
        for_everyone(
            BasePage.objects.filter(
                section_code=code,
                path__startswith=home_path,
                depth__gt=depth,
                first_published_at__isnull=False,
            )
        )
        .order_by("-first_published_at")
        .values_list("section_code", "first_published_at")[:1]
        for code in codes
    ]
    if not questions:
        return {}
    first, *others = questions
    return dict(first.union(*others, all=True) if others else first)


def _day(moment) -> str:
    return timezone.localdate(moment).isoformat() if moment else ""
