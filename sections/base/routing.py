"""From an address to a page in two queries at most, whatever the depth (Wagtail walks level by level)."""

from django.http import Http404
from wagtail.models import Site


def route(page_model, request, path: str):
    """Wagtail's `RouteResult` for `path` on the site of `request`; None where nothing answers.

    The deepest page whose address is a beginning of `path` is asked to route the rest, so feeds,
    archives and other sub-addresses of a page work as usual.
    """
    site = Site.find_for_request(request)
    if site is None:
        return None
    components = [component for component in path.split("/") if component]
    root = site.root_page.url_path
    starts = [
        root + "".join(f"{part}/" for part in components[:count])
        for count in range(len(components) + 1)
    ]
    page = _deepest(page_model, site, starts) if all(map(_fits, components)) else None
    if page is None:
        return None
    rest = components[starts.index(page.url_path) :]
    try:
        return _specific(page).route(request, rest)
    except Http404:
        return None


def _fits(component: str) -> bool:
    return len(component) <= 255


def _deepest(page_model, site, starts: list[str]):
    """The page with the longest of the addresses `starts`; the site's own page is at hand."""
    if len(starts) == 1:
        return site.root_page
    return page_model.objects.filter(url_path__in=starts).order_by("-depth").first()


def _specific(page):
    """The page as its own type, with the picture and the unit that every template shows."""
    model = page.specific_class
    if model is None:
        return page
    return model.objects.select_related("illustration", "unit").get(pk=page.pk)
