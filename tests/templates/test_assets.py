"""What a public page loads: small, own, licensed, readable."""

import gzip
import re
from pathlib import Path

import pytest

from workflow.regulations import loader

STATIC = Path(__file__).resolve().parents[2] / "static"
GOVUK_CSS = STATIC / "vendor/govuk-frontend/govuk-frontend.min.css"
ALL_CSS = [GOVUK_CSS, *sorted((STATIC / "css").glob("*.css"))]


def test_all_stylesheets_together_stay_under_25_kilobytes_compressed():
    size = sum(len(gzip.compress(path.read_bytes(), mtime=0)) for path in ALL_CSS)
    assert size <= 25 * 1024


@pytest.mark.parametrize("path", ALL_CSS, ids=lambda path: path.name)
def test_stylesheet_refers_only_to_files_of_its_own(path):
    targets = re.findall(r"url\(\s*[\"']?([^\"')]+)", path.read_text("utf-8"))
    missing = [target for target in targets if not (path.parent / target).resolve().is_file()]
    assert missing == []


@pytest.mark.parametrize("path", ALL_CSS, ids=lambda path: path.name)
def test_stylesheet_moves_nothing(path):
    moving = re.findall(r"@keyframes|animation-name|marquee|blink", path.read_text("utf-8"))
    assert moving == []


def test_vendored_files_carry_their_licences_and_no_foreign_identity():
    licences = sorted(str(path.relative_to(STATIC)) for path in STATIC.rglob("LICENSE.txt"))
    assert licences == [
        "vendor/be-vietnam-pro/LICENSE.txt",
        "vendor/govuk-frontend/LICENSE.txt",
    ]
    assert re.findall(r"GDS Transport|crown", GOVUK_CSS.read_text("utf-8"), re.I) == []


def test_script_sends_and_keeps_nothing():
    source = (STATIC / "js/site.js").read_text("utf-8")
    reaching_out = re.findall(
        r"\bfetch\b|XMLHttpRequest|sendBeacon|document\.cookie|localStorage|sessionStorage|https?:",
        source,
    )
    assert reaching_out == []


@pytest.mark.parametrize("code", ["LA", "BP", "DL", "QT", "KT"])
def test_text_in_the_colours_of_an_agency_is_readable(code):
    look = loader.load(code).look
    own = _custom_properties()
    pairs = {
        "white on brand": ("#ffffff", look.brand),
        "white on dark brand": ("#ffffff", look.brand_dark),
        "link on white": (look.brand, "#ffffff"),
        "link on tint": (look.brand, look.tint),
        "heading on tint": (look.brand_dark, look.tint),
        "muted text on tint": (own["--muted"], look.tint),
        "text on focus": ("#0b0c0c", own["--focus"]),
    }
    too_faint = {name: _contrast(*pair) for name, pair in pairs.items() if _contrast(*pair) < 4.5}
    assert too_faint == {}


def _custom_properties() -> dict[str, str]:
    source = (STATIC / "css/theme.css").read_text("utf-8")
    return dict(re.findall(r"^\s*(--[a-z-]+): (#[0-9a-f]{6});", source, re.M))


def _contrast(first: str, second: str) -> float:
    """Contrast ratio of two `#rrggbb` colours (WCAG 2.1, 1.4.3)."""
    lighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
