"""The report as .xlsx: one sheet says what it is, one for each table; numbers are numbers."""

from __future__ import annotations

from io import BytesIO

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from workflow.reports.shown import Cell, Row, Table

from .words import DRAFT, NO_REMARKS, Paper, printable

FIRST_SHEET = "Báo cáo"
BEFORE = "{head} (kỳ trước)"
_FORBIDDEN_IN_TITLES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_TITLE_LENGTH = 31
_WIDEST, _NARROWEST = 60, 12
_LINK = Font(underline="single", color="0B4A8F")
_BOLD = Font(bold=True)


def as_xlsx(paper: Paper) -> bytes:
    """The file's bytes."""
    workbook = Workbook()
    _first_sheet(workbook.active, paper)
    for table in paper.shown.tables:
        title = f"{table.number}. {table.title}".translate(_FORBIDDEN_IN_TITLES)[:_TITLE_LENGTH]
        _sheet(workbook.create_sheet(title), table, paper)
    workbook.properties.title = f"{paper.title}, {paper.period}"
    workbook.properties.creator = paper.agency
    output = BytesIO()
    workbook.save(output)
    return output.getvalue()


def _first_sheet(sheet, paper: Paper) -> None:
    sheet.title = FIRST_SHEET
    signed = ", ".join(filter(None, (paper.signer, paper.signer_role)))
    facts = (
        ("Tình trạng", DRAFT if paper.is_draft else "Đã duyệt"),
        ("Cơ quan", paper.agency),
        ("Báo cáo", paper.title),
        ("Kỳ", paper.period.capitalize()),
        ("Thời gian", paper.days),
        ("Căn cứ", paper.basis),
        ("Nơi nhận", paper.sent_to),
        ("Số liệu", " ".join(filter(None, (paper.counted, paper.shown.note)))),
        ("Người duyệt", signed),
        ("Nhận xét, kiến nghị", "\n".join(paper.remarks) or NO_REMARKS),
        ("Ghi chú", paper.foot),
    )
    for number, (label, words) in enumerate((row for row in facts if row[1]), start=1):
        _text(sheet, number, 1, label, bold=True)
        _text(sheet, number, 2, words).alignment = Alignment(wrap_text=True, vertical="top")
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 22, 80


def _sheet(sheet, table: Table, paper: Paper) -> None:
    heads = _heads(table)
    place = 1
    if paper.is_draft:
        _text(sheet, place, 1, DRAFT, bold=True)
        place += 1
    _text(sheet, place, 1, f"{table.title}, {paper.period}", bold=True)
    place += 1
    if table.note:
        _text(sheet, place, 1, table.note)
        place += 1
    for column, words in enumerate(heads, start=1):
        _text(sheet, place, column, words, bold=True)
        width = min(max(len(words) + 2, _NARROWEST), _WIDEST)
        sheet.column_dimensions[get_column_letter(column)].width = width
    sheet.freeze_panes = sheet.cell(place + 1, 2)
    labels = [len(row.label) for row in table.lines()]
    sheet.column_dimensions["A"].width = min(max([_NARROWEST, *labels]) + 2, _WIDEST)
    compared = [_compares(table, number) for number in range(len(table.head) - 1)]
    for line in table.lines():
        place += 1
        _row(sheet, place, line, compared, paper.base_url, bold=line is table.total)


def _heads(table: Table) -> list[str]:
    found = table.head[:1]
    for number, head in enumerate(table.head[1:]):
        found.append(head)
        if _compares(table, number):
            found.append(BEFORE.format(head=head))
    return found


def _compares(table: Table, number: int) -> bool:
    return any(line.cells[number].before is not None for line in table.lines())


def _row(sheet, place: int, line: Row, compared: list[bool], base_url: str, *, bold: bool) -> None:
    _text(sheet, place, 1, line.label, bold=bold)
    column = 1
    for cell, is_compared in zip(line.cells, compared, strict=True):
        column += 1
        _cell(sheet, place, column, cell, base_url, bold=bold)
        if is_compared:
            # A column has its place also in the lines that have nothing to compare with.
            column += 1
            sheet.cell(place, column, cell.before)


def _cell(sheet, place: int, column: int, cell: Cell, base_url: str, *, bold: bool) -> None:
    if cell.n is None:
        _text(sheet, place, column, cell.text, bold=bold)
        return
    written = sheet.cell(place, column, cell.n)
    if base_url:
        written.hyperlink, written.font = f"{base_url}{cell.url}", _LINK
    elif bold:
        written.font = _BOLD


def _text(sheet, row: int, column: int, words: str, *, bold: bool = False):
    """A text that stays one, however it begins: «=1+1» is shown, not calculated."""
    cell = sheet.cell(row, column)
    cell.value = printable(words)
    cell.data_type, cell.quotePrefix = "s", True
    if bold:
        cell.font = _BOLD
    return cell
