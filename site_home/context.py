"""What every public template knows about the agency whose site is shown."""

from django.utils import timezone
from wagtail.models import Site

from sections.base.models import BasePage
from workflow.agencies.models import Agency


def site_agency(request):
    """`site_agency`: see `SiteAgency`; None on the portal and outside public pages."""
    if request.path.startswith("/admin/"):
        return {"site_agency": None}
    if not hasattr(request, "_site_agency"):
        request._site_agency = _for_request(request)
    return {"site_agency": request._site_agency}


class SiteAgency:
    """The agency as its templates need it; menu and address are read once per request."""

    def __init__(self, agency: Agency, site: Site, path: str):
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
        self.menu = _menu(site, path)

    @property
    def portal_url(self) -> str:
        """Address of the list of agencies."""
        return portal_url()


class _Address:
    """The agency's own record where filled, else what the regulation states."""

    def __init__(self, agency, row):
        self.domain = row.domain
        self.postal_address = agency.postal_address or row.postal_address
        self.phone = agency.phone or row.phone
        self.fax = agency.fax or row.fax
        self.email = agency.email or row.email
        self.intake_mailbox = row.intake_mailbox


def citation_sentence(agency: Agency) -> str:
    """The sentence by which readers must cite the site (DL-15-2), "" where there is none."""
    return next((row.sentence for row in agency.book.attributions if row.sentence), "")


def portal_url() -> str:
    """The root address of the default site."""
    for _pk, _path, root_url, _language in Site.get_site_root_paths():
        if root_url == _default_root_url():
            return root_url
    return "/"


def _default_root_url() -> str:
    site = Site.objects.filter(is_default_site=True).first()
    return site.root_url if site else "/"


def _for_request(request):
    site = Site.find_for_request(request)
    if site is None or site.is_default_site:
        return None
    agency = Agency.objects.filter(site=site).select_related("emblem").first()
    return SiteAgency(agency, site, request.path) if agency else None


def _menu(site, path: str) -> list[dict]:
    home = site.root_page
    pages = (
        BasePage.objects.child_of(home)
        .live()
        .filter(show_in_menus=True)
        .order_by("path")
        .values_list("title", "slug")
    )
    return [
        {"title": title, "url": f"/{slug}/", "is_current": path.startswith(f"/{slug}/")}
        for title, slug in pages
    ]
