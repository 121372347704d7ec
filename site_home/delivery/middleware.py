"""Says of every answer who may keep it, and under which epoch it was made."""

from django.conf import settings
from wagtail.models import Site

from . import epochs, sites

# In the WSGI environment: (site, stamp) as they were before anything was read.
MADE_UNDER = "site_home.delivery"

# Kept by a proxy for a second; a browser asks again each time and mostly hears 304. Only while
# the proxy is asking may others be shown what is a second older.
FOR_EVERYONE = "public, max-age=0, s-maxage=1, stale-while-revalidate=1"
FOR_ONE_PERSON = "private, no-store"

# Answers that are the same for everybody until the site changes.
_LASTING = frozenset({200, 301, 404, 410})


class DeliveryMiddleware:
    """Finds the site without a query and settles `Cache-Control` of public addresses."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        site = sites.site_of(request)
        # Wagtail looks here first.
        request._wagtail_site = site
        if site is not None:
            name = epoch_name(site)
            request.META[MADE_UNDER] = (name, epochs.stamp(name))
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and not is_apart(request.path):
            response["Cache-Control"] = _who_may_keep(request, response)
        return response


def epoch_name(site: Site) -> int | str:
    """The epoch of what `site` shows: the portal, on the default site, shows all of them."""
    return epochs.ANY if site.is_default_site else site.pk


def is_apart(path: str) -> bool:
    """Whether the address has rules of its own about keeping: editing, files, live numbers."""
    return path.startswith(settings.DELIVERY_APART)


def own_cookies() -> tuple[str, ...]:
    """The cookies by which we know a person, or hold something for one."""
    return settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, "messages"


def _who_may_keep(request, response) -> str:
    is_personal = (
        request.method not in {"GET", "HEAD"}
        or response.status_code not in _LASTING
        or response.cookies
        or any(name in request.COOKIES for name in own_cookies())
        or "Authorization" in request.headers
    )
    return FOR_ONE_PERSON if is_personal else FOR_EVERYONE
