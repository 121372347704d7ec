"""What every item offers its readers: a view for printing and a copy to keep."""

from django.db import models
from django.utils.functional import cached_property
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from .models import BasePage
from .readership import for_everyone
from .stored_copy import one_file

RELATED = 4


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
    def related(self) -> list[BasePage]:
        """Items beside this one, those written before it first; one query, however many exist."""
        beside = for_everyone(BasePage.objects.sibling_of(self)).order_by()
        before = beside.filter(path__lt=self.path).order_by("-path")[:RELATED]
        after = beside.filter(path__gt=self.path).order_by("path")[:RELATED]
        found = sorted(before.union(after), key=lambda page: page.path, reverse=True)
        older = [page for page in found if page.path < self.path]
        newer = [page for page in reversed(found) if page.path > self.path]
        return (older + newer)[:RELATED]
