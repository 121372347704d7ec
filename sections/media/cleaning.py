"""Files as they are stored: fingerprinted, images without hidden metadata."""

import hashlib
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageOps, UnidentifiedImageError

_KEPT_FORMATS = {"JPEG", "PNG", "WEBP", "BMP"}


def sha256_of(file) -> str:
    """Hex SHA-256 of an open or openable file; leaves its position at the start."""
    file.open("rb") if getattr(file, "closed", False) else file.seek(0)
    digest = hashlib.sha256()
    for chunk in iter(lambda: file.read(1 << 20), b""):
        digest.update(chunk)
    file.seek(0)
    return digest.hexdigest()


def without_metadata(file):
    """`file` without EXIF, GPS, XMP and comments, turned upright; unchanged if not decodable.

    Animated images and formats that carry no such metadata are returned as they are.
    """
    file.seek(0)
    try:
        with Image.open(file) as picture:
            if picture.format not in _KEPT_FORMATS or getattr(picture, "is_animated", False):
                file.seek(0)
                return file
            image_format = picture.format
            colours = picture.info.get("icc_profile")
            upright = ImageOps.exif_transpose(picture)
            upright.info = {}
            output = BytesIO()
            options = {"quality": 90} if image_format in {"JPEG", "WEBP"} else {}
            if colours:
                options["icc_profile"] = colours
            upright.save(output, format=image_format, **options)
    except (UnidentifiedImageError, OSError, ValueError):
        file.seek(0)
        return file
    return ContentFile(output.getvalue(), name=file.name)
