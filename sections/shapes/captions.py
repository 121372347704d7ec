"""Captions of a recording: WebVTT as browsers read it, made of WebVTT or SubRip."""

import re

MAX_BYTES = 1024 * 1024
NOT_CAPTIONS = (
    "Phụ đề phải ở dạng WebVTT (.vtt) hoặc SubRip (.srt): mỗi câu có một dòng thời gian như "
    "«00:00:01.000 --> 00:00:04.000»."
)
WRONG_TIME = "Phụ đề, dòng {line}: thời điểm kết thúc phải sau thời điểm bắt đầu."
WRONG_ORDER = "Phụ đề, dòng {line}: câu này bắt đầu trước câu ngay trên nó."
_CUE = re.compile(
    r"^((?:\d{2,}:)?[0-5]\d:[0-5]\d[.,]\d{3})[ \t]+-->[ \t]+((?:\d{2,}:)?[0-5]\d:[0-5]\d[.,]\d{3})(.*)$"
)
_SUBRIP_NUMBER = re.compile(r"^\d+$")


class NotCaptions(ValueError):
    """The text is no captions; says what is wrong, in Vietnamese."""


def as_webvtt(text: str) -> str:
    """`text` (WebVTT or SubRip) as WebVTT with LF line ends; raises `NotCaptions`."""
    lines = text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
    is_subrip = not lines[0].startswith("WEBVTT")
    written, before = [], -1
    for number, line in enumerate(lines, start=1):
        cue = _CUE.match(line.strip())
        if cue is None:
            written.append(line.rstrip())
            continue
        starts, ends = _milliseconds(cue[1]), _milliseconds(cue[2])
        if ends <= starts:
            raise NotCaptions(WRONG_TIME.format(line=number))
        if starts < before:
            raise NotCaptions(WRONG_ORDER.format(line=number))
        before = starts
        if is_subrip and written and _SUBRIP_NUMBER.match(written[-1]):
            written.pop()
        written.append(f"{cue[1]} --> {cue[2]}".replace(",", ".") + cue[3].rstrip())
    if before < 0:
        raise NotCaptions(NOT_CAPTIONS)
    head = ["WEBVTT", ""] if is_subrip else []
    return "\n".join([*head, *written]) + "\n"


def _milliseconds(time: str) -> int:
    clock, part = re.split("[.,]", time)
    seconds = 0
    for number in clock.split(":"):
        seconds = seconds * 60 + int(number)
    return seconds * 1000 + int(part)
