"""Lines of text for the PDF: the typeface, measuring, breaking into lines, drawing.

Tinos has the measures of Times New Roman, which Decree 30/2020 asks of administrative papers, and
every Vietnamese letter; the standard fonts of PDF readers have none of them. All lengths are in
points.
"""

from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

REGULAR, BOLD = "Tinos", "Tinos-Bold"
_FOLDER = Path(__file__).with_name("fonts")

# Vietnamese marks stand above and below the line: a quarter more than Latin text needs.
LEADING = 1.25
_STRIKE_HEIGHT = 0.28
_STRIKE_WIDTH = 0.5


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as it is drawn."""

    text: str
    font: str = REGULAR
    size: float = 10
    struck: bool = False

    @property
    def height(self) -> float:
        """From this line's foot to the foot of the line above."""
        return self.size * LEADING

    @property
    def width(self) -> float:
        """How far the text reaches."""
        return pdfmetrics.stringWidth(self.text, self.font, self.size)


@cache
def load() -> None:
    """Read the font files, once for the process."""
    for name in (REGULAR, BOLD):
        file = f"{name}.ttf" if name == BOLD else f"{name}-Regular.ttf"
        pdfmetrics.registerFont(TTFont(name, str(_FOLDER / file)))


def lines_of(
    text: str, width: float, *, font: str = REGULAR, size: float = 10, struck: bool = False
) -> list[Line]:
    """`text` broken to `width`; its own line ends are kept, a word too long is cut."""
    like = Line("", font, size, struck)
    return [
        replace(like, text=line) for row in text.splitlines() for line in _broken(row, width, like)
    ]


def draw(canvas, line: Line, x: float, y: float) -> None:
    """Draw `line` with its left end at `x` and its foot at `y`."""
    canvas.setFont(line.font, line.size)
    canvas.drawString(x, y, line.text)
    if line.struck:
        height = y + line.size * _STRIKE_HEIGHT
        canvas.setLineWidth(_STRIKE_WIDTH)
        canvas.line(x, height, x + line.width, height)


def draw_centred(canvas, line: Line, middle: float, y: float) -> None:
    """Draw `line` around `middle`, its foot at `y`."""
    draw(canvas, line, middle - line.width / 2, y)


def _broken(row: str, width: float, like: Line) -> list[str]:
    space = _width(" ", like.font, like.size)
    lines: list[list[str]] = [[]]
    used = 0.0
    for word in row.split():
        for piece in _pieces(word, width, like):
            needed = _width(piece, like.font, like.size)
            if lines[-1] and used + space + needed > width:
                lines.append([])
                used = 0.0
            used += needed + (space if lines[-1] else 0)
            lines[-1].append(piece)
    return [" ".join(words) for words in lines]


def _pieces(word: str, width: float, like: Line) -> list[str]:
    """`word` whole, or cut where it would be wider than the line."""
    if _width(word, like.font, like.size) <= width:
        return [word]
    pieces = [""]
    used = 0.0
    for letter in word:
        needed = _width(letter, like.font, like.size)
        if pieces[-1] and used + needed > width:
            pieces.append("")
            used = 0.0
        pieces[-1] += letter
        used += needed
    return pieces


@lru_cache(maxsize=4096)
def _width(text: str, font: str, size: float) -> float:
    return pdfmetrics.stringWidth(text, font, size)
