"""Parts of a file, as players ask for them when somebody seeks (RFC 9110, 14)."""

import re
from collections.abc import Callable, Iterator
from functools import wraps
from typing import BinaryIO

from django.http import FileResponse, HttpResponse, StreamingHttpResponse

BLOCK = 64 * 1024
_PART = re.compile(r"(?P<first>[0-9]*)-(?P<last>[0-9]*)")
# No file has positions of so many digits.
_LONGEST = 200


def in_parts(view: Callable) -> Callable:
    """Let `view`, which serves a file, serve a part of it: 206, or 416 where there is none.

    Who may have the file is decided by `view` first. Several parts at once, and parts in another
    unit than bytes, are answered with the whole file.
    """

    @wraps(view)
    def answer(request, *args, **kwargs):
        whole = view(request, *args, **kwargs)
        if not isinstance(whole, FileResponse) or whole.status_code != 200:
            return whole
        whole["Accept-Ranges"] = "bytes"
        unit, _equals, asked = request.headers.get("Range", "").partition("=")
        is_asked = request.method == "GET" and unit.strip().lower() == "bytes" and "," not in asked
        if not is_asked or not _is_same_file(request, whole):
            return whole
        return _part(whole, asked.strip())

    return answer


def _is_same_file(request, whole: FileResponse) -> bool:
    """Whether what the player holds already is of the file as it is now."""
    held = request.headers.get("If-Range")
    return held is None or held in {whole.get("ETag"), whole.get("Last-Modified")}


def _part(whole: FileResponse, asked: str) -> HttpResponse:
    size = int(whole["Content-Length"])
    bounds = _bounds(asked, size)
    if bounds is None:
        whole.file_to_stream.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    first, last = bounds
    part = StreamingHttpResponse(
        _Part(whole.file_to_stream, first, last - first + 1), status=206, headers=whole.headers
    )
    part["Content-Range"] = f"bytes {first}-{last}/{size}"
    part["Content-Length"] = last - first + 1
    return part


def _bounds(asked: str, size: int) -> tuple[int, int] | None:
    """The first and the last byte of `100-199`, `100-` or `-100` (the last hundred)."""
    found = _PART.fullmatch(asked)
    if found is None or asked == "-" or len(asked) > _LONGEST:
        return None
    first, last = found["first"], found["last"]
    if not first:
        length = min(int(last), size)
        return (size - length, size - 1) if length else None
    start, end = int(first), min(int(last), size - 1) if last else size - 1
    return (start, end) if start <= end else None


class _Part:
    """`length` bytes of `file` from `first` on; closing it closes the file."""

    def __init__(self, file: BinaryIO, first: int, length: int):
        self.file, self.first, self.length = file, first, length

    def __iter__(self) -> Iterator[bytes]:
        self.file.seek(self.first)
        left = self.length
        while left and (block := self.file.read(min(BLOCK, left))):
            left -= len(block)
            yield block

    def close(self) -> None:
        self.file.close()
