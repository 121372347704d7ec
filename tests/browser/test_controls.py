"""The keyboard, the menu, the choices of display, reading aloud; and the page without scripts."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.pages import PublicPage, one_of_each_kind
from tests.browser.visitor import axe_violations, keyboard_troubles, visit, window
from tests.browser.wrong import assert_nothing

pytestmark = pytest.mark.browser


def test_everything_is_reached_and_seen_with_the_keyboard(chromium, public_pages):
    wrong = {}
    with window(chromium) as page:
        for target in _samples(public_pages):
            visit(page, target)
            wrong[str(target)] = keyboard_troubles(page)
    assert_nothing(wrong)


def test_skip_link_leads_past_the_menu(chromium, public_pages):
    with window(chromium) as page:
        visit(page, _home(public_pages))
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        assert page.evaluate("() => document.activeElement.closest('main').id") == "noi-dung"


def test_menu_unfolds_and_folds_with_the_keyboard(chromium, public_pages):
    with window(chromium) as page:
        visit(page, _home(public_pages))
        group = page.locator(".nav__group").first
        group.locator("summary").focus()
        page.keyboard.press("Enter")
        expect(group.locator("a").first).to_be_visible()
        assert axe_violations(page) == []
        page.keyboard.press("Escape")
        expect(group.locator("a").first).to_be_hidden()
        assert page.evaluate("() => document.activeElement.tagName") == "SUMMARY"


def test_menu_works_without_a_script(chromium, public_pages):
    with window(
        chromium, java_script_enabled=False, viewport={"width": 360, "height": 700}
    ) as page:
        visit(page, _home(public_pages))
        group = page.locator(".nav__group").first
        group.locator("summary").click()
        expect(group.locator("a").first).to_be_visible()
        expect(page.locator(".comfort")).to_be_hidden()


def test_choices_of_display_last_in_this_browser_alone(chromium, public_pages):
    with window(chromium) as page:
        visit(page, _home(public_pages))
        page.locator(".comfort > summary").click()
        assert axe_violations(page) == []
        for label in ("Rất lớn", "Tối", "Tương phản cao"):
            page.get_by_label(label).check()
        page.reload()
        chosen = page.evaluate("() => ({...document.documentElement.dataset})")
        assert chosen == {"text": "rat-lon", "scheme": "dark", "contrast": "more"}
        assert (
            page.evaluate("() => getComputedStyle(document.body).backgroundColor") == "rgb(0, 0, 0)"
        )
        assert page.context.cookies() == []
        page.locator(".comfort > summary").click()
        page.get_by_role("button", name="Đặt lại").click()
        assert page.evaluate("() => ({...document.documentElement.dataset})") == {}
        assert page.evaluate("() => localStorage.length") == 0


def test_read_aloud_speaks_the_article_sentence_by_sentence(chromium, public_pages):
    item = next(target for target in public_pages if target.kind == "newspage")
    with window(chromium) as page:
        visit(page, item)
        expect(page.locator("[data-read]")).to_be_hidden()
        page.add_init_script(path=Path(__file__).with_name("vietnamese_voice.js"))
        visit(page, item)
        page.get_by_role("button", name="Nghe đọc").click()
        title = page.locator("h1").inner_text()
        spoken = page.evaluate("() => window.spoken")
        assert " ".join(spoken).startswith(title)
        assert {lang for _text, lang in page.evaluate("() => window.utterances")} == {"vi-VN"}
        assert page.locator(".prose > *").last.inner_text().split()[-1] in spoken[-1]
        assert "Bản in" not in " ".join(spoken)


def _home(pages: list[PublicPage]) -> PublicPage:
    return next(target for target in pages if target.path == "/")


def _samples(pages: list[PublicPage]) -> list[PublicPage]:
    """Pages of different make: home, list, item, print view, leaders, search, not found."""
    kinds = {
        "homepage", "newsindexpage", "newspage", "newspage (bản in)", "leaderspage",
        "search with results", "not found",
    }  # fmt: skip
    return [target for target in one_of_each_kind(pages) if target.kind in kinds]
