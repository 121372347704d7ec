"""The words of a PDF as a reader of the file sees them: by each font's own table of letters."""

import re
import zlib
from base64 import a85decode

_OBJECT = re.compile(rb"(\d+) 0 obj\s(.*?)endobj", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_FONT = re.compile(rb"/(F\d+\+\d+) (\d+) 0 R")
_LETTER = re.compile(rb"<(\w+)> <(\w+)>")
_SHOWN = re.compile(rb"/(F\d+\+\d+) [\d.]+ Tf|\(((?:\\.|[^\\()])*)\) Tj|(T\*|ET)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)
_LETTERS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}


def pages_of(file: bytes) -> list[str]:
    """The text of each page, one line for each line drawn."""
    objects = {int(number): body for number, body in _OBJECT.findall(file)}
    letters = _letters(objects)
    streams = [
        _plain(objects[int(number)])
        for body in objects.values()
        if b"/Type /Page\n" in body
        for number in re.findall(rb"/Contents (\d+) 0 R", body)
    ]
    return [_text(stream, letters) for stream in streams]


def _letters(objects: dict[int, bytes]) -> dict[bytes, dict[int, str]]:
    """For each font, by the name the pages use, which code stands for which letter."""
    found = {}
    for body in objects.values():
        for name, number in _FONT.findall(body):
            table = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(number)])
            found[name] = _table(_plain(objects[int(table[1])]))
    return found


def _table(cmap: bytes) -> dict[int, str]:
    return {
        int(code, 16): bytes.fromhex(letter.decode()).decode("utf-16-be")
        for code, letter in _LETTER.findall(cmap.split(b"beginbfchar")[1])
    }


def _plain(body: bytes) -> bytes:
    data = _STREAM.search(body)[1].strip()
    if b"ASCII85Decode" in body:
        data = a85decode(data.removesuffix(b"~>"))
    return zlib.decompress(data)


def _text(stream: bytes, letters: dict[bytes, dict[int, str]]) -> str:
    font, out = b"", []
    for name, shown, end in _SHOWN.findall(stream):
        if name:
            font = name
        elif end:
            out.append("\n")
        else:
            codes = _ESCAPED.sub(_unescaped, shown)
            out.append("".join(letters[font][code] for code in codes))
    return re.sub(r"\n+", "\n", "".join(out)).strip()


def _unescaped(match) -> bytes:
    code = match[1]
    if code.isdigit():
        return bytes([int(code, 8)])
    return _LETTERS.get(code, code)
