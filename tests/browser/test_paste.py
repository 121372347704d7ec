"""What remains of a text pasted from a word processor, from the clipboard to the reader's page."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.browser.people import signed_in, write_item

pytestmark = pytest.mark.browser

EDITED = re.compile(r"/pages/(\d+)/edit/")
SAMPLES = Path(__file__).with_name("word")
PASTE = """([element, html]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/html", html);
  clipboardData.setData("text/plain", "chữ");
  const options = {clipboardData, bubbles: true, cancelable: true};
  element.dispatchEvent(new ClipboardEvent("paste", options));
}"""


def pasted(chromium, port: int, sample: str) -> list[str]:
    """The blocks of a new item's text after pasting `sample` and saving, as HTML."""
    html = (SAMPLES / sample).read_text(encoding="utf-8")
    with signed_in(chromium, port, "la-contributor") as page:
        write_item(page, port, f"Tin dán từ {sample}")
        # The editor saves a new draft by itself and is then at its address.
        page.wait_for_url(EDITED)
        editor = page.locator(".public-DraftEditor-content").first
        editor.click()
        editor.press("ControlOrMeta+a")
        page.evaluate(PASTE, [editor.element_handle(), html])
        page.wait_for_load_state("networkidle")
        with page.expect_response(_is_saved):
            page.get_by_role("button", name="Lưu nháp").first.click()
        number = EDITED.search(page.url)[1]
        preview = f"http://localhost:{port}/admin/ban-lam-viec/{number}/xem-truoc/"
        answer = page.request.get(preview).text()
    text = BeautifulSoup(answer, "html.parser").select_one(".rich-text")
    for tag in text.find_all(True):
        tag.attrs = {name: value for name, value in tag.attrs.items() if name == "href"}
    return [str(tag) for tag in text.find_all(recursive=False)]


def _is_saved(response) -> bool:
    """Whether a form was sent by its button, which leads on; what saves by itself answers 200."""
    return response.request.method == "POST" and response.status in {302, 303}


def test_a_text_from_word(chromium, installation):
    assert pasted(chromium, installation, "news.html") == [
        "<p><b>Hội nghị triển khai công tác tư pháp</b></p>",
        "<p>Sáng ngày 18/11/2026, Sở Tư pháp tổ chức hội nghị “triển khai công tác quý IV”. "
        '<i>Đồng chí Giám đốc</i> phát biểu; xem <a href="https://example.vn/quyet-dinh-12">'
        "Quyết định số 12/QĐ-STP</a>.</p>",
        "<ul><li>Hoàn thiện thể chế</li><li>Phổ biến, giáo dục pháp luật"
        "<ul><li>Ở cơ sở</li></ul></li><li><b>Trợ giúp</b> pháp lý</li></ul>",
        "<p>Các bước:</p>",
        "<ol><li>Nộp hồ sơ</li><li>Nhận kết quả</li></ol>",
        "<p><b>Đơn vị</b> | <b>Số việc</b></p>",
        "<p>Phòng Hành chính | 12</p>",
    ]


def test_a_text_from_word_in_the_browser(chromium, installation):
    assert pasted(chromium, installation, "online.html") == [
        "<p><b>Kết quả nổi bật</b></p>",
        "<ul><li>Một cửa</li></ul>",
        "<p><i>Văn phòng Sở</i></p>",
    ]
