"""From a host and a path to the page that was shown."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.contenttypes.models import ContentType
from django.urls import Resolver404
from wagtail.contrib.routable_page.models import RoutablePageMixin

from sections.base.models import BasePage
from sections.base.readership import for_everyone
from workflow.agencies.models import Agency

_MAX_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A page of an agency that every reader may see."""

    agency_code: str
    page_id: int
    section_code: str


class Places:
    """Finds pages by what readers' browsers name; the agencies are read once."""

    def __init__(self):
        agencies = Agency.objects.select_related("site__root_page")
        self._sites = {
            agency.site.hostname.lower(): (agency.code, agency.site.root_page.url_path)
            for agency in agencies
        }

    def find(self, wanted: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Place]:
        """The public page of each `(host, path)` that has one, in one query.

        A sub-address of a page that routes them itself (a month of the news, say) counts for the
        page. What is no page of the site, or not for everyone, is left out.
        """
        starts = {key: found for key in set(wanted) if (found := self._starts(*key))}
        addresses = {address for found in starts.values() for address in found}
        pages = {
            row[0]: row[1:]
            for row in for_everyone(BasePage.objects.filter(url_path__in=addresses)).values_list(
                "url_path", "pk", "section_code", "content_type_id"
            )
        }
        places = {}
        for (host, path), found in starts.items():
            page = self._deepest(found, pages)
            if page is not None:
                places[host, path] = Place(self._sites[host][0], *page)
        return places

    def _starts(self, host: str, path: str) -> list[str]:
        """The addresses in the tree of which `path` is or begins with, the longest first."""
        if host not in self._sites:
            return []
        root = self._sites[host][1]
        parts = [part for part in path.split("/") if part]
        if len(parts) > _MAX_DEPTH:
            return []
        return [
            root + "".join(f"{part}/" for part in parts[:count])
            for count in range(len(parts), -1, -1)
        ]

    @staticmethod
    def _deepest(starts: list[str], pages: dict[str, tuple]) -> tuple[int, str] | None:
        address = next((start for start in starts if start in pages), None)
        if address is None:
            return None
        pk, section_code, type_id = pages[address]
        below = starts[0].removeprefix(address)
        return (pk, section_code) if not below or _answers(type_id, below) else None


def _answers(type_id: int, below: str) -> bool:
    """Whether a page of the type has an address `below` its own."""
    model = ContentType.objects.get_for_id(type_id).model_class()
    if model is None or not issubclass(model, RoutablePageMixin):
        return False
    try:
        model.get_resolver().resolve(f"/{below}")
    except Resolver404:
        return False
    return True
