"""Every section of every agency, and every template: accessible, valid, steady, narrow enough."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from sections.base.models import BasePage
from tests.browser.html_checker import findings
from tests.browser.pages import PublicPage, one_of_each_kind
from tests.browser.visitor import (
    axe_violations,
    keyboard_troubles,
    overflow,
    unsized_pictures,
    visit,
    window,
)
from workflow.agencies.models import Agency
from workflow.regulations import loader

pytestmark = pytest.mark.browser
TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


# The mark makes pytest-django lay out the test database, which the installation is a copy of; it
# also lets this test run before the browser starts.
@pytest.mark.django_db
def test_every_kind_of_page_was_read(public_pages):
    read = {(target.code, target.path) for target in public_pages}
    sections = {
        (agency.code, f"/{slug}/")
        for agency in Agency.objects.select_related("site")
        for slug in BasePage.objects.child_of(agency.site.root_page).values_list("slug", flat=True)
    }
    assert sections - read == set()
    assert [code for code in loader.CODES if (code, "/") not in read] == []
    assert "newspage (bản in)" in {target.kind for target in public_pages}


@pytest.mark.parametrize("code", [*loader.CODES, ""], ids=lambda code: code or "portal")
def test_pages_are_accessible_and_do_not_scroll_sideways(code, chromium, public_pages):
    wrong = {}
    with window(chromium) as page:
        for target in (row for row in public_pages if row.code == code):
            page.set_viewport_size({"width": 1280, "height": 900})
            visit(page, target)
            found = [*axe_violations(page), *unsized_pictures(page), *overflow(page)]
            wrong[str(target)] = found
    assert_nothing(wrong)


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


def test_pages_are_valid_html(public_pages, tmp_path):
    names = {}
    for number, target in enumerate(public_pages):
        name = f"{number}.html"
        names[name] = str(target)
        (tmp_path / name).write_text(target.html(), encoding="utf-8")
    names["500.html"] = "500"
    (tmp_path / "500.html").write_bytes((TEMPLATES / "500.html").read_bytes())
    assert_nothing({names[name]: found for name, found in findings(tmp_path).items()})


def test_pages_are_light(public_pages):
    """At most 30 KB of HTML, of which a third are the menu and the footer."""
    heavy = {
        str(target): size
        for target in public_pages
        if (size := len(target.html().encode())) > 30 * 1024 and not _is_long_text(target)
    }
    assert heavy == {}


def assert_nothing(wrong: dict[str, list[str]]) -> None:
    """Fail with each finding once and the pages that have it, unless there are none."""
    pages_with: dict[str, list[str]] = {}
    for page, found in wrong.items():
        for finding in found:
            pages_with.setdefault(finding, []).append(page)
    lines = [
        f"{finding}\n    {len(pages)} pages: {', '.join(pages[:6])}"
        for finding, pages in pages_with.items()
    ]
    if lines:
        pytest.fail("\n".join(lines), pytrace=False)


def _home(pages: list[PublicPage]) -> PublicPage:
    return next(target for target in pages if target.path == "/")


def _templates(pages: list[PublicPage]) -> list[PublicPage]:
    """One page of each kind; a print view shows the same template as its item."""
    return [target for target in one_of_each_kind(pages) if "(bản in)" not in target.kind]


def _samples(pages: list[PublicPage]) -> list[PublicPage]:
    """Pages of different make: home, list, item, print view, leaders, search, not found."""
    kinds = {
        "homepage", "newsindexpage", "newspage", "newspage (bản in)", "leaderspage",
        "search with results", "not found",
    }  # fmt: skip
    return [target for target in one_of_each_kind(pages) if target.kind in kinds]


def _is_long_text(target: PublicPage) -> bool:
    """The regulation and the list of public information are as long as they are."""
    return target.kind in {"regulationpage", "publicinformationlistpage"}
