"""Lists as files: CSV and xlsx with a data dictionary."""

import csv
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO

from django.http import HttpResponse
from django.utils import timezone
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_DANGEROUS_FIRST = ("=", "+", "-", "@", "\t", "\r")
_SHEET_TITLE_LENGTH = 31
_WIDEST = 60


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a file: its heading, how the value is read from an item, what it means."""

    heading: str
    value: Callable[[object], object]
    meaning: str = ""


def as_csv(name: str, columns: Iterable[Column], items: Iterable) -> HttpResponse:
    """`items` as CSV, `name`.csv; dates in ISO 8601, numbers with a point."""
    columns = tuple(columns)
    output = StringIO()
    writer = csv.writer(output)
    writer.writerow([column.heading for column in columns])
    for item in items:
        writer.writerow([_csv_cell(column.value(item)) for column in columns])
    # The mark tells Excel that the file is UTF-8.
    response = HttpResponse(output.getvalue().encode("utf-8-sig"), content_type="text/csv")
    return _named(response, f"{name}.csv")


def as_xlsx(title: str, name: str, columns: Iterable[Column], items: Iterable) -> HttpResponse:
    """`items` as a workbook, `name`.xlsx: the rows, and a sheet that says what the columns mean."""
    columns = tuple(columns)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = _sheet_title(title)
    sheet.append([column.heading for column in columns])
    widths = [len(column.heading) for column in columns]
    for item in items:
        row = [_xlsx_cell(column.value(item)) for column in columns]
        sheet.append(row)
        widths = [max(width, len(str(cell or ""))) for width, cell in zip(widths, row, strict=True)]
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = min(width + 2, _WIDEST)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    _explain(workbook, columns)
    output = BytesIO()
    workbook.save(output)
    return _named(HttpResponse(output.getvalue(), content_type=XLSX), f"{name}.xlsx")


def _explain(workbook, columns) -> None:
    sheet = workbook.create_sheet("Giải thích cột")
    sheet.append(["Cột", "Ý nghĩa"])
    for column in columns:
        sheet.append([column.heading, column.meaning or column.heading])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["A"].width = sheet.column_dimensions["B"].width = 40


def _csv_cell(value) -> str:
    if isinstance(value, datetime):
        return timezone.localtime(value).isoformat(timespec="minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return "có" if value else "không"
    return _harmless("" if value is None else str(value))


def _xlsx_cell(value):
    if isinstance(value, datetime):
        # A workbook knows no time zones.
        return timezone.localtime(value).replace(tzinfo=None)
    if isinstance(value, bool):
        return "có" if value else "không"
    if value is None or isinstance(value, date | int | float | Decimal):
        return value
    return _harmless(str(value))


def _harmless(text: str) -> str:
    """A text that a spreadsheet would run as a formula is shown as text."""
    return f"'{text}" if text.startswith(_DANGEROUS_FIRST) and not _is_number(text) else text


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _sheet_title(title: str) -> str:
    return "".join(" " if char in "[]:*?/\\" else char for char in title)[:_SHEET_TITLE_LENGTH]


def _named(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
