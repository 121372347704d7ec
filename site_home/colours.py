"""The colours of an agency for its stylesheet: those of the rule book and, from them, the night's."""

from workflow.regulations.contrast import contrast

# The surfaces of the dark scheme (static/css/theme.css).
NIGHT_PAPER = "#12161b"
NIGHT_SURFACE = "#1a2027"
# Text on dark needs more than the minimum of 4.5 to be read with ease.
NIGHT_CONTRAST = 7.0

_STYLESHEET = (
    ":root{{--brand:{look.brand};--brand-dark:{look.brand_dark};--accent:{look.accent};"
    "--tint-light:{look.tint};--brand-light:{light};--tint-dark:{tint}}}\n"
)


def stylesheet(look) -> str:
    """The custom properties of `[look]` as a stylesheet."""
    return _STYLESHEET.format(look=look, light=brand_on_dark(look), tint=night_tint(look))


def night_tint(look) -> str:
    """The raised surface of the dark scheme with a breath of the agency's colour."""
    return mixed(NIGHT_SURFACE, look.brand, 0.16)


def brand_on_dark(look) -> str:
    """The agency's colour, whitened just enough to be read as text on the dark surfaces."""
    tint = night_tint(look)
    shares = (share / 20 for share in range(21))
    colours = (mixed(look.brand, "#ffffff", share) for share in shares)
    return next(colour for colour in colours if contrast(colour, tint) >= NIGHT_CONTRAST)


def mixed(one: str, other: str, share: float) -> str:
    """`one` with `share` (0 to 1) of `other`, both `#rrggbb`."""
    pairs = ((int(one[at : at + 2], 16), int(other[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)
