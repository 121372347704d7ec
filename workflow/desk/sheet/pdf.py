"""The sheet as a PDF: A4, room for filing on the left, text that can be searched and copied."""

from io import BytesIO

from reportlab.lib.units import mm

from . import ink
from .ink import BOLD, Line, lines_of
from .pages import LEFT, RIGHT, WIDTH, Pages
from .paper import BOARD, FINGERPRINTS, MOTTO, VOID_MEANS, Printing, Sheet
from .table import draw_acts

_AGENCY_SIZE = 11
_MOTTO_SIZE = 11.5
_HEADING_SIZE = 14
_TITLE_SIZE = 12.5
_FACT_SIZE = 11.5
_AGENCY_SHARE = 0.4
_GAP = 5 * mm
# How long the rules below the letterhead are, as shares of the text above them.
_BOARD_RULE, _MOTTO_RULE = 0.5, 1.0


def drawn(sheet: Sheet, printing: Printing) -> bytes:
    """The PDF file of `sheet`; its foot says where to check it and what `printing` says."""
    output = BytesIO()
    pages = Pages(
        output,
        [sheet.records, printing.words],
        title=f"{sheet.heading.capitalize()}: {sheet.title}",
        author=sheet.agency,
        subject=sheet.number,
    )
    _letterhead(pages, sheet)
    pages.y -= 2 * _GAP
    pages.text([Line(sheet.heading, BOLD, _HEADING_SIZE)], centred=True)
    pages.y -= _GAP / 4
    pages.text(lines_of(sheet.title, WIDTH, font=BOLD, size=_TITLE_SIZE), centred=True)
    pages.y -= _GAP
    for label, words in sheet.facts:
        pages.text(lines_of(f"{label}: {words}", WIDTH, size=_FACT_SIZE))
    pages.text(lines_of(f"Kết quả: {sheet.outcome}", WIDTH, font=BOLD, size=_FACT_SIZE))
    pages.y -= _GAP
    draw_acts(pages, sheet.acts)
    pages.y -= _GAP
    _fingerprints(pages, sheet)
    pages.save()
    return output.getvalue()


def _letterhead(pages: Pages, sheet: Sheet) -> None:
    """The agency and its board on the left, the motto of the country on the right."""
    width = WIDTH * _AGENCY_SHARE
    left = [
        *lines_of(sheet.agency.upper(), width, size=_AGENCY_SIZE),
        Line(BOARD, BOLD, _AGENCY_SIZE),
    ]
    right = [Line(words, BOLD, _MOTTO_SIZE) for words in MOTTO]
    middle = LEFT + width / 2
    below = _stack(pages, left, middle, _BOARD_RULE)
    number = Line(sheet.number, size=_AGENCY_SIZE)
    below -= number.height + 2 * mm
    ink.draw_centred(pages.canvas, number, middle, below)
    _stack(pages, right, (LEFT + width + RIGHT) / 2, _MOTTO_RULE)
    pages.y = below


def _stack(pages: Pages, lines: list[Line], middle: float, rule: float) -> float:
    """Lines around `middle` with a rule below; where the pen then stands."""
    y = pages.y
    for line in lines:
        y -= line.height
        ink.draw_centred(pages.canvas, line, middle, y)
    half = lines[-1].width * rule / 2
    y -= 1.5 * mm
    pages.canvas.setLineWidth(0.6)
    pages.canvas.line(middle - half, y, middle + half, y)
    return y


def _fingerprints(pages: Pages, sheet: Sheet) -> None:
    if sheet.contents:
        pages.text([Line(FINGERPRINTS, BOLD)])
        pages.text([Line(f"Bản {row.number}: {row.groups}") for row in sheet.contents])
    if sheet.has_void:
        pages.text(lines_of(VOID_MEANS, WIDTH))
