"""An item: a page that somebody supplies to the board, with source, clocks and a body."""

from sections.base.models import BasePage
from sections.base.reading import ReadingMixin
from sections.section_page import BodyMixin
from workflow.agencies.queries import agency_of
from workflow.duties.panels import DeadlinePanel


def item_panels(*own) -> list:
    """The panels of an item's edit form: title and summary, what is its own, body, record, clock."""
    return [
        *BasePage.content_panels,
        *own,
        *BodyMixin.body_panels,
        *BasePage.record_panels,
        DeadlinePanel(),
    ]


class ItemPage(ReadingMixin, BodyMixin, BasePage):
    """What every item is; a type adds the fields that its content needs."""

    class Meta:
        abstract = True

    subpage_types = []
    is_item = True
    template = "sections/shapes/item.html"
    # Where the type's facts are shown, above the body; a type names its own.
    facts_template = ""

    content_panels = item_panels()

    # Whether items of the type come back every week, month or year (`next_values`).
    recurs = False

    def next_values(self) -> dict:
        """The fields of the item after this one, for a type that recurs: period, title, frame.

        Never what says when, by whom and from where this one was supplied or made public.
        """
        return {}

    def allowed_deadline_kinds(self, parent) -> frozenset[str]:
        """The kinds for which the agency's regulation sets a clock on this section."""
        agency = agency_of(parent) if parent else None
        if agency is None:
            return frozenset()
        code = self.section_code or getattr(parent, "section_code", "")
        known = set(BasePage.DeadlineKind.values)
        rows = (row for row in agency.book.deadlines if code in row.sections)
        return frozenset(row.kind for row in rows if row.kind in known)
