"""What a reader may want while still typing: numbers, sections, titles."""

from dataclasses import dataclass

from django.db import connection
from wagtail.models import Site

from sections.base.text import clean_text, fold

from .queries import addresses
from .query import MAX_QUERY, MAX_WORDS
from .words import number_key

MOST = 8
SHORTEST = 2
# Titles that hold the words, before the newest of them are taken.
_LOOKED_AT = 300
_SECTION = "Chuyên mục"

# Each part is a walk along one index, or ends after a fixed number of rows.
_SQL = """
    WITH part AS (
        (SELECT 0 AS place, id FROM search_entry
         WHERE site_id = %(site)s AND number <> '' AND number LIKE %(number)s
         ORDER BY number LIMIT %(most)s)
        UNION ALL
        (SELECT 1, id FROM search_entry
         WHERE site_id = %(site)s AND is_section AND {holding}
         ORDER BY folded_title LIKE %(start)s DESC, section_code LIMIT %(most)s)
        UNION ALL
        (SELECT 2, id FROM search_entry
         WHERE site_id = %(site)s AND folded_title LIKE %(start)s
         ORDER BY folded_title LIMIT %(most)s)
        UNION ALL
        (SELECT 3, id FROM (
            SELECT id, published FROM search_entry
            WHERE site_id = %(site)s AND {holding}
            LIMIT %(looked_at)s
         ) AS holding
         ORDER BY published DESC NULLS LAST LIMIT %(most)s)
    ),
    best AS (SELECT id, min(place) AS place FROM part GROUP BY id)
    SELECT source, object_id, title, number_shown, is_section
    FROM best JOIN search_entry USING (id)
    ORDER BY place, folded_title LIKE %(start)s DESC, published DESC NULLS LAST, id DESC
    LIMIT %(most)s
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title, what stands small beside it (a number, or that it is a section), its address."""

    text: str
    note: str
    url: str


def suggestions(typed: str, site: Site) -> list[Suggestion]:
    """At most `MOST` things whose number or title begins with what was typed (two queries).

    Nothing for less than two letters; one figure is enough for a number.
    """
    typed = clean_text(typed)[:MAX_QUERY]
    words = fold(typed).split()[:MAX_WORDS]
    if not words or (len("".join(words)) < SHORTEST and not words[0].isdigit()):
        return []
    # The last word may be half typed.
    patterns = [f"% {word} %" for word in words[:-1]] + [f"% {words[-1]}%"]
    placed = {f"word{place}": pattern for place, pattern in enumerate(patterns)}
    # One condition each: the index serves no LIKE ALL.
    holding = " AND ".join(f"folded_title LIKE %({name})s" for name in placed)
    values = {
        **placed,
        "site": site.pk,
        "number": f"{number_key(' '.join(_without_so(words)))}%",
        "start": f" {' '.join(words)}%",
        "most": MOST,
        "looked_at": _LOOKED_AT,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SQL.format(holding=holding), values)
        rows = cursor.fetchall()
    found = addresses([(row[0], row[1]) for row in rows], site)
    return [
        Suggestion(title, _SECTION if is_section else number, found[source, object_id])
        for source, object_id, title, number, is_section in rows
        if (source, object_id) in found
    ]


def _without_so(words: list[str]) -> list[str]:
    """Without «số» before the figures."""
    return words[1:] if words[0] == "so" and len(words) > 1 else words
