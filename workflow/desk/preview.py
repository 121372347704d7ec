"""The item as the visitor will see it, and its bare text."""

import re

from bs4 import BeautifulSoup
from django.http import HttpResponse

_BLANK_LINES = re.compile(r"\n\s*\n+")


def preview_of(page, request) -> HttpResponse:
    """The public page made of the newest draft of `page`; its links open in a new window."""
    draft = page.get_latest_revision_as_object()
    response = draft.make_preview_request(request, draft.default_preview_mode)
    response.content = response.content.replace(b"<head>", b'<head><base target="_blank">', 1)
    return response


def text_of(page, request) -> str:
    """The words of the main part of the public page, for slow connections and screen readers."""
    soup = BeautifulSoup(preview_of(page, request).content, "html.parser")
    main = soup.find("main") or soup
    for element in main.find_all(["script", "style", "svg", "form", "nav"]):
        element.decompose()
    return _BLANK_LINES.sub("\n\n", main.get_text("\n", strip=False)).strip()
