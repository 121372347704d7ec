"""What readers of one site find: the best hits of a page, how many there are, and where.

Three statements: counts, hits, and whether everyone may still read those that are shown.
"""

from dataclasses import dataclass, field
from datetime import datetime

from django.apps import apps
from django.db import connection
from wagtail.models import Site

from . import sources
from .query import Query

# As much of a text as the marked excerpt is looked for in.
EXCERPT_TEXT = 20_000

_MATCH = "site_id = %(site)s AND vector @@ %(match)s::tsquery"
_IN_SECTION = "(%(section)s = '' OR section_code = %(section)s)"
_IN_YEAR = "(%(year)s::int IS NULL OR year = %(year)s)"
_SECTION_TITLE = """(
    SELECT title FROM search_entry AS section
    WHERE section.site_id = %(site)s AND section.is_section AND section.section_code = {code}
    ORDER BY section.object_id LIMIT 1
)"""

# A section counts what the chosen year leaves, and the other way round, so that each can be
# changed without losing the other.
_COUNTS = f"""
    WITH hit AS MATERIALIZED (SELECT section_code, year FROM search_entry WHERE {_MATCH}),
    counted AS (
        SELECT 'section' AS facet, section_code AS value, count(*) AS times
        FROM hit WHERE {_IN_YEAR} GROUP BY section_code
        UNION ALL
        SELECT 'year', year::text, count(*) FROM hit WHERE {_IN_SECTION} GROUP BY year
        UNION ALL
        SELECT 'total', '', count(*) FROM hit WHERE {_IN_SECTION} AND {_IN_YEAR}
    )
    SELECT facet, value, times,
        CASE facet WHEN 'section' THEN {_SECTION_TITLE.format(code="value")} END
    FROM counted
"""  # noqa: S608 only the parts above

_HITS = f"""
    WITH best AS (
        SELECT id, row_number() OVER () AS place FROM (
            -- Unpacked once, not for every question put to it.
            SELECT id FROM (
                SELECT id, published, is_section, folded_title, vector || '' AS vector
                FROM search_entry WHERE {_MATCH} AND {_IN_SECTION} AND {_IN_YEAR} OFFSET 0
            ) AS hit
            ORDER BY
                vector @@ %(number)s::tsquery DESC,
                vector @@ %(exact)s::tsquery DESC,
                vector @@ %(accented)s::tsquery DESC,
                vector @@ %(phrase)s::tsquery DESC,
                vector @@ %(title)s::tsquery DESC,
                is_section AND folded_title LIKE %(start)s DESC,
                published DESC NULLS LAST,
                id DESC
            LIMIT %(limit)s OFFSET %(offset)s
        ) AS ordered
    )
    SELECT source, object_id, kind, number_shown, title, left(text, {EXCERPT_TEXT}), published,
        CASE WHEN is_section THEN '' ELSE {_SECTION_TITLE.format(code="search_entry.section_code")}
        END
    FROM best JOIN search_entry USING (id)
    ORDER BY place
"""  # noqa: S608 only the parts above

_LIKE = """
    SELECT title, section_code, source, object_id FROM search_entry
    WHERE site_id = %(site)s AND is_section AND word_similarity(%(words)s, folded_title) >= 0.3
    ORDER BY word_similarity(%(words)s, folded_title) DESC, section_code
    LIMIT 5
"""


@dataclass(frozen=True, slots=True)
class Facet:
    """A section (`value` its code) or a year, with the number of hits in it."""

    value: str
    label: str
    times: int
    chosen: bool


@dataclass(slots=True)
class Counts:
    """How many hits there are, and in which sections and years."""

    total: int = 0
    sections: list[Facet] = field(default_factory=list)
    years: list[Facet] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Hit:
    """What a result shows; `text` is plain and only its beginning."""

    url: str
    title: str
    text: str
    number: str
    kind: str
    section: str
    published: datetime | None


@dataclass(frozen=True, slots=True)
class Choice:
    """The filters: the code of a section or "", a year or None."""

    section: str = ""
    year: int | None = None


def counts(query: Query, site: Site, choice: Choice) -> Counts:
    """Count the hits in one statement; a section that is not public itself is not named."""
    found = Counts()
    if not query.match:
        return found
    for facet, value, times, title in _rows(_COUNTS, query, site, choice):
        if facet == "total":
            found.total = times
        elif facet == "section" and title:
            chosen = value == choice.section
            found.sections.append(Facet(value, title, times, chosen))
        elif facet == "year" and value:
            found.years.append(Facet(value, value, times, value == str(choice.year)))
    found.sections.sort(key=lambda facet: (-facet.times, facet.value))
    found.years.sort(key=lambda facet: facet.value, reverse=True)
    return found


def hits(query: Query, site: Site, choice: Choice, start: int, count: int) -> list[Hit]:
    """The hits from `start` on, the best first; without those that closed a moment ago.

    The number typed, then exactly as typed, with the typed accents, side by side, in the title
    (a section of that name before all others), the newest.
    """
    rows = _rows(_HITS, query, site, choice, limit=count, offset=start)
    found = addresses([(row[0], row[1]) for row in rows], site)
    return [
        Hit(
            url=found[source, object_id],
            title=title,
            text=text,
            number=number,
            kind=_kind(kind),
            section=section or "",
            published=published,
        )
        for source, object_id, kind, number, title, text, published, section in rows
        if (source, object_id) in found
    ]


def sections_like(query: Query, site: Site) -> list[dict[str, str]]:
    """Sections whose names look like the words: title and address, at most five."""
    if not query.folded:
        return []
    with connection.cursor() as cursor:
        cursor.execute(_LIKE, {"site": site.pk, "words": " ".join(query.folded)})
        rows = cursor.fetchall()
    found = addresses([(row[2], row[3]) for row in rows], site)
    return [
        {"title": title, "url": found[source, object_id]}
        for title, _code, source, object_id in rows
        if (source, object_id) in found
    ]


def addresses(objects: list[tuple[str, int]], site: Site) -> dict[tuple[str, int], str]:
    """The path of each `(source, id)` that everyone may read now: one query for each source."""
    found = {}
    for name in {source for source, _object_id in objects}:
        source = sources.named(name)
        if source is None:
            continue
        ids = [object_id for other, object_id in objects if other == name]
        for object_id, address in source.addresses(ids, site).items():
            found[name, object_id] = address
    return found


def _rows(sql: str, query: Query, site: Site, choice: Choice, **more) -> list[tuple]:
    values = {
        "site": site.pk,
        "match": query.match,
        "number": query.number,
        "exact": query.exact,
        "accented": query.accented,
        "phrase": query.phrase,
        "title": query.title,
        "section": choice.section,
        "year": choice.year,
        "start": f" {' '.join(query.folded)} %",
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()


def _kind(label: str) -> str:
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return ""
