"""What every item offers its readers: a view for printing and a copy to keep."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from .models import BasePage
from .readership import for_everyone
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
        beside = for_everyone(BasePage.objects.sibling_of(self)).order_by()
        rows = beside.values_list("path", "title", "slug", "first_published_at")
        before = rows.filter(path__lt=self.path).order_by("-path")[:RELATED]
        after = rows.filter(path__gt=self.path).order_by("path")[:RELATED]
        # The first part of a path names the site, the last one this item.
        above = "".join(f"{part}/" for part in self.url_path.strip("/").split("/")[1:-1])
        found = sorted(before.union(after), reverse=True)
        older = [row for row in found if row[0] < self.path]
        newer = [row for row in reversed(found) if row[0] > self.path]
        return [
            Beside(title, reverse("wagtail_serve", args=[f"{above}{slug}/"]), published)
            for _path, title, slug, published in (older + newer)[:RELATED]
        ]
