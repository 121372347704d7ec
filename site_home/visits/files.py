"""The numbers as files: every day for everybody; months and sections for the board's reports."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils import timezone

from sections.base.exporting import Column, as_csv, as_xlsx
from workflow.agencies.models import Agency

from .queries import Row, by_day, by_month, by_section_and_month, numbers_of

_VISITS = Column(
    "Lượt truy cập",
    lambda row: row.visits,
    "Một lượt bắt đầu khi một máy mở trang sau ít nhất 30 phút không mở trang nào.",
)
_VIEWS = Column("Lượt xem trang", lambda row: row.views, "Số lần các trang được mở.")
_DAY = Column("Ngày", lambda row: row.of, "Ngày theo giờ Việt Nam.")
_MONTH = Column("Tháng", lambda row: f"{row.of:%m/%Y}", "Tháng theo giờ Việt Nam.")
_SECTION = Column("Chuyên mục", lambda row: row.label, "Chuyên mục theo quy chế của cơ quan.")


def daily_file(kind: str, agency: Agency) -> HttpResponse:
    """Every day since counting began, zeros included; `kind` is "csv" or "xlsx"."""
    name, columns = f"luot-truy-cap-{agency.book.slug}-theo-ngay", (_DAY, _VISITS, _VIEWS)
    rows = _every_day(agency)
    if kind == "csv":
        return as_csv(name, columns, rows)
    return as_xlsx("Lượt truy cập theo ngày", name, columns, rows)


def report_file(table: str, agency: Agency) -> HttpResponse:
    """A table of the board's report as xlsx: "thang", "chuyen-muc" or "ngay" (BP-18.5)."""
    title, columns, rows = _TABLES[table]
    name = f"luot-truy-cap-{agency.book.slug}-{table}"
    return as_xlsx(title, name, columns, rows(agency))


def _every_day(agency: Agency) -> list[Row]:
    now = timezone.now()
    today = timezone.localdate(now)
    return by_day(agency, numbers_of(agency, now).since or today, today)


_TABLES: dict[str, tuple[str, tuple[Column, ...], Callable[[Agency], list[Row]]]] = {
    "thang": ("Lượt truy cập theo tháng", (_MONTH, _VISITS, _VIEWS), by_month),
    "chuyen-muc": (
        "Theo chuyên mục từng tháng",
        (_MONTH, _SECTION, _VISITS, _VIEWS),
        by_section_and_month,
    ),
    "ngay": ("Lượt truy cập theo ngày", (_DAY, _VISITS, _VIEWS), _every_day),
}
TABLES = frozenset(_TABLES)
