"""Which site a request asks for, without a query: the few sites are remembered."""

from copy import copy

from django.http.request import split_domain_port
from wagtail.models import Site

from . import epochs, memory

# A home page stands directly under the root; treebeard writes four characters a level.
HOME_DEPTH = 2
_HOME_PATH_LENGTH = 8


def site_of(request) -> Site | None:
    """As `Site.find_for_request`, by the same order of precedence; a copy of one's own."""
    # As Wagtail does: whether the host is allowed is decided elsewhere.
    hostname = split_domain_port(request._get_raw_host())[0]
    site = _matching(all_sites(), hostname, request.get_port())
    if site is None:
        return None
    own = copy(site)
    # What a request caches on its page must not reach the next request.
    own.root_page = copy(site.root_page)
    return own


def site_at(path: str) -> int | None:
    """The primary key of the site in which the page with the tree path `path` stands."""
    home = path[:_HOME_PATH_LENGTH]
    return next((site.pk for site in all_sites() if site.root_page.path == home), None)


def all_sites() -> list[Site]:
    """Every site with its root page; not to be changed."""
    return memory.remembered(epochs.ALL, "sites", _load)


def _load() -> list[Site]:
    # Wagtail keeps the root paths in a cache that other processes cannot clear.
    Site.clear_site_root_paths_cache()
    return list(Site.objects.select_related("root_page").order_by("pk"))


def _matching(sites: list[Site], hostname: str, port: str) -> Site | None:
    """Host and port, then the default site of that host, then the only site of that host, then
    the default site."""
    named = [site for site in sites if site.hostname == hostname]
    default = next((site for site in sites if site.is_default_site), None)
    for site in named:
        if str(site.port) == port:
            return site
    return named[0] if len(named) == 1 and default not in named else default
