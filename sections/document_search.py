"""The document search tool (S17): all documents of the agency in one place."""

from django.core.paginator import Paginator
from django.db.models import CharField, F, Value
from wagtail.contrib.routable_page.models import RoutablePageMixin, path

from legal_docs.vocabulary import ADMINISTRATIVE, NORMATIVE
from sections.base.exporting import as_csv, as_xlsx
from sections.base.readership import for_everyone

from .administrative_documents import AdministrativeDocumentPage
from .directives import DirectivePage
from .legal_documents import LegalDocumentPage
from .shapes.document import DOCUMENT_COLUMNS, EffectFilter, found_by
from .shapes.filters import Choice, Filter, Option
from .shapes.listing import MAX_QUERY, MAX_ROWS_OF_A_FILE, PER_PAGE
from .shapes.section import SectionPage

GROUPS = (
    ("legal", "Văn bản quy phạm pháp luật", LegalDocumentPage),
    ("administrative", "Văn bản quản lý hành chính", AdministrativeDocumentPage),
    ("directive", "Chỉ đạo, điều hành", DirectivePage),
)
_SHOWN = (
    "pk", "title", "slug", "summary", "url_path", "number", "kind", "issuing_authority",
    "issued_on", "effective_from", "ended_from", "field", "signer",
)  # fmt: skip
_LABELS = {kind.code: kind.label for kind in (*ADMINISTRATIVE, *NORMATIVE)}


class DocumentSearchPage(RoutablePageMixin, SectionPage):
    """QT-5.1.a-3: number, issuing body, day, words; four queries whatever is asked."""

    class Meta:
        verbose_name = "trang tìm văn bản"
        verbose_name_plural = "trang tìm văn bản"

    # Shows what stands in the sections of documents.
    is_generated = True
    item_word = "văn bản"
    template = "sections/document_search_page.html"

    @path("")
    def results(self, request):
        """The documents that the address asks for."""
        asked = Asked(request.GET)
        found = asked.documents(self.get_parent())
        parameters = request.GET.copy()
        parameters.pop("trang", None)
        query = f"?{parameters.urlencode()}" if parameters else ""
        items = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
        items.object_list = [FoundDocument(row) for row in items.object_list]
        return self.render(
            request,
            context_overrides={
                "asked": asked,
                "items": items,
                "total": items.paginator.count,
                "query": asked.query,
                "choices": asked.choices,
                "is_narrowed": asked.is_narrowed,
                "files": {kind: f"{self.url}tai-ve/{kind}/{query}" for kind in ("csv", "xlsx")},
            },
        )

    @path("tai-ve/csv/")
    def csv_file(self, request):
        """What was found as CSV."""
        return as_csv(self.slug, DOCUMENT_COLUMNS, self._rows(request))

    @path("tai-ve/xlsx/")
    def xlsx_file(self, request):
        """What was found as a workbook."""
        return as_xlsx(self.title, self.slug, DOCUMENT_COLUMNS, self._rows(request))

    def _rows(self, request):
        found = Asked(request.GET).documents(self.get_parent())[:MAX_ROWS_OF_A_FILE]
        return [FoundDocument(row) for row in found]


class FoundDocument:
    """One found document, of whichever section."""

    def __init__(self, row: dict):
        self.__dict__.update(row)
        # Without the folder of the site: «/long-an/van-ban/…/» is «/van-ban/…/» on the site.
        self.address = "/" + self.url_path.strip("/").split("/", 1)[1] + "/"
        self.group_label = next(label for code, label, _model in GROUPS if code == self.group)

    def get_kind_display(self) -> str:
        """The kind in words."""
        return _LABELS.get(self.kind, self.kind)


class Asked:
    """What a reader asks for; what is no valid choice counts as not asked."""

    def __init__(self, parameters):
        self.query = parameters.get("q", "")[:MAX_QUERY].strip()
        self.authority = parameters.get("co-quan", "")[:MAX_QUERY].strip()
        groups = [Option(code, label) for code, label, _model in GROUPS]
        self.choices = [
            _chosen("nhom", "Nhóm", groups, parameters),
            _chosen("hieu-luc", "Hiệu lực", EffectFilter().options(None), parameters),
        ]
        year = parameters.get("nam", "")
        self.year = year if year.isascii() and year.isdigit() and len(year) == 4 else ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was asked."""
        values = (self.query, self.authority, self.year, *(row.value for row in self.choices))
        return any(values)

    def documents(self, home):
        """The documents of the site that answer, the last issued first, as mappings."""
        group, effect = (choice.value for choice in self.choices)
        parts = []
        for code, _label, model in GROUPS:
            if group in ("", code):
                items = for_everyone(model.objects.descendant_of(home))
                if self.query:
                    items = found_by(items, self.query)
                if self.authority:
                    items = items.filter(issuing_authority__icontains=self.authority)
                if self.year:
                    items = items.filter(issued_on__year=int(self.year))
                if effect:
                    items = EffectFilter().apply(items, effect)
                marked = items.order_by().annotate(group=Value(code, output_field=CharField()))
                parts.append(marked.values(*_SHOWN, "group"))
        return (
            parts[0]
            .union(*parts[1:], all=True)
            .order_by(F("issued_on").desc(nulls_last=True), F("pk").desc())
        )


def _chosen(name, label, options, parameters) -> Choice:
    value = parameters.get(name, "")
    known = any(option.value == value for option in options)
    return Choice(Filter(name, label, ""), options, value if known else "")
