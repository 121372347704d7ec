"""What every item offers its readers: a view for printing and a copy to keep."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.db import connection, models
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from .models import BasePage
from .readership import is_open_sql
from .stored_copy import one_file

RELATED = 4


@dataclass(frozen=True, slots=True)
class Beside:
    """An item of the same section, as a link shows it."""

    title: str
    address: str
    first_published_at: datetime | None


class ReadingMixin(RoutablePageMixin, models.Model):
    """An item with a print view and a storable copy (Decree 42/2022, article 7).

    Both show the item's own template inside `base.html` with `for_paper` set, so that no type
    needs a second template; a template asks `for_paper` where paper must differ.
    """

    class Meta:
        abstract = True

    @path("")
    def item(self, request):
        """The item."""
        return self.render(request)

    @path("ban-in/")
    def print_view(self, request):
        """The item for printing: no navigation, one column."""
        return self.render(request, context_overrides={"for_paper": True})

    @path("ban-luu/")
    def stored_copy(self, request):
        """The item as one HTML file with its styles and pictures inside, to be kept."""
        answer = self.render(request, context_overrides={"for_paper": True, "stored": True})
        return one_file(request, answer.render().content.decode(), self.slug)

    @cached_property
    def related(self) -> list[Beside]:
        """Items beside this one, those written before it first; one query, however many exist."""
        parent = self.path[: -self.steplen]
        beside = [self.depth, parent, parent + "Z" * self.steplen, self.path, RELATED]
        with connection.cursor() as cursor:
            cursor.execute(_neighbours(), beside * 2)
            rows = sorted(cursor.fetchall(), reverse=True)
        older = [row for row in rows if row[0] < self.path]
        newer = [row for row in reversed(rows) if row[0] > self.path]
        # The first part of a path names the site, the last one this item.
        above = "".join(f"{part}/" for part in self.url_path.strip("/").split("/")[1:-1])
        return [
            Beside(title, reverse("wagtail_serve", args=[f"{above}{slug}/"]), published)
            for _path, title, slug, published in (older + newer)[:RELATED]
        ]


@cache
def _neighbours() -> str:
    """The public pages before and after a path among its siblings: the nearest, by the tree.

    Twice the parameters depth, first and last path of the siblings, own path, how many.
    """
    nearest = f"""
        (SELECT path, title, slug, first_published_at FROM {BasePage._meta.db_table} page
        WHERE depth = %s AND path > %s AND path <= %s AND path {{side}} %s AND live
            AND {is_open_sql("page.path")}
        ORDER BY path {{order}} LIMIT %s)
    """  # noqa: S608 names of tables
    before, after = nearest.format(side="<", order="DESC"), nearest.format(side=">", order="ASC")
    return f"{before} UNION ALL {after}"
