"""A section page that lists its items: filters, pages, feeds, and files to take away."""

from django.apps import apps
from django.core.paginator import Paginator
from django.http import Http404
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from sections.base.exporting import Column, as_csv, as_xlsx
from sections.base.readership import children_of, for_everyone

from .feeds import atom_feed, rss_feed
from .filters import Filter, Option, YearFilter, chosen_of, with_words
from .paging import PagesOfAll, PagesOfChosen, kept
from .section import SectionPage

PER_PAGE = 20
MAX_QUERY = 200
MAX_ROWS_OF_A_FILE = 20_000
IN_FEED = 30


class ListingPage(RoutablePageMixin, SectionPage):
    """Lists the live items below it that everyone may read.

    A section names its item type, the order, what a reader narrows by, and the columns of the
    files. At most four queries for the list itself and one for each filter that asks the database.
    """

    class Meta:
        abstract = True

    # «sections.NoticePage»; the items are direct children.
    item_type: str
    order: tuple[str, ...] = ("-first_published_at", "-pk")
    filters: tuple[Filter, ...] = (YearFilter(),)
    # Columns of the csv and xlsx files; none where a list is not tabular.
    columns: tuple[Column, ...] = ()
    has_feeds = True
    per_page = PER_PAGE
    # What one item is called in «12 …», «Không có … nào».
    item_word = "mục"
    # Where the page's own template says nothing else, each item is a card.
    item_template = "components/card.html"
    template = "sections/shapes/listing.html"

    @classmethod
    def item_model(cls):
        """The page type of the items."""
        return apps.get_model(cls.item_type)

    def items(self):
        """The live items in their order, ready to be listed without further queries per item."""
        return (
            for_everyone(children_of(self, self.item_model()))
            .order_by(*self.order)
            .select_related("illustration", "unit")
            .prefetch_related("illustration__renditions")
        )

    @path("")
    def all_items(self, request):
        """The items that the address asks for."""
        return self.render(request, context_overrides=self.listing_context(request))

    @path("rss/")
    def rss(self, request):
        """The newest items as RSS 2.0."""
        self._expect(self.has_feeds)
        return rss_feed(request, self, self._newest())

    @path("atom/")
    def atom(self, request):
        """The newest items as Atom."""
        self._expect(self.has_feeds)
        return atom_feed(request, self, self._newest())

    @path("tai-ve/csv/")
    def csv_file(self, request):
        """The chosen items as CSV (RFC 4180, UTF-8 with a mark so that Excel reads it)."""
        self._expect(self.columns)
        return as_csv(self.slug, self.columns, self._rows_of_file(request))

    @path("tai-ve/xlsx/")
    def xlsx_file(self, request):
        """The chosen items as a workbook, with a sheet that explains the columns."""
        self._expect(self.columns)
        return as_xlsx(self.title, self.slug, self.columns, self._rows_of_file(request))

    def listing_context(self, request) -> dict:
        """`items` (a page of them), `total`, `choices`, `query`, `is_narrowed`, `feeds`, `files`."""
        chosen, choices, query = self._chosen(request)
        asked = [f"{row.filter.name}={row.value}" for row in choices if row.value]
        is_narrowed = bool(query or asked)
        if not is_narrowed:
            pages = PagesOfAll(self, chosen, self.per_page)
        elif len(asked) == 1 and not query:
            pages = PagesOfChosen(self, chosen, self.per_page, asked[0])
        else:
            pages = Paginator(chosen, self.per_page)
        page_of_items = pages.get_page(request.GET.get("trang"))
        for item in page_of_items.object_list:
            # The parent is known: building the address must not ask for it again.
            item._cached_parent_obj = self
        parameters = request.GET.copy()
        parameters.pop("trang", None)
        as_asked = f"?{parameters.urlencode()}" if parameters else ""
        return {
            "items": page_of_items,
            "total": page_of_items.paginator.count,
            "choices": choices,
            "query": query,
            "is_narrowed": is_narrowed,
            "feeds": self._addresses(request, "{}/", ("rss", "atom")) if self.has_feeds else None,
            "files": self._addresses(request, f"tai-ve/{{}}/{as_asked}", ("csv", "xlsx"))
            if self.columns
            else None,
        }

    def _chosen(self, request):
        items = self.items()
        query = request.GET.get("q", "")[:MAX_QUERY].strip()
        choices = chosen_of(self.filters, self._options, request.GET)
        if query:
            items = self.narrowed_by_words(items, query)
        for choice in choices:
            if choice.value:
                items = choice.filter.apply(items, choice.value)
        return items, choices, query

    def _options(self, narrowing: Filter) -> list[Option]:
        """What a reader can choose: asked of all items, so once until the site changes."""
        name = f"filter {narrowing.name}"
        return kept(self, name, lambda: narrowing.options(self.items()))

    def narrowed_by_words(self, items, query: str):
        """The items that `query` finds; sections with numbers look there too."""
        return with_words(items, query)

    def _rows_of_file(self, request):
        return self._chosen(request)[0][:MAX_ROWS_OF_A_FILE]

    def _newest(self):
        return self.items().order_by("-first_published_at", "-pk")[:IN_FEED]

    def _addresses(self, request, form: str, names: tuple[str, ...]) -> dict[str, str]:
        own = self.get_url(request)
        return {name: f"{own}{form.replace('{}', name)}" for name in names}

    @staticmethod
    def _expect(has_it) -> None:
        if not has_it:
            raise Http404
