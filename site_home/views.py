"""Small public answers that are not pages."""

import posixpath

from django.conf import settings
from django.http import Http404, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.static import serve
from wagtail.models import Site

from workflow.agencies.models import Agency

from .colours import stylesheet


@cache_control(public=True, max_age=3600)
def colours(request):
    """The agency's colours as a stylesheet; empty on the portal.

    `?co-quan=LA` names the agency where the host does not: previews are shown on the admin's host.
    """
    wanted = (
        {"code": request.GET["co-quan"]}
        if "co-quan" in request.GET
        else {"site": Site.find_for_request(request)}
    )
    agency = Agency.objects.filter(**wanted).first()
    css = stylesheet(agency.book.look) if agency else ""
    return HttpResponse(css, content_type="text/css; charset=utf-8")


def robots(request):
    """What crawlers may read, and where the sitemap is."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /tim-kiem/",
        f"Sitemap: {request.scheme}://{request.get_host()}/sitemap.xml",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@cache_control(public=True, max_age=31_536_000, immutable=True)
def picture(request, path):
    """A resized image; originals and documents are not served from here.

    In production the web server in front answers these addresses.
    """
    if not path.startswith("images/") or posixpath.normpath(path) != path:
        raise Http404
    return serve(request, path, document_root=settings.MEDIA_ROOT)
