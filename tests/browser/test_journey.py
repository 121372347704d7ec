"""Contributor → every step of the agency's chain → visitor → head of the board, in each agency."""

import re

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.people import (
    open_item,
    reading,
    shoot,
    signed_in,
    submit_item,
    take_step,
    write_item,
)
from tests.workflow.approval.test_chain import CHAINS
from workflow.regulations import loader

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("code", factories.CODES)
def test_an_item_goes_from_draft_to_public(code, chromium, installation, screenshots):
    port = installation
    title = f"Hội nghị đánh giá công tác {code} năm 2026"
    site = f"http://{loader.load(code).slug}.localhost:{port}"

    with signed_in(chromium, port, f"{code.lower()}-contributor") as page:
        write_item(page, port, title)
        shoot(page, screenshots, f"{code}-1-editor")
        submit_item(page)
        page.goto(f"http://localhost:{port}/admin/ban-lam-viec/")
        expect(page.locator("main")).to_contain_text(title)
        item = open_item(page, title)
        expect(page.locator("main")).to_contain_text("Rút lại")

    with reading(chromium) as page:
        page.goto(f"{site}/tin-tuc/")
        expect(page.locator("main")).not_to_contain_text(title)

    for number, name in enumerate(CHAINS[code], start=1):
        with signed_in(chromium, port, name) as page:
            page.goto(f"http://localhost:{port}/admin/ban-lam-viec/")
            assert open_item(page, title) == item
            if number == len(CHAINS[code]):
                shoot(page, screenshots, f"{code}-2-approval")
            take_step(page)

    with reading(chromium) as page:
        page.goto(f"{site}/")
        expect(page.locator("body")).to_contain_text(title)
        open_item(page, title)
        expect(page.locator("h1")).to_have_text(title)
        expect(page.locator("main")).to_contain_text("Nội dung của tin có dấu tiếng Việt.")
        assert page.context.cookies() == []
        shoot(page, screenshots, f"{code}-3-public")

    with signed_in(chromium, port, f"{code.lower()}-head") as page:
        page.goto(f"http://localhost:{port}/admin/nhat-ky/")
        record = page.locator("main")
        expect(record).to_contain_text(title)
        shoot(page, screenshots, f"{code}-4-audit")
        rows = re.sub(r"\s+", " ", record.inner_text())
        for name in CHAINS[code]:
            role = next(
                row.label for row in loader.load(code).roles if row.code == name.partition("-")[2]
            )
            assert role in rows
