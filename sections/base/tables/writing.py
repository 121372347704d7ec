"""Writes a table to files: the public download and the empty form for import."""

from collections.abc import Iterable
from datetime import date
from io import BytesIO

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from sections.base import exporting
from sections.base.text import slugify

from .columns import Column

_KIND_WORDS = {
    "text": "chữ",
    "long": "chữ, nhiều dòng được",
    "number": "số",
    "date": "ngày/tháng/năm",
    "phone": "số điện thoại",
    "email": "thư điện tử",
    "url": "địa chỉ web",
}


def file_of(kind: str, title: str, name: str, columns, rows: Iterable[dict]) -> HttpResponse:
    """`rows` as «csv» or «xlsx»."""
    shown = [
        exporting.Column(
            column.heading,
            _reader(column),
            column.help or meaning_of(column),
        )
        for column in columns
    ]
    if kind == "csv":
        return exporting.as_csv(name, shown, rows)
    return exporting.as_xlsx(title, name, shown, rows)


def empty_form(title: str, columns: tuple[Column, ...]) -> HttpResponse:
    """A workbook with one heading row and a sheet that says what each column takes."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Bảng"
    sheet.append([column.heading for column in columns])
    for number, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(number)].width = max(len(cell.value) + 4, 16)
    sheet.freeze_panes = "A2"
    explained = workbook.create_sheet("Hướng dẫn")
    explained.append(["Cột", "Bắt buộc", "Điền gì"])
    for column in columns:
        explained.append([column.heading, "có" if column.required else "", meaning_of(column)])
    for letter, width in zip("ABC", (32, 12, 70), strict=True):
        explained.column_dimensions[letter].width = width
    output = BytesIO()
    workbook.save(output)
    response = HttpResponse(output.getvalue(), content_type=exporting.XLSX)
    response["Content-Disposition"] = f'attachment; filename="mau-{slugify(title) or "bang"}.xlsx"'
    return response


def meaning_of(column: Column) -> str:
    """What a cell of the column holds, in words."""
    if column.kind == "choice":
        return "một trong: " + ", ".join(column.choices)
    words = _KIND_WORDS[column.kind]
    return f"{words}; {column.help}" if column.help else words


def _reader(column: Column):
    def read(row: dict):
        value = row.get(column.name, "")
        return date.fromisoformat(value) if column.kind == "date" and value else value

    return read
