"""Every section of every agency: accessible, steady, narrow enough."""

import pytest

from tests.browser.pages import PublicPage
from tests.browser.visitor import (
    WIDTHS,
    axe_violations,
    overflow,
    unsized_pictures,
    visit,
    window,
)
from tests.browser.wrong import assert_nothing
from workflow.regulations import loader

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", [*loader.CODES, ""], ids=lambda code: code or "portal")
def test_pages_are_accessible_and_do_not_scroll_sideways(code, chromium, public_pages):
    wrong = {}
    with window(chromium) as page:
        for target in (row for row in public_pages if row.code == code):
            visit(page, target)
            wrong[str(target)] = [*unsized_pictures(page), *_at_each_width(page, target)]
    assert_nothing(wrong)


def _at_each_width(page, target: PublicPage) -> list[str]:
    """Sections and home pages are checked at every width; the narrow templates have their test."""
    found = []
    for width in WIDTHS:
        found += overflow(page, [width])
        if target.is_section or width == max(WIDTHS):
            found += axe_violations(page)
    return found
