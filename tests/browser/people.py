"""What a person does in the browser."""

import re
from contextlib import contextmanager
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Page

from site_home.founding.demo.accounts import password_of

WIDE = {"width": 1280, "height": 900}
NARROW = {"width": 360, "height": 740}


@contextmanager
def signed_in(browser, port: int, username: str):
    """A window in which `username` has signed in through the form."""
    context = browser.new_context(viewport=WIDE, locale="vi-VN")
    page = context.new_page()
    page.goto(f"http://localhost:{port}/admin/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", password_of(username))
    page.click("button[type=submit]")
    page.wait_for_url(re.compile(r"/admin/$"))
    yield page
    context.close()


@contextmanager
def reading(browser):
    """A window of an anonymous reader."""
    context = browser.new_context(viewport=WIDE, locale="vi-VN")
    yield context.new_page()
    context.close()


def write_item(page: Page, port: int, title: str) -> None:
    """Write a news item in the editor, ready to be submitted."""
    page.goto(f"http://localhost:{port}/admin/")
    page.get_by_role("link", name="Viết tin").first.click()
    page.fill("input[name=title]", title)
    page.fill("textarea[name=summary]", "Tóm tắt của tin do cộng tác viên viết.")
    page.locator(
        "[data-streamfield-stream-container] button[aria-label], .c-sf-add-button"
    ).first.click()
    page.get_by_role("option", name="Đoạn văn").click()
    editor = page.locator(".public-DraftEditor-content").first
    editor.click()
    editor.press_sequentially("Nội dung của tin có dấu tiếng Việt.")
    moment = timezone.localtime() - timedelta(hours=1)
    page.fill("input[name=happened_at]", f"{moment:%d/%m/%Y %H:%M}")
    page.locator("textarea[name=summary]").click()
    if page.locator("input[name=supplier_phone]").input_value() == "":
        page.fill("input[name=supplier_phone]", "0900 000 000")


def open_item(page: Page, title: str) -> str:
    """Follow the first link named `title`; the address it leads to, without its query."""
    with page.expect_navigation():
        page.get_by_role("link", name=title).first.click()
    return page.url.partition("?")[0]


def submit_item(page: Page) -> None:
    """Press «Gửi duyệt» and wait for the next screen."""
    with page.expect_navigation():
        page.get_by_role("button", name="Gửi duyệt").first.click()


def take_step(page: Page) -> None:
    """Take the step that is the person's on the screen of an item."""
    passing = page.locator("#xu-ly form", has=page.locator("input[name=action][value=pass]"))
    button = passing.locator("button[type=submit]")
    # The preview beside it moves the layout while it loads.
    page.wait_for_load_state("networkidle")
    if not button.is_visible():
        page.locator("#xu-ly details.desk-act--pass > summary").click()
        button.wait_for(state="visible")
    with page.expect_navigation():
        button.click()


def shoot(page: Page, folder, name: str) -> None:
    """Pictures of the page as it stands, wide and narrow; it must not scroll sideways."""
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        # The editing interface slides its side bar in and out.
        page.wait_for_timeout(700)
        page.screenshot(path=folder / f"{name}-{size['width']}.png", full_page=True)
        overflow = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{name} scrolls sideways at {size['width']} px by {overflow}"
    page.set_viewport_size(WIDE)
    page.wait_for_timeout(700)
