"""The table of acts in the PDF: a row of cells for each act, its notes across the width below.

A note may be longer than a page, so notes are broken line by line; the cells of an act stay
together, with the beginning of its notes.
"""

from itertools import pairwise

from reportlab.lib.units import mm

from . import ink
from .ink import BOLD, Line, lines_of
from .pages import LEFT, RIGHT, Pages
from .paper import COLUMNS, Act

_SIZE = 10
_PAD = 3
_WIDTHS = (9 * mm, 45 * mm, 53 * mm, 36 * mm, 22 * mm)
_EDGES = tuple(LEFT + sum(_WIDTHS[:count]) for count in range(len(_WIDTHS) + 1))
_NOTE_EDGES = (LEFT, _EDGES[1], RIGHT)
_NOTE_WIDTH = RIGHT - _EDGES[1] - 2 * _PAD
# As many lines of a note stay with the act they belong to.
_KEPT_LINES = 2


def draw_acts(pages: Pages, acts: list[Act]) -> None:
    """Draw the table from where the pen is, with its head again on every page."""
    _head(pages)
    for act in acts:
        cells = _cells(act)
        notes = [line for label, words in act.notes for line in _note(label, words, act.void)]
        kept = sum(line.height for line in notes[:_KEPT_LINES])
        if not pages.has_room(_height(cells) + kept + _PAD):
            pages.turn()
            _head(pages)
        _row(pages, cells)
        _notes(pages, notes)
        _rule(pages)


def _head(pages: Pages) -> None:
    _rule(pages)
    _row(pages, [[Line(name, BOLD, _SIZE)] for name in COLUMNS], centred=True)
    _rule(pages)


def _cells(act: Act) -> list[list[Line]]:
    def cell(place: int, *parts: tuple[str, str], struck: bool = act.void) -> list[Line]:
        width = _WIDTHS[place] - 2 * _PAD
        return [
            line
            for words, font in parts
            for line in lines_of(words, width, font=font, size=_SIZE, struck=struck)
        ]

    regular = ink.REGULAR
    return [
        cell(0, (str(act.number), BOLD), struck=False),
        cell(1, (act.step, regular), (act.action, BOLD)),
        cell(2, (act.person, BOLD), (act.role, regular), (act.behalf, regular)),
        cell(3, (act.moment, regular), (act.record, regular)),
        # What says that the act is void is not struck through itself.
        cell(
            4,
            (act.result, BOLD if act.void else regular),
            (act.content_words, regular),
            struck=False,
        ),
    ]


def _note(label: str, words: str, void: bool) -> list[Line]:
    return lines_of(f"{label}: {words}", _NOTE_WIDTH, size=_SIZE, struck=void)


def _height(cells: list[list[Line]]) -> float:
    return max(sum(line.height for line in lines) for lines in cells) + 2 * _PAD


def _row(pages: Pages, cells: list[list[Line]], *, centred: bool = False) -> None:
    height = _height(cells)
    for (left, right), lines in zip(pairwise(_EDGES), cells, strict=True):
        y = pages.y - _PAD
        for line in lines:
            y -= line.height
            # The foot of the letters stands a little above the foot of the line.
            foot = y + line.size * (ink.LEADING - 1)
            if centred:
                ink.draw_centred(pages.canvas, line, (left + right) / 2, foot)
            else:
                ink.draw(pages.canvas, line, left + _PAD, foot)
    _move_down(pages, height, _EDGES)


def _notes(pages: Pages, lines: list[Line]) -> None:
    begun = 0
    while begun < len(lines):
        ended = begun
        used = 0.0
        while ended < len(lines) and pages.has_room(used + lines[ended].height + _PAD):
            used += lines[ended].height
            ended += 1
        _note_block(pages, lines[begun:ended], used + _PAD)
        if ended < len(lines):
            _rule(pages)
            pages.turn()
            _head(pages)
        begun = ended


def _note_block(pages: Pages, lines: list[Line], height: float) -> None:
    """The lines of notes that fit on this page."""
    y = pages.y
    for line in lines:
        y -= line.height
        ink.draw(pages.canvas, line, _EDGES[1] + _PAD, y + line.size * (ink.LEADING - 1))
    _move_down(pages, height, _NOTE_EDGES)


def _move_down(pages: Pages, height: float, edges: tuple[float, ...]) -> None:
    """Move the pen and draw the upright lines beside what it passed."""
    pages.canvas.setLineWidth(0.5)
    for x in edges:
        pages.canvas.line(x, pages.y, x, pages.y - height)
    pages.y -= height


def _rule(pages: Pages) -> None:
    pages.canvas.setLineWidth(0.5)
    pages.canvas.line(LEFT, pages.y, RIGHT, pages.y)
