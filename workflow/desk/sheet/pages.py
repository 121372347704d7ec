"""A4 pages one after the other: a pen that moves down, and the foot «Trang n/m»."""

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas

from . import ink

# Decree 30/2020, appendix I: 20-25 mm above and below, 30-35 mm left, 15-20 mm right.
LEFT, RIGHT, TOP, BOTTOM = 30 * mm, A4[0] - 15 * mm, A4[1] - 20 * mm, 25 * mm
WIDTH = RIGHT - LEFT

_FOOT_RULE = 21 * mm
_FOOT_SIZE = 8.5
_PAGE_NUMBER_WIDTH = 24 * mm
# Names and roles may have 255 letters each: more lines would run off the page.
_MOST_FOOT_LINES = 4


class Pages:
    """The pages being drawn; `y` is how far down the page the pen has come, in points."""

    def __init__(self, output, foot: list[str], **about: str):
        ink.load()
        self.canvas = _HoldingCanvas(output, pagesize=A4, lang="vi-VN")
        self.canvas.setTitle(about["title"])
        self.canvas.setAuthor(about["author"])
        self.canvas.setCreator(about["author"])
        self.canvas.setSubject(about["subject"])
        self._foot = foot
        self.y = TOP

    def has_room(self, height: float) -> bool:
        """Whether `height` fits above the foot of this page."""
        return self.y - height >= BOTTOM

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self.canvas.showPage()
        self.y = TOP

    def text(self, lines: list[ink.Line], *, x: float = LEFT, centred: bool = False) -> None:
        """Draw `lines` one below the other, on new pages as needed."""
        for line in lines:
            if not self.has_room(line.height):
                self.turn()
            self.y -= line.height
            if centred:
                ink.draw_centred(self.canvas, line, (LEFT + RIGHT) / 2, self.y)
            else:
                ink.draw(self.canvas, line, x, self.y)

    def save(self) -> None:
        """Draw the feet, now that the number of pages is known, and write the file."""
        self.canvas.showPage()
        self.canvas.save_with(self._draw_foot)

    def _draw_foot(self, number: int, count: int) -> None:
        canvas = self.canvas
        canvas.setLineWidth(0.4)
        canvas.line(LEFT, _FOOT_RULE, RIGHT, _FOOT_RULE)
        page = ink.Line(f"Trang {number}/{count}", size=_FOOT_SIZE)
        y = _FOOT_RULE - page.height
        ink.draw(canvas, page, RIGHT - page.width, y)
        lines = [
            line
            for words in self._foot
            for line in ink.lines_of(words, WIDTH - _PAGE_NUMBER_WIDTH, size=_FOOT_SIZE)
        ]
        for line in lines[:_MOST_FOOT_LINES]:
            ink.draw(canvas, line, LEFT, y)
            y -= line.height


class _HoldingCanvas(Canvas):
    """Holds the finished pages back until their number is known."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self._held = []

    def showPage(self):
        """Keep the page as it is and begin another."""
        self._held.append(dict(self.__dict__))
        self._startPage()

    def save_with(self, draw_foot) -> None:
        """Put a foot under every page and write the file."""
        for number, state in enumerate(self._held, start=1):
            self.__dict__.update(state)
            draw_foot(number, len(self._held))
            super().showPage()
        self.save()
