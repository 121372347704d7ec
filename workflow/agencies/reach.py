"""What of the installation belongs to an agency: pages, files, runs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from enum import StrEnum

from django.db.models import QuerySet
from wagtail.models import WorkflowState, get_default_page_content_type

from sections.base.models import BasePage
from sections.media.models import AgencyDocument, AgencyImage

from .models import Agency, User


class Kind(StrEnum):
    """What an id stands for."""

    PAGE = "page"
    IMAGE = "image"
    DOCUMENT = "document"
    RUN = "run"
    STEP = "step"


class Reach:
    """Asks whether things are an agency's own; without an agency nothing is.

    The root of the page tree belongs to nobody and is never foreign.
    """

    def __init__(self, agency: Agency | None):
        self.agency = agency

    @classmethod
    def of(cls, person: User) -> Reach:
        """The reach of the person's agency (one query)."""
        agencies = Agency.objects.select_related("site__root_page")
        agency = agencies.filter(pk=person.agency_id).first()
        if agency is not None:
            # So that nobody asks for it again in this request.
            person.agency = agency
        return cls(agency)

    def own_pages(self, pages: QuerySet | None = None) -> QuerySet:
        """Those of `pages` (default: all pages) that stand on the agency's site."""
        pages = BasePage.objects.all() if pages is None else pages
        if self.agency is None:
            return pages.none()
        return pages.filter(path__startswith=self.agency.site.root_page.path)

    def names_foreign(self, things: Mapping[Kind, Iterable[int]]) -> bool:
        """Whether `is_foreign` holds for one of the ids of one of the kinds."""
        pages = set(things.get(Kind.PAGE, ()))
        for kind in (Kind.RUN, Kind.STEP):
            if kind in things:
                pages.update(_pages_of_runs(kind, set(things[kind])))
        files = {kind: things[kind] for kind in (Kind.IMAGE, Kind.DOCUMENT) if kind in things}
        asked = {Kind.PAGE: pages, **files}
        return any(self.is_foreign(kind, ids) for kind, ids in asked.items() if ids)

    def is_foreign(self, kind: Kind, ids: Iterable[int]) -> bool:
        """Whether one of the things exists and is not the agency's own."""
        ids = set(ids)
        if kind == Kind.PAGE:
            pages = BasePage.objects.filter(pk__in=ids, depth__gt=1)
            if self.agency is not None:
                # Of the pages named alone: a list of all own ones would be as long as the site.
                pages = pages.exclude(path__startswith=self.agency.site.root_page.path)
            return pages.exists()
        if kind == Kind.IMAGE:
            return self._is_outside_collection(AgencyImage, ids)
        if kind == Kind.DOCUMENT:
            return self._is_outside_collection(AgencyDocument, ids)
        return self.is_foreign(Kind.PAGE, _pages_of_runs(kind, ids))

    def _is_outside_collection(self, model, ids: set[int]) -> bool:
        files = model.objects.filter(pk__in=ids)
        if self.agency is not None:
            files = files.exclude(collection_id=self.agency.collection_id)
        return files.exists()


def _pages_of_runs(kind: Kind, ids: set[int]) -> list[int]:
    runs = WorkflowState.objects.filter(base_content_type=get_default_page_content_type())
    runs = runs.filter(task_states__in=ids) if kind == Kind.STEP else runs.filter(pk__in=ids)
    return [int(pk) for pk in runs.values_list("object_id", flat=True)]
