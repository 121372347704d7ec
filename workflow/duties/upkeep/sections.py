"""Sections in which nothing new was published for long."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from django.db.models import QuerySet

from sections.base.models import BasePage
from sections.base.readership import children_of
from workflow.agencies.models import Agency
from workflow.calendar.clock import local
from workflow.duties.models import Duty, Subject

from .rule import KeptUp

TITLE = "Chuyên mục {name}"


def stale(kept: KeptUp, agency: Agency, limit: datetime) -> Iterator[tuple[Subject, datetime]]:
    """The sections of `kept` without a new item since `limit`, each with when it had its last.

    One query, and one for each section. Nothing is asked of the time before the agency was founded
    here.
    """
    if agency.founded_at >= limit:
        return
    for page in _section_pages(agency).filter(section_code__in=kept.row.sections):
        newest = _items(page).order_by("-first_published_at").first()
        last = max(newest.first_published_at if newest else agency.founded_at, agency.founded_at)
        if last < limit:
            key = f"{page.section_code}@{local(last):%Y-%m-%dT%H:%M:%S}"
            yield Subject(Duty.Kind.SECTION, key, TITLE.format(name=page.title)), last


def published_since(duties: Iterable[Duty], agency: Agency) -> Iterator[tuple[Duty, BasePage]]:
    """Each duty whose section has a new item since it began to run, with the first such item.

    One query, and one for each duty.
    """
    page_of = {page.section_code: page for page in _section_pages(agency)}
    for duty in duties:
        page = page_of.get(section_of(duty))
        if page is not None:
            items = _items(page).filter(first_published_at__gt=duty.started_at)
            item = items.order_by("first_published_at").first()
            if item is not None:
                yield duty, item


def on_site(agency: Agency) -> frozenset[str]:
    """The sections that the site of the agency has."""
    return frozenset(_section_pages(agency).values_list("section_code", flat=True))


def section_of(duty: Duty) -> str:
    """The section that a duty is about."""
    return duty.subject_key.partition("@")[0]


def _section_pages(agency: Agency) -> QuerySet[BasePage]:
    """The agency's live section pages: the board takes down a section that it no longer has."""
    home = agency.site.root_page
    return BasePage.objects.child_of(home).filter(live=True).exclude(section_code="")


def _items(page: BasePage) -> QuerySet[BasePage]:
    """New are items; what is mended in old ones, or on the section's own page, is nothing new."""
    items = children_of(page, BasePage).filter(live=True, first_published_at__isnull=False)
    return items.only("pk", "title", "first_published_at")
