"""From an address to a page in two queries, whatever the depth (Wagtail walks level by level)."""

from functools import cache, lru_cache

from django.db.models import QuerySet
from django.http import Http404
from wagtail.models import PageViewRestriction, Site

from .prepared import Prepared
from .readership import IsOpen

# What is needed of the pages on the way, and mostly all that is asked of a parent.
_OF_THE_WAY = (
    "path", "depth", "numchild", "url_path", "title", "slug", "live", "section_code",
    "content_type", "locale",
)  # fmt: skip

# More parts no address here has: the deepest page, and what it routes itself.
MOST_PARTS = 32

# Set on a page that was reached and that no restriction closes, of its own or of a page above.
OPEN = "reached_open"


def route(page_model, request, path: str):
    """Wagtail's `RouteResult` for `path` on the site of `request`; None where nothing answers.

    The deepest page whose address is a beginning of `path` is asked to route the rest, so feeds,
    archives and other sub-addresses of a page work as usual. It knows its parent.
    """
    site = Site.find_for_request(request)
    if site is None:
        return None
    components = [component for component in path.split("/") if component]
    if len(components) > MOST_PARTS:
        return None
    root = site.root_page.url_path
    starts = [
        root + "".join(f"{part}/" for part in components[:count])
        for count in range(len(components) + 1)
    ]
    page = _deepest(page_model, site, starts) if all(map(_fits, components)) else None
    if page is None or page.url_path not in starts:
        return None
    rest = components[starts.index(page.url_path) :]
    try:
        return page.route(request, rest)
    except Http404:
        return None


def no_restrictions() -> QuerySet:
    """An empty result that was had already: even an empty query takes time to build."""
    found = PageViewRestriction.objects.none()
    found._result_cache = []
    return found


def _fits(component: str) -> bool:
    return len(component) <= 255


def _deepest(page_model, site, starts: list[str]):
    """The page with the longest of the addresses `starts`, as its own type; None if it went just now."""
    home = site.root_page
    if len(starts) == 1:
        # The site's own page is at hand.
        return _specific(home, None)
    found = _on_the_way(page_model, len(starts)).rows(*starts, home.pk)
    return _specific(*[*found, home][:2]) if found else _specific(home, None)


@lru_cache(16)
def _on_the_way(page_model, count: int) -> Prepared:
    """The two deepest pages that have one of `count` addresses, but for the page with the key."""

    def pages(*marks):
        *starts, home = marks
        found = page_model.objects.filter(url_path__in=starts).exclude(pk=home)
        return found.order_by("-depth").only(*_OF_THE_WAY)[:2]

    return Prepared(pages, count + 1)


@cache
def _whole(model) -> Prepared:
    """The page with the key, as its own type, with what its templates show."""

    def pages(key):
        rows = model.objects.select_related(*model.shown_relations)
        return rows.annotate(**{OPEN: IsOpen("path")}).filter(pk=key)

    return Prepared(pages)


def _specific(page, parent):
    """The page as its own type, with the picture and the unit that every template shows.

    Whether a restriction closes it is asked in the same breath: who reads it while it is being
    closed gets all of it as it was before, or nothing.
    """
    model = page.specific_class
    if model is None:
        return page
    found = next(iter(_whole(model).rows(page.pk)), None)
    if found is not None and parent is not None and found.path.startswith(parent.path):
        found._cached_parent_obj = parent
    return found
