"""How the sections of a regulation stand in its agency's tree (`manage.py rulebook check`)."""

from django.db.models import Count, JSONField
from django.db.models.functions import Substr
from modelcluster.models import get_all_child_relations
from wagtail.fields import RichTextField, StreamField

from sections.base.models import BasePage
from workflow.agencies.models import Agency
from workflow.regulations.book import RuleBook
from workflow.regulations.live import ABSENT, EMPTY, FILLED, HIDDEN, SectionState

_CONTENT_FIELDS = (StreamField, RichTextField, JSONField)


def section_states(book: RuleBook) -> dict[str, SectionState] | None:
    """The state of each section by code; None when the agency has not been founded."""
    agency = Agency.objects.filter(code=book.code).select_related("site__root_page").first()
    if agency is None or agency.site is None:
        return None
    home = agency.site.root_page
    pages = {
        page.section_code: page
        for page in BasePage.objects.child_of(home).exclude(section_code="").specific()
    }
    items = _live_items(home)
    return {row.code: _state(row, pages.get(row.code), items) for row in book.sections if row.on}


def _live_items(home) -> dict[str, int]:
    """The number of live pages below each section page, by its path (one query)."""
    rows = (
        BasePage.objects.descendant_of(home)
        .filter(live=True, depth__gt=home.depth + 1)
        .annotate(section=Substr("path", 1, len(home.path) + BasePage.steplen))
        .order_by()
        .values_list("section")
        .annotate(number=Count("pk"))
    )
    return dict(rows)


def _state(row, page, items) -> SectionState:
    if page is None:
        return SectionState(row.code, row.page_type, "", ABSENT, 0)
    number = items.get(page.path, 0)
    state = FILLED if number or has_content(page) else EMPTY
    return SectionState(
        row.code, row.page_type, f"/{page.slug}/", state if page.live else HIDDEN, number
    )


def has_content(page) -> bool:
    """Whether a section page shows anything of its own: texts, tables, records, or what it makes.

    Pages that are made from records kept elsewhere say so with `is_generated`.
    """
    if getattr(page, "is_generated", False):
        return True
    own = (field for field in page._meta.concrete_fields if isinstance(field, _CONTENT_FIELDS))
    if any(getattr(page, field.name) for field in own if field.name != "wagtail_admin_comments"):
        return True
    relations = get_all_child_relations(type(page))
    names = (relation.get_accessor_name() for relation in relations)
    return any(getattr(page, name).exists() for name in names if name != "wagtail_admin_comments")
