"""Documents of an agency: the legal record, the files, and lists that find a number."""

from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from legal_docs.record import LegalRecord, Status
from legal_docs.vocabulary import folded_number
from sections.base.clock_fields import ClockFields
from sections.base.exporting import Column
from sections.base.submission import Problem

from .attachments import AttachmentsMixin
from .filters import Filter, Option, YearFilter, with_words
from .item import ItemPage, item_panels
from .listing import ListingPage

DOCUMENT_COLUMNS = (
    Column("Số, ký hiệu", lambda row: row.number),
    Column("Loại", lambda row: row.get_kind_display()),
    Column("Trích yếu", lambda row: row.title),
    Column("Cơ quan ban hành", lambda row: row.issuing_authority),
    Column("Ngày ban hành", lambda row: row.issued_on),
    Column("Có hiệu lực từ", lambda row: row.effective_from),
    Column("Hết hiệu lực từ", lambda row: row.ended_from, "Trống: còn hiệu lực hoặc chưa rõ"),
    Column("Lĩnh vực", lambda row: row.field),
    Column("Người ký", lambda row: row.signer),
)


@dataclass(frozen=True, slots=True)
class EffectFilter(Filter):
    """Narrows by the status today; no query."""

    name: str = "hieu-luc"
    label: str = "Hiệu lực"
    lookup: str = ""

    def options(self, items: QuerySet) -> list[Option]:
        """Every status."""
        return [Option(str(value), str(label)) for value, label in Status.choices]

    def apply(self, items: QuerySet, value: str) -> QuerySet:
        """The documents with the status `value` today."""
        today = timezone.localdate()
        if value == Status.ENDED:
            return items.filter(ended_from__lte=today)
        standing = items.filter(Q(ended_from=None) | Q(ended_from__gt=today))
        if value == Status.UNKNOWN:
            return standing.filter(effective_from=None)
        compare = "effective_from__gt" if value == Status.COMING else "effective_from__lte"
        return standing.filter(**{compare: today})


def found_by(items: QuerySet, query: str) -> QuerySet:
    """The documents whose words or number `query` names; a part of the number is enough."""
    key = folded_number(query)
    return with_words(items, query) | items.filter(number_key__contains=key) if key else items


class DocumentListingPage(ListingPage):
    """Lists documents, the last issued first; finds them by number, words, year, field, effect."""

    class Meta:
        abstract = True

    item_word = "văn bản"
    item_template = "sections/_document_row.html"
    order = (F("issued_on").desc(nulls_last=True), "-pk")
    columns = DOCUMENT_COLUMNS
    year_filter = YearFilter("nam", "Năm ban hành", "issued_on")
    field_filter = Filter("linh-vuc", "Lĩnh vực", "field")

    def narrowed_by_words(self, items, query: str):
        """Finds a document by its number as well."""
        return found_by(items, query)


class DocumentRecord(LegalRecord, AttachmentsMixin, ItemPage):
    """A document: the title is its subject, the files are its full text."""

    class Meta:
        abstract = True

    facts_template = "sections/_document_facts.html"
    clock_fields = ClockFields().with_starts(issued="issued_on")

    content_panels = item_panels(*LegalRecord.legal_panels, *AttachmentsMixin.files_panels)

    def search_numbers(self) -> list[str]:
        """The document's own number first."""
        own = [self.number] if self.number else []
        return list(dict.fromkeys([*own, *super().search_numbers()]))

    def search_date(self):
        """A document is sorted by the day of its issue."""
        return self.issued_on or super().search_date()

    def own_problems(self) -> list[Problem]:
        """Adds the record's own checks and asks for the full text."""
        found = [*super().own_problems(), *self.record_problems()]
        if not self.files and not self.body:
            found.append(Problem("files", "Hãy đính kèm toàn văn của văn bản."))
        return found
