"""Pictures for the demonstration: drawn, so that nobody's photograph is used."""

import math
from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

from sections.media.models import AgencyImage

SIZE = (1280, 720)


def ensure_picture(agency, name: str, alt: str) -> AgencyImage:
    """The agency's drawn landscape `name`; created once."""
    title = f"Tranh minh họa {name} (demo)"
    image = AgencyImage.objects.filter(collection=agency.collection, title=title).first()
    if image is None:
        image = AgencyImage(
            title=title, alt_text=alt, collection=agency.collection, credit="Tranh vẽ (demo)"
        )
        image.file = ContentFile(_draw(agency.book.look, name), name=f"demo-{name}.jpg")
        image.width, image.height = SIZE
        image.save()
    return image


def _draw(look, name: str) -> bytes:
    """Layered hills under a sky in the agency's colours; the name decides their shape."""
    seed = sum(ord(char) * (index + 1) for index, char in enumerate(name))
    brand, dark = _rgb(look.brand), _rgb(look.brand_dark)
    picture = Image.new("RGB", SIZE)
    draw = ImageDraw.Draw(picture)
    sky_top, sky_low = _mix((196, 222, 240), brand, 0.12), _mix((255, 240, 214), brand, 0.05)
    for y in range(SIZE[1]):
        draw.line([(0, y), (SIZE[0], y)], fill=_mix(sky_top, sky_low, y / SIZE[1]))
    sun_x = 200 + seed * 37 % 880
    draw.ellipse([sun_x - 70, 120, sun_x + 70, 260], fill=(255, 247, 222))
    picture = picture.filter(ImageFilter.GaussianBlur(2))
    draw = ImageDraw.Draw(picture)
    for layer in range(5):
        depth = layer / 4
        base = 330 + layer * 80
        points = [
            (x, base - _ridge(x, seed + layer * 101, 90 - layer * 10)) for x in range(0, 1300, 8)
        ]
        near = _mix((34, 84, 74), dark, 0.35)
        colour = _mix(_mix((158, 192, 190), brand, 0.08), near, depth)
        draw.polygon([*points, (1300, 720), (0, 720)], fill=colour)
    output = BytesIO()
    picture.save(output, "JPEG", quality=82)
    return output.getvalue()


def _ridge(x: int, seed: int, height: int) -> float:
    waves = (
        math.sin(x / (190 + seed % 70) + seed),
        0.5 * math.sin(x / (83 + seed % 31) + seed * 1.7),
        0.22 * math.sin(x / (31 + seed % 13) + seed * 0.6),
    )
    return height * sum(waves)


def _rgb(colour: str) -> tuple[int, int, int]:
    return tuple(int(colour[index : index + 2], 16) for index in (1, 3, 5))


def _mix(first, second, share: float) -> tuple[int, int, int]:
    return tuple(round(a + (b - a) * share) for a, b in zip(first, second, strict=True))
