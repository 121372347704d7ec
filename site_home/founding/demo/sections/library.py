"""The media library (S13): a recording, a film, a leaflet."""

import math
import struct
import wave
from datetime import timedelta
from io import BytesIO
from pathlib import Path

from django.core.files.base import ContentFile

from sections.media.models import AgencyDocument
from sections.media_library import MediaKind, MediaPage, MediaSubject
from site_home.founding.demo.files import ensure_document
from site_home.founding.demo.pictures import ensure_picture

from . import demo

_FILM = Path(__file__).with_name("film.webm")
_CAPTIONS = """WEBVTT

00:00:00.000 --> 00:00:02.000
Đoạn phim trình diễn.

00:00:02.000 --> 00:00:04.000
Hãy thay bằng phim của cơ quan.
"""
_RATE, _SECONDS, _TONE = 8000, 3, 440


@demo("S13")
def library(_section, agency):
    """One item of each kind, and of each subject."""
    alt = "Tranh vẽ đồi núi lúc bình minh"
    yield MediaPage(
        title="Phim ngắn hướng dẫn nộp hồ sơ trực tuyến (demo)",
        slug="phim-huong-dan-nop-ho-so",
        summary="Bốn giây phim trình diễn có phụ đề và nội dung bằng chữ.",
        kind=MediaKind.VIDEO,
        subject=MediaSubject.MATERIAL,
        file=_stored(agency, "Phim trình diễn (demo)", "phim-demo.webm", _FILM.read_bytes()),
        duration=timedelta(seconds=4),
        captions=_CAPTIONS,
        transcript="Đoạn phim trình diễn. Hãy thay bằng phim của cơ quan.",
        illustration=ensure_picture(agency, "thu-vien", alt),
        illustration_alt=alt,
    )
    yield MediaPage(
        title="Bản tin phát thanh pháp luật (demo)",
        slug="ban-tin-phat-thanh",
        summary="Tệp âm thanh trình diễn, một tiếng chuông ngắn.",
        kind=MediaKind.AUDIO,
        subject=MediaSubject.PRACTICE,
        file=_stored(agency, "Âm thanh trình diễn (demo)", "am-thanh-demo.wav", _sound()),
        duration=timedelta(seconds=_SECONDS),
        is_silent=True,
        transcript="Một tiếng chuông, không có lời nói.",
    )
    yield MediaPage(
        title="Tài liệu giới thiệu phần mềm quản lý hồ sơ (demo)",
        slug="tai-lieu-phan-mem-quan-ly-ho-so",
        summary="Giới thiệu công nghệ mới áp dụng trong quản lý hồ sơ.",
        kind=MediaKind.DOCUMENT,
        subject=MediaSubject.TECHNOLOGY,
        file=ensure_document(agency, "Giới thiệu phần mềm (demo)", "Tài liệu trình diễn."),
    )


def _stored(agency, title: str, name: str, content: bytes) -> AgencyDocument:
    found = AgencyDocument.objects.filter(collection=agency.collection, title=title).first()
    if found is None:
        found = AgencyDocument(title=title, collection=agency.collection)
        found.file = ContentFile(content, name=name)
        found.save()
    return found


def _sound() -> bytes:
    """A bell that fades, as WAV."""
    frames = bytearray()
    for number in range(_RATE * _SECONDS):
        moment = number / _RATE
        loud = 12_000 * math.exp(-2 * moment)
        frames += struct.pack("<h", int(loud * math.sin(2 * math.pi * _TONE * moment)))
    output = BytesIO()
    with wave.open(output, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(_RATE)
        sound.writeframes(bytes(frames))
    return output.getvalue()
