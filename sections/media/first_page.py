"""How many pages a document has, and a picture of its first page.

Reads files that anybody may have made, so it runs as a process of its own, with little memory and
time (`python -m sections.media.first_page pdf < file`), and prints a line of JSON, then the picture.
"""

import io
import json
import re
import sys
import zipfile
from dataclasses import dataclass
from resource import RLIMIT_AS, RLIMIT_CPU, setrlimit

import pypdfium2

MEMORY = 1 << 30
SECONDS = 20

# Legible on a phone; a picture as wide as its text.
WIDTH = 800
_MAX_HEIGHT = 2_400
_QUALITY = 60
# Where office files say how many pages they had when they were saved.
_SAYS = {
    "docx": ("docProps/app.xml", re.compile(rb"<Pages>(\d{1,6})</Pages>")),
    "pptx": ("docProps/app.xml", re.compile(rb"<Slides>(\d{1,6})</Slides>")),
    "odt": ("meta.xml", re.compile(rb'meta:page-count="(\d{1,6})"')),
}
_MAX_SAYING = 1 << 20
KINDS = frozenset({"pdf", *_SAYS})


@dataclass(frozen=True, slots=True)
class FirstPage:
    """`pages` is None where the file does not say; `picture` is WebP of WIDTH × `height`, or b""."""

    pages: int | None = None
    picture: bytes = b""
    height: int = 0


def read(data: bytes, kind: str) -> FirstPage:
    """What the file of a kind (one of KINDS) shows; nothing of one that is damaged or locked."""
    try:
        return _pdf(data) if kind == "pdf" else FirstPage(pages=_said(data, *_SAYS[kind]))
    except (pypdfium2.PdfiumError, zipfile.BadZipFile, KeyError, ValueError, OSError, MemoryError):
        return FirstPage()


def _pdf(data: bytes) -> FirstPage:
    pdf = pypdfium2.PdfDocument(data)
    page = pdf[0]
    scale = WIDTH / page.get_width()
    height = min(round(page.get_height() * scale), _MAX_HEIGHT)
    picture = page.render(scale=scale, crop=(0, max(0, page.get_height() - height / scale), 0, 0))
    output = io.BytesIO()
    image = picture.to_pil().convert("RGB").resize((WIDTH, height))
    image.save(output, "WEBP", quality=_QUALITY)
    return FirstPage(len(pdf), output.getvalue(), height)


def _said(data: bytes, name: str, pattern: re.Pattern[bytes]) -> int | None:
    with zipfile.ZipFile(io.BytesIO(data)) as parts, parts.open(name) as part:
        found = pattern.search(part.read(_MAX_SAYING))
    return int(found[1]) or None if found else None


def main() -> None:
    """Read standard input; the arguments are the kind."""
    setrlimit(RLIMIT_AS, (MEMORY, MEMORY))
    setrlimit(RLIMIT_CPU, (SECONDS, SECONDS))
    found = read(sys.stdin.buffer.read(), sys.argv[1])
    line = json.dumps({"pages": found.pages, "height": found.height})
    sys.stdout.buffer.write(line.encode() + b"\n" + found.picture)


if __name__ == "__main__":
    main()
