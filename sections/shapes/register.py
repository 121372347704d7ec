"""A section page that is a table: rows that people look up, filter and take away."""

from django.core.paginator import Paginator
from django.db import models
from django.http import Http404
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from sections.base.tables import search_rows
from sections.base.tables.writing import file_of

PER_PAGE = 50
MAX_QUERY = 200


class RegisterMixin(RoutablePageMixin, models.Model):
    """Shows the table in the page's column `rows_field` (a `TableField`); no query for the rows.

    A page names the columns to narrow by, to sort by, and what one row is called.
    """

    class Meta:
        abstract = True

    template = "sections/shapes/register.html"
    rows_field = "rows"
    row_facets: tuple[str, ...] = ()
    row_order = ""
    row_word = "dòng"
    per_page = PER_PAGE

    @path("")
    def all_rows(self, request):
        """The rows that the address asks for."""
        return self.render(request, context_overrides=self.register_context(request))

    @path("tai-ve/<str:kind>/")
    def file(self, request, kind):
        """The chosen rows as csv or xlsx."""
        self.expect_kind(kind)
        rows, _facets = self.chosen_rows(request)
        return file_of(kind, self.title, self.slug, self.columns_of_rows(), rows)

    @staticmethod
    def expect_kind(kind: str) -> None:
        """404 for a kind of file that is not offered."""
        if kind not in ("csv", "xlsx"):
            raise Http404

    def columns_of_rows(self):
        """The columns of the table."""
        return self._meta.get_field(self.rows_field).columns

    def shown_rows(self) -> list[dict]:
        """The rows that may be shown; all of them unless a page says otherwise."""
        return getattr(self, self.rows_field)

    def chosen_rows(self, request):
        """The rows and facets for the address of `request`."""
        return search_rows(
            self.shown_rows(),
            self.columns_of_rows(),
            self.row_facets,
            request.GET,
            order=self.row_order,
        )

    def register_context(self, request) -> dict:
        """`items` (a page of rows), `columns`, `facets`, `total`, `query`, `is_narrowed`, `files`."""
        rows, facets = self.chosen_rows(request)
        query = request.GET.get("q", "")[:MAX_QUERY].strip()
        items = Paginator(rows, self.per_page).get_page(request.GET.get("trang"))
        return {
            "items": items,
            "columns": self._filled_columns(items),
            "facets": facets,
            "total": len(rows),
            "query": query,
            "is_narrowed": bool(query or any(facet.value for facet in facets)),
            "files": self.files_at("tai-ve/", request),
        }

    def _filled_columns(self, items) -> list:
        """The columns that have something in one of `items`: an empty one only takes room."""
        columns = self.columns_of_rows()
        return [
            column
            for column in columns
            if column.required or any(row.get(column.name, "") != "" for row in items)
        ]

    def files_at(self, path: str, request) -> dict[str, str]:
        """The addresses below the page, of `path` and kind, of the files of what is asked for."""
        start = f"{self.get_url(request)}{path}"
        return {kind: f"{start}{kind}/{asked_of(request)}" for kind in ("csv", "xlsx")}


def asked_of(request) -> str:
    """What the address asks for, without the page of the list: «?q=…» or ""."""
    parameters = request.GET.copy()
    parameters.pop("trang", None)
    return f"?{parameters.urlencode()}" if parameters else ""
