"""Reads a table from an xlsx or csv file that a person uploads."""

import csv
from io import BytesIO, StringIO
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from sections.base.text import fold

from .columns import Column
from .rows import MAX_ROWS, Mistake, clean_rows

MAX_BYTES = 5 * 1024 * 1024
# An xlsx file is a compressed archive: what it unpacks to is bounded as well.
MAX_UNPACKED_BYTES = 100 * 1024 * 1024


class Unreadable(ValueError):
    """The file cannot be read as a table; says why and what to do, in Vietnamese."""


def read_table(
    name: str, content: bytes, columns: tuple[Column, ...], *, key: str = ""
) -> tuple[list[dict], list[Mistake]]:
    """The rows of the first sheet and its mistakes, numbered as the sheet numbers its rows.

    The first row holds the headings: labels of the columns, in any order; other columns are left
    out. Raises `Unreadable`.
    """
    sheet = _sheet(name, content)
    if not sheet:
        raise Unreadable("Tệp không có dòng nào.")
    places = _places(sheet[0], columns)
    rows = [
        {column: line[place] if place < len(line) else None for column, place in places.items()}
        for line in sheet[1 : MAX_ROWS + 2]
    ]
    return clean_rows(columns, rows, key=key, first=2)


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
        return list(csv.reader(StringIO(text), delimiter=separator))
    except csv.Error:
        raise Unreadable("Tệp csv bị hỏng; hãy lưu lại dạng xlsx.") from None


def _xlsx(content: bytes) -> list[list]:
    try:
        with ZipFile(BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED_BYTES:
                raise Unreadable("Tệp quá lớn khi mở ra; hãy chia thành nhiều tệp.")
        workbook = load_workbook(BytesIO(content), read_only=True, data_only=True)
        lines = workbook.worksheets[0].iter_rows(values_only=True, max_row=MAX_ROWS + 2)
        return [list(line) for line in lines]
    except (BadZipFile, InvalidFileException, KeyError, IndexError, ValueError, OSError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(
            "Không đọc được tệp này; hãy mở bằng Excel và lưu lại dạng xlsx."
        ) from None


def _places(headings: list, columns) -> dict[str, int]:
    known = {fold(str(heading or "")): place for place, heading in enumerate(headings)}
    places = {
        column.name: known[fold(label)]
        for column in columns
        for label in (column.label,)
        if fold(label) in known
    }
    missing = [column.label for column in columns if column.required and column.name not in places]
    if missing or not places:
        names = ", ".join(f"«{label}»" for label in missing or [row.label for row in columns])
        raise Unreadable(f"Dòng đầu của tệp phải là tên cột; còn thiếu {names}.")
    return places
