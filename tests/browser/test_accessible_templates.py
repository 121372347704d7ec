"""Every template with the largest text, in the dark scheme and in high contrast."""

import pytest

from tests.browser.pages import PublicPage, one_of_each_kind
from tests.browser.visitor import axe_violations, overflow, visit, window
from tests.browser.wrong import assert_nothing

pytestmark = pytest.mark.browser


def test_templates_are_accessible_on_a_narrow_screen_with_the_largest_text(chromium, public_pages):
    wrong = {}
    with window(chromium, viewport={"width": 320, "height": 700}) as page:
        for target in _templates(public_pages):
            visit(page, target)
            page.evaluate("() => { document.documentElement.dataset.text = 'rat-lon' }")
            found = [*axe_violations(page), *overflow(page, [320])]
            wrong[str(target)] = found
    assert_nothing(wrong)


def test_templates_are_readable_in_the_dark_scheme_and_in_high_contrast(chromium, public_pages):
    homes = [row for row in public_pages if row.path == "/"]
    wrong = {}
    with window(chromium, color_scheme="dark") as page:
        for target in {*_templates(public_pages), *homes}:
            visit(page, target)
            found = axe_violations(page, ["color-contrast"])
            page.evaluate("() => { document.documentElement.dataset.contrast = 'more' }")
            wrong[str(target)] = [*found, *axe_violations(page, ["color-contrast"])]
    assert_nothing(wrong)


def _templates(pages: list[PublicPage]) -> list[PublicPage]:
    """One page of each kind; a print view shows the same template as its item."""
    return [target for target in one_of_each_kind(pages) if "(bản in)" not in target.kind]
