"""Rows of the record as people read them: words for codes, addresses for ids."""

from dataclasses import dataclass

from django.apps import apps
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from sections.base.models import BasePage
from workflow.regulations import loader

from . import actions
from .models import Entry
from .queries import page_types


@dataclass(frozen=True, slots=True)
class Line:
    """A row with its words; `url` leads to the page if it is still there, else "".

    `mark` is the red word of what must not be overlooked.
    """

    entry: Entry
    action: str
    mark: str
    agency: str
    section: str
    kind: str
    url: str
    story_url: str


def lines(entries: list[Entry]) -> list[Line]:
    """The rows with words and addresses (one query for all)."""
    types = set(page_types())
    pages = {int(row.subject_id) for row in entries if row.subject_type in types}
    here = set(BasePage.objects.filter(pk__in=pages).values_list("pk", flat=True))
    return [_line(row, row.subject_type in types, here) for row in entries]


def _line(entry: Entry, is_page: bool, here: set[int]) -> Line:
    return Line(
        entry=entry,
        action=actions.label_of(entry.action),
        mark=actions.mark_of(entry.action),
        agency=agency_name(entry),
        section=section_title(entry.agency_code, entry.section_code),
        kind=kind_of(entry.subject_type),
        url=_desk_url(int(entry.subject_id)) if is_page and int(entry.subject_id) in here else "",
        story_url=reverse("audit:story", args=[entry.subject_id]) if is_page else "",
    )


def agency_name(entry: Entry) -> str:
    """The name the agency had that day; the code when its rule book is gone; "" for none."""
    if entry.agency_code not in loader.CODES:
        return entry.agency_code
    return loader.load(entry.agency_code).name_on(timezone.localdate(entry.at)).label


def section_title(agency_code: str, section_code: str) -> str:
    """The section's title in the agency's rule book; the code where there is none."""
    if not section_code or agency_code not in loader.CODES:
        return section_code
    sections = loader.load(agency_code).sections
    return next((row.label for row in sections if row.code == section_code), section_code)


def kind_of(subject_type: str) -> str:
    """What sort of thing the subject is: «tin tức», «hình ảnh», …; "" when its kind is gone."""
    try:
        return str(apps.get_model(subject_type)._meta.verbose_name)
    except (LookupError, ValueError):
        return ""


def _desk_url(page_id: int) -> str:
    try:
        return reverse("desk:item", args=[page_id])
    except NoReverseMatch:
        return ""
