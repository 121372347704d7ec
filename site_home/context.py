"""What every public template knows about the agency whose site is shown."""

from collections.abc import Callable
from copy import copy
from datetime import datetime
from typing import TypeVar

from django.conf import settings
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.models import Site

from sections.base.models import BasePage
from sections.base.readership import for_everyone
from site_home.delivery.memory import remembered
from workflow.agencies.models import Agency

# The section pages that templates point to by their part in the site.
LANDMARKS = {
    "newsindexpage": "news",
    "introductionpage": "introduction",
    "leaderspage": "leaders",
    "regulationpage": "regulation",
    "linkspage": "links",
    "contactpage": "contact",
    "accessstatisticspage": "visits",
}

# The order in which the groups of the rule books' `menu` stand, from what people come for most.
MENU_GROUPS = (
    "Giới thiệu", "Tin tức", "Văn bản", "Dịch vụ công", "Công khai", "Tương tác", "Liên hệ",
)  # fmt: skip
# A section page that no row of the rule book names.
OTHER_GROUP = "Chuyên mục khác"

T = TypeVar("T")


def site_agency(request):
    """`site_agency`: see `SiteAgency`; None on the portal and outside public pages."""
    if request.path.startswith("/admin/"):
        return {"site_agency": None}
    if not hasattr(request, "_site_agency"):
        request._site_agency = _for_request(request)
    return {"site_agency": request._site_agency}


class SiteAgency:
    """The agency as its templates need it; read once per epoch of the site, not per request."""

    # The address that is being read.
    path = ""

    def __init__(self, agency: Agency, site: Site):
        self._made = {}
        self.agency = agency
        self.site = site
        today = timezone.localdate()
        name = agency.book.name_on(today)
        self.code = agency.code
        self.slug = agency.book.slug
        self.region = agency.book.region
        self.name = name.label
        self.short_name = name.short_name
        self.parent = name.parent
        self.address = _Address(agency, agency.book.address_on(today))
        self.person_responsible = agency.person_responsible
        self.emblem = agency.emblem if agency.emblem_id else None
        self.citation = citation_sentence(agency)
        self.former_name = former_name(agency)
        self.portal_url = f"{settings.WAGTAILADMIN_BASE_URL}/"
        rows = _section_rows(site, agency.book)
        self._shown = [row for row in rows if row["in_menu"]]
        self.sections = {row["code"]: row for row in rows if row["code"]}
        self.landmarks = {LANDMARKS[row["model"]]: row for row in rows if row["model"] in LANDMARKS}
        news = self.landmarks.get("news")
        self.feeds = {"rss": f"{news['url']}rss/", "atom": f"{news['url']}atom/"} if news else None

    def seen_from(self, site: Site, path: str) -> "SiteAgency":
        """The same for one request: its own site object, the menu marked where `path` stands."""
        own = copy(self)
        own.site = site
        own.path = path
        return own

    @cached_property
    def menu(self) -> list[dict]:
        """The sections of the menu in order; `is_current` where `path` stands."""
        return [{**row, "is_current": self.path.startswith(row["url"])} for row in self._shown]

    @cached_property
    def menu_groups(self) -> list[dict]:
        """The same by group: `title`, `entries`, `is_current`."""
        return _grouped(self.menu)

    @property
    def place(self) -> str:
        """All that the menu's marks depend on, of `path`: "/", a section's address, the same with
        "…" below it, "" elsewhere. So there are no more of them than sections, twice.
        """
        if self.path == "/":
            return self.path
        above = next((row["url"] for row in self._shown if self.path.startswith(row["url"])), "")
        return f"{above}…" if above and above != self.path else above

    def once(self, name: str, make: Callable[[], T]) -> T:
        """What `make()` returns, made once as long as this is what the site shows.

        It is kept beside the facts that it was made from, so it cannot outlive them. For what is
        the same to every reader, under few names; readers share it: nobody may change it.
        """
        try:
            return self._made[name]
        except KeyError:
            # Two threads may both make it; the one is as good as the other.
            made = self._made[name] = make()
            return made

    def name_on(self, moment: datetime | None) -> str:
        """The agency's name on the local day of `moment`; today's name without one."""
        if moment is None:
            return self.name
        return self.agency.name_on(timezone.localdate(moment)).label


class _Address:
    """The agency's own record where filled, else what the regulation states."""

    def __init__(self, agency, row):
        self.domain = row.domain
        self.postal_address = agency.postal_address or row.postal_address
        self.phone = agency.phone or row.phone
        self.fax = agency.fax or row.fax
        self.email = agency.email or row.email
        self.intake_mailbox = row.intake_mailbox
        self.parent_portal = row.parent_portal


def former_name(agency: Agency) -> str:
    """The name by which people knew the agency before today's; "" when it never changed."""
    today = timezone.localdate()
    current = agency.book.name_on(today).label
    past = [
        name.label
        for name in agency.book.names
        if name.valid_to and name.valid_to < today and name.label != current
    ]
    return past[0] if past else ""


def citation_sentence(agency: Agency) -> str:
    """The sentence by which readers must cite the site (DL-15-2), "" where there is none."""
    return next((row.sentence for row in agency.book.attributions if row.sentence), "")


def _for_request(request):
    site = Site.find_for_request(request)
    if site is None or site.is_default_site:
        return None
    kept = remembered(site.pk, "agency", lambda: _of_site(site))
    return kept.seen_from(site, request.path) if kept else None


def _of_site(site) -> SiteAgency | None:
    agencies = Agency.objects.filter(site=site).select_related("emblem")
    agency = agencies.prefetch_related("emblem__renditions").first()
    return SiteAgency(agency, site) if agency else None


def _section_rows(site, book) -> list[dict]:
    """Title, address, summary, type and menu group of each live section, in order (one query)."""
    groups = {section.code: section.menu for section in book.sections}
    pages = (
        for_everyone(BasePage.objects.child_of(site.root_page))
        .order_by("path")
        .values_list(
            "title", "slug", "summary", "show_in_menus", "content_type__model", "section_code"
        )
    )
    return [
        {
            "title": title,
            "url": f"/{slug}/",
            "summary": summary,
            "in_menu": shown,
            "model": model,
            "code": code,
            "group": groups.get(code) or OTHER_GROUP,
        }
        for title, slug, summary, shown, model, code in pages
    ]


def _grouped(menu: list[dict]) -> list[dict]:
    """`{title, entries, is_current}` for each group of the menu, in the order of `MENU_GROUPS`."""
    found = {}
    for row in menu:
        found.setdefault(row["group"], []).append(row)
    names = sorted(found, key=lambda name: MENU_GROUPS.index(name) if name in MENU_GROUPS else 99)
    return [
        {
            "title": name,
            "entries": found[name],
            "is_current": any(row["is_current"] for row in found[name]),
        }
        for name in names
    ]
