"""The search page of a site, and its suggestions."""

from dataclasses import asdict

from django.core.paginator import Paginator
from django.http import JsonResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from wagtail.models import Site

from .excerpt import excerpt
from .queries import Choice, Counts, counts, hits, sections_like
from .query import MAX_QUERY, Query, parse
from .suggestions import suggestions

PER_PAGE = 15
# Whoever has not found it by then needs other words; far pages cost more and more.
MAX_PAGES = 40


class _Found:
    """The hits as a `Paginator` asks for them."""

    def __init__(self, query: Query, site: Site, choice: Choice, total: int):
        self.query, self.site, self.choice = query, site, choice
        self.total = min(total, PER_PAGE * MAX_PAGES)

    def __len__(self) -> int:
        return self.total

    def __getitem__(self, part: slice) -> list[dict]:
        if not self.total:
            return []
        rows = hits(self.query, self.site, self.choice, part.start, part.stop - part.start)
        return [{"hit": row, "excerpt": excerpt(row.text, self.query.folded)} for row in rows]


# A new page is found as soon as the worker has read it, a moment after the site's lists change.
@cache_control(no_cache=True)
def search(request):
    """Results for `q` in section `muc` and year `nam`, page `trang`; the query as typed."""
    typed = request.GET.get("q", "")[:MAX_QUERY]
    query, choice = parse(typed), _choice(request.GET)
    site = Site.find_for_request(request)
    found = counts(query, site, choice) if site else Counts()
    results = Paginator(_Found(query, site, choice, found.total), PER_PAGE)
    context = {
        "query": typed,
        "choice": choice,
        "total": found.total,
        "facets": found,
        "results": results.get_page(request.GET.get("trang")),
        "is_cut": found.total > results.count,
        "sections_like": sections_like(query, site) if site and not found.total else [],
    }
    return render(request, "search/results.html", context)


@cache_control(public=True, max_age=60)
def suggest(request):
    """What may be meant by `q`, as JSON: `{"suggestions": [{"text", "note", "url"}]}`."""
    site = Site.find_for_request(request)
    found = suggestions(request.GET.get("q", ""), site) if site else []
    rows = [asdict(suggestion) for suggestion in found]
    return JsonResponse({"suggestions": rows}, json_dumps_params={"ensure_ascii": False})


def _choice(given) -> Choice:
    year = given.get("nam", "")
    known = year.isascii() and year.isdigit() and len(year) == 4
    return Choice(section=given.get("muc", "")[:8], year=int(year) if known else None)
