"""The search page of a site."""

from django.core.paginator import Paginator
from django.shortcuts import render
from wagtail.models import Site

from .queries import pages_matching

PER_PAGE = 15
MAX_QUERY = 200


def search(request):
    """Results for `q`, page `trang`; the query is kept as typed."""
    query = request.GET.get("q", "")[:MAX_QUERY]
    site = Site.find_for_request(request)
    found = pages_matching(query if site else "", site.root_page.path if site else "")
    found = found.select_related("content_type")
    results = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    context = {"query": query, "results": results, "total": results.paginator.count}
    return render(request, "search/results.html", context)
