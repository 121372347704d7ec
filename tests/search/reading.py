"""A reader who searches, and the worker that has caught up."""

from contextlib import contextmanager

from django.test import Client, TestCase
from django.utils import timezone

from search import entries
from sections.base import door
from sections.news import NewsPage
from tests import factories

HOSTS = {"LA": "long-an.localhost", "BP": "binh-phuoc.localhost", "QT": "quang-tri.localhost"}


def published(code: str = "LA", **fields) -> NewsPage:
    """A public item that the worker has read."""
    page = factories.publish_news(code, **fields)
    entries.refresh_page(page)
    return page


def live(code: str = "LA", **fields) -> NewsPage:
    """As `published`, but put there behind the chain: for what only concerns finding."""
    page = NewsPage(live=True, **{"first_published_at": timezone.now(), **fields})
    with door.opened(door.key(page)):
        factories.news_index(code).add_child(instance=page)
    entries.refresh_page(page)
    return page


@contextmanager
def committed():
    """What the block asks of the worker is done at its end."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        yield


def answer(query: str, code: str = "LA", **filters):
    """The search page."""
    return Client().get("/tim-kiem/", {"q": query, **filters}, HTTP_HOST=HOSTS[code])


def found(query: str, code: str = "LA", **filters) -> list[str]:
    """The titles that are shown, in their order."""
    return [row["hit"].title for row in answer(query, code, **filters).context["results"]]


def suggested(query: str, code: str = "LA") -> list[dict]:
    """The suggestions."""
    reply = Client().get("/tim-kiem/goi-y", {"q": query}, HTTP_HOST=HOSTS[code])
    return reply.json()["suggestions"]
