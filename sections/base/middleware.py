"""Every text that comes in is NFC and free of NUL and other control characters."""

from django.http import QueryDict

from .rich_text.content_state import cleaned_state, is_content_state
from .text import clean_text


class CleanInputMiddleware:
    """Clean the submitted values before any form sees them (LA-2.3-3, BP-4.1.a-2, DL-10.2, KT-9).

    A NUL byte would make PostgreSQL refuse the whole request with an error page; here it is
    dropped like every other invisible control character.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.META.get("QUERY_STRING"):
            request.GET = _cleaned(request.GET)
        if request.method in {"POST", "PUT", "PATCH"} and _is_form(request):
            request.POST = _cleaned(request.POST)
        return self.get_response(request)


def _is_form(request) -> bool:
    return request.content_type in {
        "application/x-www-form-urlencoded",
        "multipart/form-data",
    }


def _cleaned(values: QueryDict) -> QueryDict:
    cleaned = QueryDict(mutable=True, encoding=values.encoding)
    for key, items in values.lists():
        cleaned.setlist(clean_text(key), [_clean(item) for item in items])
    cleaned._mutable = False
    return cleaned


def _clean(value: str) -> str:
    # Formatted text says by position which words are bold or a link.
    return cleaned_state(value) if is_content_state(value) else clean_text(value)
