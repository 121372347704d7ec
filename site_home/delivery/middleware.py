"""Says of every answer who may keep it, and under which epoch it was made."""

from wagtail.models import Site

from . import epochs, policy, sites


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
            request.META[policy.MADE_UNDER] = (name, epochs.stamp(name))
        response = self.get_response(request)
        if not response.has_header("Cache-Control") and not policy.is_apart(request.path):
            response["Cache-Control"] = policy.who_may_keep(request, response)
            if response["Cache-Control"] == policy.FOR_EVERYONE:
                response[policy.UNTIL] = policy.end_of_this_second()
        return response


def epoch_name(site: Site) -> int | str:
    """The epoch of what `site` shows: the portal, on the default site, shows all of them."""
    return epochs.ANY if site.is_default_site else site.pk
