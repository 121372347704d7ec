"""The sitemap that people read: every section of the site by its group."""

from django.http import Http404
from django.shortcuts import render

from .context import site_agency


def sitemap_page(request):
    """The sections by group; 404 on the portal, whose front page is its own map."""
    if site_agency(request)["site_agency"] is None:
        raise Http404
    return render(request, "site_home/sitemap.html")
