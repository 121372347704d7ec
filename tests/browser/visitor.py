"""A window that measures what a reader meets on a page."""

from contextlib import contextmanager
from functools import cache
from importlib.resources import files

from playwright.sync_api import Browser, Page

from tests.browser.pages import PublicPage

WIDTHS = (320, 768, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

_RUN_AXE = """async (rules) => {
  for (const part of document.querySelectorAll("main details")) part.open = true;
  const run = {runOnly: {type: rules.length > 1 ? "tag" : "rule", values: rules},
               resultTypes: ["violations"]};
  const result = await axe.run(document, run);
  return result.violations.flatMap(({id, nodes}) =>
    nodes.map((node) => `${id}: ${node.html.slice(0, 160)} (${node.any.concat(node.all, node.none)
      .map((check) => check.message).join("; ").slice(0, 200)})`));
}"""
# What Tab must reach, in the order of the page, and whether each shows that it has the focus.
_REACHABLE = """() => [...document.querySelectorAll(
    "a[href], button, input, select, textarea, summary, audio[controls], video[controls], [tabindex]")]
  .filter((part) => part.tabIndex >= 0 && !part.disabled && part.type !== "hidden"
    && part.checkVisibility({visibilityProperty: true}) && !(part.type === "radio" && !part.checked))
  .map((part, number) => { part.dataset.place = number; return part.tabIndex; })"""
_FOCUSED = """() => {
  const part = document.activeElement, style = getComputedStyle(part), box = part.getBoundingClientRect();
  const marked = style.boxShadow !== "none"
    || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0);
  return {place: part.dataset.place ?? null, marked, html: part.outerHTML.slice(0, 120),
          inside: box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth};
}"""
_WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
# A picture that says no size moves the text when it arrives.
_UNSIZED = """() => [...document.querySelectorAll("img, video, iframe")]
  .filter((part) => part.tagName !== "VIDEO" && !(part.hasAttribute("width") && part.hasAttribute("height")))
  .map((part) => part.outerHTML.slice(0, 160))"""


@contextmanager
def window(browser: Browser, **options):
    """A browser window that keeps nothing."""
    viewport = {"width": 1280, "height": 900}
    context = browser.new_context(locale="vi-VN", **{"viewport": viewport, **options})
    yield context.new_page()
    context.close()


def axe_violations(page: Page, rules: list[str] | None = None) -> list[str]:
    """What axe-core finds on the page shown: by tags of rules, or by one rule."""
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(_axe_source())
    return page.evaluate(_RUN_AXE, rules or RULES)


def overflow(page: Page, widths=WIDTHS) -> list[str]:
    """At which widths the page shown scrolls sideways, and by how much."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        if (excess := page.evaluate(_WIDER)) > 0:
            found.append(f"scrolls sideways at {width} px by {excess}")
    return found


def unsized_pictures(page: Page) -> list[str]:
    """The pictures of the page shown that reserve no room."""
    return [f"no width and height: {html}" for html in page.evaluate(_UNSIZED)]


def keyboard_troubles(page: Page) -> list[str]:
    """What a reader with a keyboard alone meets on the page shown, from its start to its end."""
    orders = page.evaluate(_REACHABLE)
    found = ["something has a tabindex of its own"] if any(order > 0 for order in orders) else []
    for place in range(len(orders)):
        page.keyboard.press("Tab")
        focus = page.evaluate(_FOCUSED)
        # The day, month and year of a date are stops of their own.
        while place and focus["place"] == str(place - 1) and 'type="date"' in focus["html"]:
            page.keyboard.press("Tab")
            focus = page.evaluate(_FOCUSED)
        if focus["place"] != str(place):
            return [*found, f"Tab {place} reached {focus['html']}"]
        if not (focus["marked"] and focus["inside"]):
            found.append(f"focus is not seen on {focus['html']}")
    return found


def visit(page: Page, target: PublicPage) -> None:
    """Open `target` and wait until it is drawn."""
    page.goto(target.url, wait_until="load")


@cache
def _axe_source() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
