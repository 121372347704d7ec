"""The pictures of the public pages: in which sizes and formats, and their HTML.

A picture is offered as AVIF, half the bytes, and as WebP, which every browser of the last years
reads. WebP must exist for a page to be shown; AVIF takes long to make, so only the worker makes it
and a page does without until then.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe
from wagtail.images.models import Filter
from wagtail.images.shortcuts import get_renditions_or_not_found

# The text column of an article is 50 rem wide, on a phone it is the screen.
_COLUMN = "(min-width: 52em) 50rem, 100vw"


@dataclass(frozen=True, slots=True)
class Shape:
    """What a place on a page asks of a picture: sizes from small to large, and its width there."""

    resizes: tuple[str, ...]
    sizes: str = ""

    def specs(self, format_: str) -> tuple[str, ...]:
        """The filters of Wagtail in one format."""
        return tuple(f"{resize}|format-{format_}" for resize in self.resizes)


SHAPES = {
    "article": Shape(("fill-400x225", "fill-800x450"), _COLUMN),
    "card": Shape(("fill-320x180",)),
    "figure": Shape(("max-600x600", "max-1200x1200"), _COLUMN),
    "portrait": Shape(("fill-160x160",)),
}
# In the order of the picture's importance.
PUBLIC_SPECS = tuple(spec for shape in SHAPES.values() for spec in shape.specs("webp"))
LATER_SPECS = tuple(spec for shape in SHAPES.values() for spec in shape.specs("avif"))


def picture(image, shape: str, alt: str, **attributes) -> SafeString:
    """The `<picture>` of `image` for a place named in SHAPES; `attributes` are those of `<img>`."""
    place = SHAPES[shape]
    known, better = _filters(place, "webp"), _filters(place, "avif")
    found = image.find_existing_renditions(*known, *better)
    if any(size not in found for size in known):
        shown = list(get_renditions_or_not_found(image, known).values())
    else:
        shown = [found[size] for size in known]
    srcset = _srcset(shown)
    attributes |= {
        "alt": alt,
        # The address alone, or the last of «address 400w».
        "src": srcset[-1].partition(" ")[0],
        "width": shown[-1].width,
        "height": shown[-1].height,
    }
    if len(srcset) > 1:
        attributes |= {"srcset": ", ".join(srcset), "sizes": place.sizes}
    source = _source([found[size] for size in better if size in found], place)
    return mark_safe(f"<picture>{source}<img{_written(attributes)}></picture>")  # noqa: S308 escaped


def _source(renditions: list, place: Shape) -> str:
    """The source in AVIF, once the worker has made all its sizes."""
    if len(renditions) < len(place.resizes):
        return ""
    srcset = _srcset(renditions)
    attributes = {"type": "image/avif", "srcset": ", ".join(srcset)}
    if len(srcset) > 1:
        attributes["sizes"] = place.sizes
    return f"<source{_written(attributes)}>"


def _written(attributes: dict) -> str:
    """The attributes by name, escaped; as Django's `flatatt`, which takes five times as long."""
    return "".join(
        f' {name}="{conditional_escape(value)}"'
        for name, value in sorted(attributes.items())
        if value is not None
    )


@cache
def _filters(place: Shape, format_: str) -> tuple[Filter, ...]:
    """Reading what a size means takes longer than finding the picture."""
    return tuple(Filter(spec=spec) for spec in place.specs(format_))


def _srcset(renditions: Sequence) -> list[str]:
    """«address 400w», each width once: a small original has the same size twice."""
    widths = {rendition.width: rendition.url for rendition in renditions}
    if len(widths) == 1:
        return list(widths.values())
    return [f"{url} {width}w" for width, url in widths.items()]
