"""Files for the demonstration: a page of PDF that says what it is."""

from io import BytesIO

from django.core.files.base import ContentFile
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from sections.media import describing, first_page
from sections.media.models import AgencyDocument
from workflow.desk.sheet import ink

_MARGIN = 72


def ensure_document(agency, title: str, *lines: str) -> AgencyDocument:
    """The agency's demonstration file `title`, one page with `lines`; created once."""
    title = title if title.endswith("(demo)") else f"{title} (demo)"
    document = AgencyDocument.objects.filter(collection=agency.collection, title=title).first()
    if document is None:
        document = AgencyDocument(title=title, collection=agency.collection)
        content = _pdf(agency, title, lines)
        document.file = ContentFile(content, name="tai-lieu-demo.pdf")
        document.save()
        # The worker is not there yet, and this file is known to be harmless.
        describing.store(document, first_page.read(content, "pdf"))
    return document


def _pdf(agency, title: str, lines: tuple[str, ...]) -> bytes:
    ink.load()
    output = BytesIO()
    canvas = Canvas(output, pagesize=A4)
    canvas.setTitle(title)
    canvas.setAuthor(agency.name)
    top = A4[1] - _MARGIN
    width = A4[0] - 2 * _MARGIN
    parts = [(agency.name, ink.BOLD, 11), ("", ink.REGULAR, 11), (title, ink.BOLD, 15)]
    parts += [("", ink.REGULAR, 12), *((line, ink.REGULAR, 12) for line in lines)]
    parts.append(("Tài liệu trình diễn, không có giá trị pháp lý.", ink.REGULAR, 10))
    for text, font, size in parts:
        for line in ink.lines_of(text or " ", width, font=font, size=size):
            top -= line.height
            canvas.setFont(font, size)
            canvas.drawString(_MARGIN, top, line.text)
    canvas.showPage()
    canvas.save()
    return output.getvalue()
