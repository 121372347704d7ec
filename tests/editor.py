"""What a browser posts to the editing interface."""

from django.test import Client

from tests import factories

PARAGRAPH = (
    '{"blocks":[{"key":"a","text":"Chữ","type":"unstyled","depth":0,'
    '"inlineStyleRanges":[],"entityRanges":[]}],"entityMap":{}}'
)


def client_of(name: str) -> Client:
    """A browser in which `name` has signed in."""
    client = Client()
    client.force_login(factories.user(name))
    return client


def editor_form(page, **changes) -> dict:
    """The fields of the news editor with the values of `page` and one paragraph."""
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "body-count": "1",
        "body-0-deleted": "",
        "body-0-order": "0",
        "body-0-type": "paragraph",
        "body-0-id": "",
        "body-0-value": PARAGRAPH,
        "happened_at": "20/11/2026 08:00",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "seo_title": "",
        "search_description": "",
        "tags": "",
        "supplier_name": page.supplier_name,
        **changes,
    }
