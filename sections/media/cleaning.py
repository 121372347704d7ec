"""Files as they are stored: fingerprinted, images whole and without hidden metadata."""

import hashlib
import struct
import zlib
from io import BytesIO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from PIL import Image, ImageOps, ImageSequence

BROKEN = "Ảnh bị hỏng hoặc chưa tải lên đủ; hãy chọn tệp khác."
UNSUPPORTED = "Định dạng ảnh này không dùng được; hãy chọn ảnh JPEG, PNG, WebP, BMP hoặc GIF."

# What the picture libraries raise on files that are cut off or damaged.
_DAMAGES = (
    OSError,
    ValueError,
    SyntaxError,
    EOFError,
    IndexError,
    struct.error,
    zlib.error,
    Image.DecompressionBombError,
)
# MPO is what phones write: a JPEG followed by further pictures, each with its own place.
_STORED_AS = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WEBP", "BMP": "BMP"}
_QUALITY = {"JPEG": {"quality": 90}, "WEBP": {"quality": 90}}


def sha256_of(file) -> str:
    """Hex SHA-256 of an open or openable file; leaves its position at the start."""
    _rewind(file)
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(1 << 20), b""):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def check_whole(file) -> None:
    """Decode every frame of the picture `file`; raise `ValidationError` if that fails."""
    _rewind(file)
    try:
        with Image.open(file) as picture:
            _load(picture)
    except _DAMAGES as error:
        raise ValidationError({"file": BROKEN}) from error
    file.seek(0)


def without_metadata(file):
    """`file` without EXIF, GPS, XMP and comments, turned upright; a GIF as it is.

    Of a multi-picture JPEG the first picture is kept. Raises `ValidationError` if the picture
    cannot be decoded or its format is not one that can be cleaned.
    """
    _rewind(file)
    output = BytesIO()
    try:
        with Image.open(file) as picture:
            _load(picture)
            if picture.format == "GIF":
                file.seek(0)
                return file
            if picture.format not in _STORED_AS:
                raise ValidationError({"file": UNSUPPORTED})
            if picture.format != "MPO" and getattr(picture, "is_animated", False):
                _write_animation(picture, output)
            else:
                _write_still(picture, output)
    except _DAMAGES as error:
        raise ValidationError({"file": BROKEN}) from error
    return ContentFile(output.getvalue(), name=file.name)


def _rewind(file) -> None:
    """Open `file` if it is closed and go to its start."""
    file.open("rb") if getattr(file, "closed", False) else file.seek(0)


def _load(picture) -> None:
    """Decode all frames; only the first of a multi-picture JPEG, which is all that is kept."""
    if picture.format == "MPO":
        picture.seek(0)
        picture.load()
        return
    for frame in ImageSequence.Iterator(picture):
        frame.load()
    picture.seek(0)


def _options(picture, image_format: str) -> dict:
    """How to encode; colours would shift without the profile."""
    colours = picture.info.get("icc_profile")
    return _QUALITY.get(image_format, {}) | ({"icc_profile": colours} if colours else {})


def _write_still(picture, output) -> None:
    """One picture, upright."""
    image_format = _STORED_AS[picture.format]
    options = _options(picture, image_format)
    upright = ImageOps.exif_transpose(picture)
    upright.info = {}
    upright.save(output, format=image_format, **options)


def _write_animation(picture, output) -> None:
    """All frames of an animated PNG or WebP with their times."""
    options = _options(picture, picture.format)
    loop = picture.info.get("loop", 0)
    frames, durations = [], []
    for frame in ImageSequence.Iterator(picture):
        frame.load()
        durations.append(frame.info.get("duration", 0))
        still = frame.convert("RGBA")
        still.info = {}
        frames.append(still)
    if picture.info.get("default_image"):
        # The still picture of such a PNG is no part of its animation.
        options["default_image"] = True
        durations.pop(0)
    frames[0].save(
        output,
        format=picture.format,
        save_all=True,
        append_images=frames[1:],
        duration=durations,
        loop=loop,
        **options,
    )
