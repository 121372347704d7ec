"""sitemap.xml: an index of files, each written line by line as the database finds the pages.

A file holds the pages whose numbers fall into one range of 50,000, as many as the protocol allows.
So a file is found without counting the pages before it, and old files stay as they are.
"""

from collections.abc import Iterator
from xml.sax.saxutils import escape

from django.db import connection, transaction
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_safe
from wagtail.models import PageViewRestriction, Site

from sections.base.models import BasePage

from . import memory

PAGES_OF_A_FILE = 50_000
LINES_AT_ONCE = 2_000

_CONTENT_TYPE = "application/xml; charset=utf-8"
_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SCHEMA = "http://www.sitemaps.org/schemas/sitemap/0.9"

_PAGES = BasePage._meta.db_table
# As `sections.base.readership.for_everyone`; the closed paths are looked up once per statement.
_PUBLIC = f"""
    live AND path LIKE %(below)s AND NOT path LIKE ANY (ARRAY(
        SELECT closed.path || '%%' FROM {PageViewRestriction._meta.db_table} restriction
        JOIN {_PAGES} closed ON closed.id = restriction.page_id
    ))
"""  # noqa: S608 names of tables
_FILES = f"""
    SELECT file FROM generate_series(0, (SELECT max(id) FROM {_PAGES}) / %(size)s) AS file
    WHERE EXISTS (
        SELECT FROM {_PAGES}
        WHERE id BETWEEN file * %(size)s AND file * %(size)s + %(size)s - 1 AND {_PUBLIC}
    )
"""  # noqa: S608 names of tables
_LINES = f"""
    SELECT '<url><loc>' || %(origin)s || substr(url_path, %(cut)s) || '</loc>' || coalesce(
        '<lastmod>' || to_char(
            last_published_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
        ) || '</lastmod>', ''
    ) || E'</url>\\n'
    FROM {_PAGES}
    WHERE id BETWEEN %(first)s AND %(last)s AND {_PUBLIC}
    ORDER BY id
"""  # noqa: S608 names of tables


@require_safe
def index(request):
    """The files that hold pages of this site (`sitemap.xml`)."""
    site = _site(request)
    origin = _origin(request)
    lines = [
        f"<sitemap><loc>{origin}/sitemap-{file + 1}.xml</loc></sitemap>\n" for file in files(site)
    ]
    body = f'{_XML}<sitemapindex xmlns="{_SCHEMA}">\n{"".join(lines)}</sitemapindex>\n'
    return HttpResponse(body, content_type=_CONTENT_TYPE)


@require_safe
def file(request, number: int):
    """One of the files, from 1 (`sitemap-1.xml`); 404 where this site has no page in it."""
    site = _site(request)
    if number - 1 not in files(site):
        raise Http404
    return StreamingHttpResponse(
        urlset(site, number - 1, _origin(request)), content_type=_CONTENT_TYPE
    )


def files(site: Site) -> list[int]:
    """The ranges in which the site has pages for everyone; remembered while nothing changes."""
    return memory.remembered(site.pk, "sitemap", lambda: _files(site))


def urlset(site: Site, number: int, origin: str) -> Iterator[bytes]:
    """One file, in pieces: address and last change of every page for everyone in the range."""
    values = {
        "below": f"{site.root_page.path}%",
        "first": number * PAGES_OF_A_FILE,
        "last": (number + 1) * PAGES_OF_A_FILE - 1,
        "origin": origin,
        # The home page's own address ends with the stroke that begins the others on the site.
        "cut": len(site.root_page.url_path),
    }
    yield f'{_XML}<urlset xmlns="{_SCHEMA}">\n'.encode()
    # Outside a transaction the database would hold the whole result before its first line.
    with transaction.atomic(savepoint=False), connection.chunked_cursor() as cursor:
        cursor.execute(_LINES, values)
        while rows := cursor.fetchmany(LINES_AT_ONCE):
            yield "".join([line for (line,) in rows]).encode()
    yield b"</urlset>\n"


def _files(site: Site) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(_FILES, {"size": PAGES_OF_A_FILE, "below": f"{site.root_page.path}%"})
        return [number for (number,) in cursor.fetchall()]


def _site(request) -> Site:
    site = Site.find_for_request(request)
    if site is None:
        raise Http404
    return site


def _origin(request) -> str:
    return escape(f"{request.scheme}://{request.get_host()}")
