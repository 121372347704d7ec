"""Reads a table from an xlsx or csv file that a person uploads."""

import csv
import zlib
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sections.base.text import fold

from .columns import Column, as_text
from .rows import MAX_ROWS, Mistake, clean_rows

MAX_BYTES = 5 * 1024 * 1024
# An xlsx file is a compressed archive: what it unpacks to is bounded as well.
MAX_UNPACKED_BYTES = 40 * 1024 * 1024
MAX_COLUMNS = 200
# Sheets often begin with the name of the agency and of the list.
HEADING_WITHIN = 10
# What openpyxl raises about files that are no workbook, broken, or locked by a password.
_BROKEN = (
    BadZipFile, InvalidFileException, zlib.error, AttributeError, EOFError, IndexError, KeyError,
    OSError, RuntimeError, SyntaxError, TypeError, ValueError,
)  # fmt: skip


class Unreadable(Exception):
    """The file cannot be read as a table; says why and what to do, in Vietnamese."""


def read_table(
    name: str, content: bytes, columns: tuple[Column, ...], *, key: str = ""
) -> tuple[list[dict], list[Mistake]]:
    """The rows of the first sheet and its mistakes, numbered as the sheet numbers its rows.

    One of the first ten rows holds the headings: labels of the columns, with or without their
    unit, in any order; other columns are left out. Raises `Unreadable`.
    """
    sheet = _sheet(name, content)
    if not sheet:
        raise Unreadable("Tệp không có dòng nào.")
    top, places = _places(sheet, columns)
    lines = sheet[top + 1 :]
    if any(as_text(cell) for line in lines[MAX_ROWS:] for cell in line):
        raise Unreadable("Tệp có nhiều hơn 5.000 dòng; hãy chia thành nhiều bảng.")
    rows = [
        {column: line[place] if place < len(line) else None for column, place in places.items()}
        for line in lines[:MAX_ROWS]
    ]
    return clean_rows(columns, rows, key=key, first=top + 2)


def _sheet(name: str, content: bytes) -> list[list]:
    if len(content) > MAX_BYTES:
        raise Unreadable("Tệp lớn hơn 5 MB; hãy chia thành nhiều tệp.")
    if name.lower().endswith(".csv"):
        return _csv(content)
    if name.lower().endswith(".xlsx"):
        return _xlsx(content)
    raise Unreadable("Hãy chọn tệp .xlsx hoặc .csv.")


def _csv(content: bytes) -> list[list]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("Tệp csv không phải bảng mã UTF-8; hãy lưu lại dạng xlsx.") from None
    first = text.split("\n", 1)[0]
    separator = max(",;\t", key=first.count)
    try:
        return list(csv.reader(StringIO(text, newline=""), delimiter=separator))
    except csv.Error:
        raise Unreadable("Tệp csv bị hỏng; hãy lưu lại dạng xlsx.") from None


def _xlsx(content: bytes) -> list[list]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            unpacked = sum(entry.file_size for entry in archive.infolist())
        if unpacked > MAX_UNPACKED_BYTES:
            raise Unreadable("Tệp quá lớn khi mở ra; hãy chia thành nhiều tệp.")
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
        lines = workbook.worksheets[0].iter_rows(
            values_only=True, max_row=HEADING_WITHIN + MAX_ROWS + 1, max_col=MAX_COLUMNS
        )
        return [list(line) for line in lines]
    except _BROKEN:
        raise Unreadable(
            "Không đọc được tệp này; hãy mở bằng Excel và lưu lại dạng xlsx."
        ) from None


def _places(sheet: list[list], columns) -> tuple[int, dict[str, int]]:
    """Which row holds the headings, and where each column stands in it."""
    found = [_places_in(line, columns) for line in sheet[:HEADING_WITHIN]]
    top = max(range(len(found)), key=lambda place: (len(found[place]), -place))
    places = found[top]
    missing = [column.label for column in columns if column.required and column.name not in places]
    if missing or not places:
        names = ", ".join(f"«{label}»" for label in missing or [row.label for row in columns])
        raise Unreadable(f"Tệp phải có một dòng ghi tên các cột; còn thiếu {names}.")
    return top, places


def _places_in(line: list, columns) -> dict[str, int]:
    known = {fold(as_text(heading)): place for place, heading in enumerate(line)}
    known.pop("", None)
    return {
        column.name: known[heading]
        for column in columns
        for heading in {fold(column.label), fold(column.heading)} & known.keys()
    }
