"""What a public page loads: small, own, licensed, readable."""

import gzip
import re
from pathlib import Path

import pytest

from site_home.colours import NIGHT_PAPER, NIGHT_SURFACE, brand_on_dark, night_tint
from workflow.regulations import loader
from workflow.regulations.contrast import contrast

STATIC = Path(__file__).resolve().parents[2] / "static"
GOVUK_CSS = STATIC / "vendor/govuk-frontend/govuk-frontend.min.css"
ALL_CSS = [GOVUK_CSS, *sorted((STATIC / "css").glob("*.css"))]


FRAME = ["theme", "site", "content", "footer", "print"]
SCRIPTS = [STATIC / "js/comfort.js", STATIC / "js/site.js"]
VISITS = STATIC / "js/visits.js"


def test_styles_and_scripts_of_any_page_stay_under_25_kilobytes_compressed():
    frame = [GOVUK_CSS, *(STATIC / f"css/{name}.css" for name in FRAME), *SCRIPTS, VISITS]
    own = [path for path in ALL_CSS if path not in frame]
    # A page adds two stylesheets of its own at most.
    largest = sorted(own, key=_compressed)[-2:]
    assert sum(map(_compressed, [*frame, *largest])) <= 25 * 1024


@pytest.mark.parametrize("path", ALL_CSS[1:], ids=lambda path: path.name)
def test_text_and_surfaces_follow_the_scheme(path):
    """Literal whites and brand-coloured text would be lost in the dark scheme (theme.css)."""
    if path.name in {"error.css", "print.css", "theme.css"}:
        pytest.skip("stands outside the schemes")
    source = path.read_text("utf-8")
    fixed = re.findall(r"^\s+color: var\(--brand(?:-dark)?\);", source, re.M)
    white = re.findall(
        r"^\s+background(?:-color)?: (?:#fff\b|white).*;(?!\n\s+opacity)", source, re.M
    )
    assert (fixed, white) == ([], [])


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


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_script_sends_nothing_and_sets_no_cookie(path):
    source = path.read_text("utf-8")
    reaching_out = re.findall(
        r"\bfetch\b|XMLHttpRequest|sendBeacon|document\.cookie|sessionStorage|https?:", source
    )
    assert reaching_out == []


def test_the_counting_script_sends_the_path_to_its_own_site_and_keeps_nothing():
    source = VISITS.read_text("utf-8")
    keeping = r"cookie\b|localStorage|sessionStorage|indexedDB|https?:|sendBeacon|XMLHttp|userAgent"
    assert re.findall(keeping, re.sub(r"/\*.*?\*/", "", source, flags=re.DOTALL)) == []
    assert re.findall(r"fetch\((.*?),", source) == ["base", "`${base}so-lieu.json`"]
    assert re.findall(r"body: (.*),", source) == ["location.pathname"]


def test_only_the_readers_choice_of_display_is_kept():
    keeping = [path.name for path in SCRIPTS if "localStorage" in path.read_text("utf-8")]
    assert keeping == ["comfort.js"]


@pytest.mark.parametrize("code", loader.CODES)
def test_text_in_the_colours_of_an_agency_is_readable(code):
    look = loader.load(code).look
    day, night = _custom_properties()
    tint = night_tint(look)
    pairs = {
        "white on brand": ("#ffffff", look.brand),
        "white on dark brand": ("#ffffff", look.brand_dark),
        "link on white": (look.brand, day["paper"]),
        "link on tint": (look.brand, look.tint),
        "heading on tint": (look.brand_dark, look.tint),
        "muted text on tint": (day["muted"], look.tint),
        "text on focus": ("#0b0c0c", "#ffdf80"),
        "link on night": (brand_on_dark(look), night["paper"]),
        "link on the night's tint": (brand_on_dark(look), tint),
        "text on the night's tint": (night["ink"], tint),
        "muted text on the night's tint": (night["muted"], tint),
        "muted text on the night's surface": (night["muted"], night["surface"]),
        "error": (day["error"], day["paper"]),
        "error at night": (night["error"], night["surface"]),
    }
    too_faint = {name: contrast(*pair) for name, pair in pairs.items() if contrast(*pair) < 4.5}
    edges = [(day["field"], day["surface"]), (night["field"], night["surface"])]
    assert too_faint == {}
    assert [pair for pair in edges if contrast(*pair) < 3] == []
    assert (night["paper"], night["surface"]) == (NIGHT_PAPER, NIGHT_SURFACE)


@pytest.mark.parametrize("code", loader.CODES)
def test_high_contrast_reaches_the_strict_ratio(code):
    look = loader.load(code).look
    pairs = [
        ("#ffffff", look.brand_dark),
        (look.brand_dark, "#ffffff"),
        ("#ffe680", "#000000"),
    ]
    assert [pair for pair in pairs if contrast(*pair) < 7] == []


def _custom_properties() -> tuple[dict[str, str], dict[str, str]]:
    """The tokens of the light and of the dark scheme."""
    source = (STATIC / "css/theme.css").read_text("utf-8")
    rows = re.findall(r"^    --([a-z-]+): light-dark\((#\w+), (#\w+)\);", source, re.M)[:7]
    return {name: _long(day) for name, day, _ in rows}, {
        name: _long(dark) for name, _, dark in rows
    }


def _long(colour: str) -> str:
    return colour if len(colour) == 7 else "#" + "".join(digit * 2 for digit in colour[1:])


def _compressed(path: Path) -> int:
    return len(gzip.compress(path.read_bytes(), mtime=0))
