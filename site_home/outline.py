"""The headings of a long text, each with an address of its own."""

from dataclasses import dataclass

from sections.base.text import slugify

# Fewer are found by looking.
FEWEST_FOR_CONTENTS = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A block of a body; `anchor`, `text` and `level` where it is a heading, else empty."""

    block: object
    anchor: str = ""
    text: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a body in order; `headings` when a list of contents helps, else empty."""

    parts: tuple[Part, ...]
    headings: tuple[Part, ...]


def outline_of(body) -> Outline:
    """The outline of a StreamField value; an anchor lasts as long as the heading's words."""
    used: dict[str, int] = {}
    parts = []
    for block in body or ():
        if block.block_type != "heading":
            parts.append(Part(block))
            continue
        text = block.value["text"]
        slug = slugify(text) or "muc"
        used[slug] = used.get(slug, 0) + 1
        anchor = f"muc-{slug}" if used[slug] == 1 else f"muc-{slug}-{used[slug]}"
        parts.append(Part(block, anchor, text, block.value["level"]))
    headings = tuple(part for part in parts if part.anchor)
    return Outline(tuple(parts), headings if len(headings) >= FEWEST_FOR_CONTENTS else ())
