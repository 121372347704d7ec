"""The years in which items were first published, found without reading all of them."""

from django.db import connection
from django.db.models import F, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone

NEWEST = "first_published_at"
# From the newest item of a year straight to the newest before that year: as many looks into the
# index (`page_newest_below`) as there are years.
_WALK = """
    WITH RECURSIVE newest(at) AS (
        (%(first)s)
        UNION ALL
        SELECT (%(next)s) FROM newest WHERE newest.at IS NOT NULL
    )
    SELECT EXTRACT(YEAR FROM at AT TIME ZONE %%s)::int FROM newest WHERE at IS NOT NULL
"""
_YEAR_BEGINS = "date_trunc('year', newest.at AT TIME ZONE %s) AT TIME ZONE %s"


def years_of_newest(items: QuerySet) -> list[int]:
    """The years, newest first, in the time zone of the site; one query."""
    zone = timezone.get_current_timezone_name()
    ordered = items.prefetch_related(None).select_related(None).order_by(F(NEWEST).desc())
    first = ordered.filter(**{f"{NEWEST}__isnull": False}).values(NEWEST)[:1]
    # The text is the constant above and the zone a parameter: nothing that a reader typed is in it.
    year_begins = RawSQL(_YEAR_BEGINS, [zone, zone])  # noqa: S611
    earlier = ordered.filter(**{f"{NEWEST}__lt": year_begins})
    (first_sql, first_values), (next_sql, next_values) = (
        rows.query.sql_with_params() for rows in (first, earlier.values(NEWEST)[:1])
    )
    with connection.cursor() as cursor:
        walk = _WALK % {"first": first_sql, "next": next_sql}
        cursor.execute(walk, [*first_values, *next_values, zone])
        return [year for (year,) in cursor.fetchall()]
