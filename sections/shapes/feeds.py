"""Feeds of a section."""

from django.contrib.syndication.views import add_domain
from django.http import HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed


def rss_feed(request, index, items) -> HttpResponse:
    """`items` of `index` as RSS 2.0."""
    return _feed(Rss201rev2Feed, request, index, items, "rss/")


def atom_feed(request, index, items) -> HttpResponse:
    """`items` of `index` as Atom 1.0."""
    return _feed(Atom1Feed, request, index, items, "atom/")


def _feed(kind, request, index, items, own_path) -> HttpResponse:
    home = index.full_url
    feed = kind(
        title=index.title,
        link=home,
        description=index.summary or index.title,
        language="vi",
        feed_url=add_domain(request.get_host(), f"{index.url}{own_path}", request.is_secure()),
    )
    for item in items:
        item._cached_parent_obj = index
        feed.add_item(
            title=item.title,
            link=f"{home}{item.slug}/",
            description=item.summary,
            pubdate=item.first_published_at,
            updateddate=item.last_published_at,
            unique_id=f"{home}{item.slug}/",
            author_name=item.byline or None,
        )
    response = HttpResponse(content_type=feed.content_type)
    feed.write(response, "utf-8")
    return response
