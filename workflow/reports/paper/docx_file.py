"""The report as .docx in the form of administrative papers (Decree 30/2020/NĐ-CP, appendix I)."""

from __future__ import annotations

from io import BytesIO

from docx import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

from workflow.reports.shown import Cell, Table

from .words import DRAFT, NO_REMARKS, NOT_SIGNED, Paper, printable

FONT = "Times New Roman"
LANGUAGE = "vi-VN"
_CENTRE, _RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.RIGHT
_NOTHING = "Không phát sinh."


def as_docx(paper: Paper) -> bytes:
    """The file's bytes."""
    document = Document()
    _set_page(document, paper)
    _head(document, paper)
    _title(document, paper)
    for table in paper.shown.tables:
        _table(document, table, paper.base_url)
    _remarks(document, paper)
    _signature(document, paper)
    _line(document, paper.foot, size=10, italic=True)
    output = BytesIO()
    document.save(output)
    return output.getvalue()


def _set_page(document, paper: Paper) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin = section.bottom_margin = Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    style = document.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(4)
    document.styles["Heading 2"].font.color.rgb = RGBColor(0, 0, 0)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), LANGUAGE)
    style.element.rPr.append(language)
    properties = document.core_properties
    properties.title = f"{paper.title}, {paper.period}"
    properties.author, properties.language = paper.agency, LANGUAGE
    if paper.is_draft:
        # On every page: a sheet that goes astray still says what it is.
        _write(section.header.paragraphs[0], DRAFT, bold=True).alignment = _RIGHT


def _head(document, paper: Paper) -> None:
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    left, right = cells
    _fill(left, [(paper.parent.upper(), False), (paper.agency.upper(), True), (paper.board, True)])
    _add(left, "Số:          /BC")
    _fill(right, [(paper.motto[0], True), (paper.motto[1], True)])
    _add(right, paper.place_and_day, italic=True)


def _title(document, paper: Paper) -> None:
    _line(document, "BÁO CÁO", bold=True, size=14, centre=True)
    _line(document, paper.title, bold=True, size=14, centre=True)
    _line(document, paper.period.capitalize(), bold=True, centre=True)
    _line(document, f"({paper.days})", italic=True, centre=True)
    if paper.sent_to:
        _line(document, f"Kính gửi: {paper.sent_to}", centre=True)
    if paper.basis:
        _line(document, f"Căn cứ {paper.basis} của Quy chế.")
    for words in (paper.counted, paper.shown.note):
        if words:
            _line(document, words, italic=True)


def _table(document, table: Table, base_url: str) -> None:
    heading = document.add_heading(level=2)
    _write(heading, f"{table.number}. {table.title}", bold=True)
    heading.paragraph_format.keep_with_next = True
    if table.note:
        _line(document, table.note, size=11, italic=True)
    if not table.rows:
        _line(document, _NOTHING)
        return
    grid = document.add_table(rows=1, cols=len(table.head))
    grid.style, grid.alignment = "Table Grid", WD_TABLE_ALIGNMENT.CENTER
    for cell, words in zip(grid.rows[0].cells, table.head, strict=True):
        _write(cell.paragraphs[0], words, bold=True, size=11).alignment = _CENTRE
    _repeat_heading(grid.rows[0])
    for line in table.lines():
        cells = grid.add_row().cells
        is_sum = line is table.total
        _write(cells[0].paragraphs[0], line.label, bold=is_sum, size=11)
        for place, cell in zip(cells[1:], line.cells, strict=True):
            _number(place.paragraphs[0], cell, base_url, bold=is_sum)


def _number(paragraph: Paragraph, cell: Cell, base_url: str, *, bold: bool) -> None:
    paragraph.alignment = _RIGHT if cell.n is not None else _CENTRE
    if cell.url and base_url:
        _link(paragraph, cell.text, f"{base_url}{cell.url}")
    else:
        _write(paragraph, cell.text, bold=bold, size=11)
    if cell.before_text:
        _write(paragraph, f" ({cell.before_text})", size=11)


def _remarks(document, paper: Paper) -> None:
    heading = document.add_heading(level=2)
    _write(heading, "Nhận xét, kiến nghị", bold=True)
    for words in paper.remarks or [NO_REMARKS]:
        _line(document, words)


def _signature(document, paper: Paper) -> None:
    left, right = document.add_table(rows=1, cols=2).rows[0].cells
    receivers = [f"- {paper.sent_to};" if paper.sent_to else "", "- Lưu: VT."]
    _write(left.paragraphs[0], "Nơi nhận:", bold=True, italic=True, size=12)
    for words in filter(None, receivers):
        _write(left.add_paragraph(), words, size=11)
    role = paper.signer_role.upper()
    _fill(right, [(f"TM. {paper.board}", True), *([(role, True)] if role else [])])
    _add(right, "")
    _add(right, paper.signer or NOT_SIGNED, bold=bool(paper.signer), italic=not paper.signer)


def _fill(cell, lines: list[tuple[str, bool]]) -> None:
    """Centred lines at the top of a cell of the head or the foot."""
    first, *others = [line for line in lines if line[0]]
    _write(cell.paragraphs[0], first[0], bold=first[1], size=12).alignment = _CENTRE
    for words, bold in others:
        _add(cell, words, bold=bold)


def _add(cell, words: str, *, bold: bool = False, italic: bool = False) -> None:
    _write(cell.add_paragraph(), words, bold=bold, italic=italic, size=12).alignment = _CENTRE


def _line(document, words, *, bold=False, italic=False, size=13, centre=False) -> None:
    paragraph = _write(document.add_paragraph(), words, bold=bold, italic=italic, size=size)
    if centre:
        paragraph.alignment = _CENTRE


def _write(paragraph: Paragraph, words: str, *, bold=False, italic=False, size=13) -> Paragraph:
    run = paragraph.add_run(printable(words))
    run.bold, run.italic = bold, italic
    run.font.name, run.font.size = FONT, Pt(size)
    return paragraph


def _link(paragraph: Paragraph, words: str, url: str) -> None:
    """A number that leads to its rows; python-docx has no function for links."""
    relation = paragraph.part.relate_to(url, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), relation)
    run = paragraph.add_run(words)
    run.font.name, run.font.size, run.underline = FONT, Pt(11), True
    link.append(run._r)
    paragraph._p.append(link)


def _repeat_heading(row) -> None:
    """The heading again on each page that the table goes on to."""
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
