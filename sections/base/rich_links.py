"""Links inside rich text, resolved with the other things that a page shows."""

from wagtail.documents.rich_text import DocumentLinkHandler
from wagtail.rich_text.pages import PageLinkHandler

from .at_hand import found_at_hand


class _Found:
    @classmethod
    def get_many(cls, attrs_list):
        """What the links lead to, None for each that is gone."""
        return found_at_hand(cls.get_model(), map(_number, attrs_list))


class PageLink(_Found, PageLinkHandler):
    """A link to a page of the installation; its address needs no page of the right type."""


class DocumentLink(_Found, DocumentLinkHandler):
    """A link to a document."""


def _number(attrs: dict) -> int | None:
    text = attrs.get("id", "")
    return int(text) if text.isascii() and text.isdigit() else None
