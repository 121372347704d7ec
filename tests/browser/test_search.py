"""The search box of every page as a combobox, by keyboard alone; and without JavaScript."""

import pytest
from playwright.sync_api import expect

from workflow.regulations import loader

pytestmark = pytest.mark.browser


def test_suggestions_are_chosen_by_keyboard(chromium, installation):
    site = f"http://{loader.load('LA').slug}.localhost:{installation}"
    context = chromium.new_context(locale="vi-VN")
    page = context.new_page()
    troubles = []
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.goto(f"{site}/tin-tuc/")
    box = page.get_by_role("combobox", name="Từ khóa tìm kiếm")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.focus()
    page.keyboard.type("lanh d")
    options = page.get_by_role("option")
    expect(options.first).to_contain_text("Lãnh đạo")
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_have_attribute("aria-selected", "false")

    page.keyboard.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    page.keyboard.press("ArrowUp")
    expect(options.first).to_have_attribute("aria-selected", "false")
    expect(box).not_to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))

    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    expect(page.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("lanh d")

    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/lanh-dao/")

    # Nothing chosen: the form is sent as without suggestions.
    page.get_by_role("combobox").focus()
    page.keyboard.type("lanh dao")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/tim-kiem/?q=lanh+dao")
    expect(page.get_by_role("combobox")).to_have_count(2)
    assert troubles == []
    assert context.cookies() == []
    context.close()


def test_without_javascript_the_form_searches(chromium, installation):
    site = f"http://{loader.load('LA').slug}.localhost:{installation}"
    context = chromium.new_context(locale="vi-VN", java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/")
    page.get_by_role("searchbox", name="Từ khóa tìm kiếm").fill("lanh dao")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{site}/tim-kiem/?q=lanh+dao")
    expect(page.locator(".result__title").first).to_contain_text("Lãnh đạo")
    context.close()
