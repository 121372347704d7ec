"""A list of duties as a file."""

from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet
from django.http import Http404, HttpResponse

from sections.base.exporting import Column, as_csv, as_xlsx
from workflow.agencies.models import Agency
from workflow.calendar.queries import calendar_of
from workflow.duties.standing import standings

MAX_ROWS = 20_000
TOO_MANY = (
    "Có {count} thời hạn, mỗi tệp chứa nhiều nhất {limit}. Hãy chọn một tháng hoặc một điều khoản "
    "rồi xuất lại."
)

_COLUMNS = (
    Column("Cơ quan", lambda row: row.duty.agency_code),
    Column("Mã thời hạn", lambda row: row.duty.deadline_code),
    Column("Căn cứ", lambda row: "; ".join(row.duty.clauses), "Điều khoản của quy chế."),
    Column("Nội dung", lambda row: row.duty.label),
    Column("Loại đối tượng", lambda row: row.duty.get_subject_kind_display()),
    Column("Đối tượng", lambda row: row.duty.subject_title),
    Column("Mã đơn vị", lambda row: row.duty.unit_code, "Trống: việc của một tin, một hồ sơ."),
    Column("Tính từ", lambda row: row.duty.started_at, "Giờ Việt Nam."),
    Column("Hạn", lambda row: row.duty.due_at, "Trống: quy chế không định số."),
    Column("Hoàn thành", lambda row: row.duty.met_at, "Trống: chưa xong."),
    Column("Phải có", lambda row: row.duty.needed, "Số lần phải có trong kỳ."),
    Column("Đã có", lambda row: row.duty.done),
    Column("Tình trạng", lambda row: row.words, "Tại lúc xuất tệp."),
)


def as_file(kind: str, duties: QuerySet, agency: Agency, now: datetime) -> HttpResponse:
    """`duties` of the agency as "csv" or "xlsx"; 404 for another kind."""
    rows = standings(duties.iterator(), now, {agency.code: calendar_of(agency.code)})
    name = f"thoi-han-{agency.book.slug}"
    if kind == "csv":
        return as_csv(name, _COLUMNS, rows)
    if kind == "xlsx":
        return as_xlsx("Thời hạn", name, _COLUMNS, rows)
    raise Http404
