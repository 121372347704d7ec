"""The record as a spreadsheet: every cell is text, nothing is computed by whoever opens it."""

import tempfile
from collections.abc import Iterable

from django.utils import timezone
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from . import actions
from .lines import kind_of, section_title
from .models import Entry

# About ten seconds of work: the file is made while the person waits.
MAX_ROWS = 20_000
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

_HEADINGS_AND_WIDTHS = (
    ("Số thứ tự ghi", 14),
    ("Thời điểm", 20),
    ("Cơ quan", 10),
    ("Người thực hiện", 28),
    ("Vai trò khi đó", 28),
    ("Thay mặt", 20),
    ("Việc", 28),
    ("Chuyên mục", 24),
    ("Loại đối tượng", 18),
    ("Mã đối tượng", 14),
    ("Đối tượng", 50),
    ("Lý do theo quy chế", 40),
    ("Ghi chú", 40),
    ("Địa chỉ mạng", 18),
    ("Dấu nội dung (SHA-256)", 24),
)
HEADINGS = tuple(heading for heading, _width in _HEADINGS_AND_WIDTHS)


def values_of(entry: Entry) -> tuple[str, ...]:
    """The cells of one row, in the order of `HEADINGS`."""
    return (
        str(entry.pk),
        f"{timezone.localtime(entry.at):%d/%m/%Y %H:%M:%S}",
        entry.agency_code,
        entry.actor_name,
        entry.actor_role,
        entry.on_behalf_of,
        actions.label_of(entry.action),
        section_title(entry.agency_code, entry.section_code),
        kind_of(entry.subject_type),
        entry.subject_id,
        entry.subject_title,
        entry.ground,
        entry.note,
        entry.address or "",
        entry.data.get("content_hash", ""),
    )


def write(entries: Iterable[Entry]) -> tempfile._TemporaryFileWrapper:
    """A temporary xlsx file of the rows, rewound; it is gone when closed."""
    workbook = Workbook(write_only=True)
    sheet = workbook.create_sheet("Nhật ký")
    sheet.freeze_panes = "A2"
    for column, (_heading, width) in enumerate(_HEADINGS_AND_WIDTHS):
        sheet.column_dimensions[chr(ord("A") + column)].width = width
    sheet.append(HEADINGS)
    for entry in entries:
        sheet.append([_text_cell(sheet, value) for value in values_of(entry)])
    # The response closes it when it has been sent.
    output = tempfile.NamedTemporaryFile(suffix=".xlsx")  # noqa: SIM115
    workbook.save(output)
    output.seek(0)
    return output


def _text_cell(sheet, value: str):
    """`value` as openpyxl writes it fastest; it takes «=…» for a formula, «#N/A» for an error."""
    value = ILLEGAL_CHARACTERS_RE.sub("", value)
    if not value.startswith(("=", "#")):
        return value or None
    cell = WriteOnlyCell(sheet, value)
    cell.data_type = "s"
    return cell
