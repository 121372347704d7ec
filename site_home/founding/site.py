"""The agency's Site, collection and home page."""

from django.conf import settings
from django.utils import timezone
from wagtail.models import Collection, Site

from sections.base.models import BasePage
from site_home.home import HomePage
from workflow.agencies.models import Agency
from workflow.approval.publishing import publish_structure
from workflow.regulations.book import RuleBook

from .report import Report


def hostname_of(book: RuleBook) -> str:
    """The regulation's domain in production, `<slug>.localhost` elsewhere."""
    if settings.USE_REGULATION_DOMAINS:
        return book.address_on(timezone.localdate()).domain
    return f"{book.slug}.localhost"


def ensure_agency(book: RuleBook, report: Report) -> Agency:
    """The agency with its home page, Site and collection; created or brought up to date."""
    agency = Agency.objects.filter(code=book.code).select_related("site", "collection").first()
    name = book.name_on(timezone.localdate())
    if agency is None:
        home = _create_home(book, name.label)
        site = Site(root_page=BasePage.objects.get(pk=home.pk))
        _fill_site(site, book, name.label)
        site.save()
        collection = Collection.get_first_root_node().add_child(name=name.short_name)
        agency = Agency.objects.create(code=book.code, site=site, collection=collection)
        report.created.append(f"Đã lập trang của {name.label} ở {site.root_url}")
        return agency
    before = (agency.site.hostname, agency.site.port, agency.site.site_name)
    _fill_site(agency.site, book, name.label)
    if before != (agency.site.hostname, agency.site.port, agency.site.site_name):
        agency.site.save()
        report.changed.append(f"Trang của {name.label} nay ở {agency.site.root_url}")
    if agency.collection.name != name.short_name:
        agency.collection.name = name.short_name
        agency.collection.save()
        report.changed.append(f"Bộ sưu tập nay tên là «{name.short_name}»")
    return agency


def _create_home(book: RuleBook, title: str) -> HomePage:
    root = BasePage.get_first_root_node()
    home = root.add_child(instance=HomePage(title=title, slug=book.slug, live=False))
    publish_structure(home, clauses=book.regulation.clauses, regulation=book.regulation.label)
    return home


def _fill_site(site: Site, book: RuleBook, name: str) -> None:
    site.hostname = hostname_of(book)
    site.port = settings.SITE_PORT
    site.site_name = name
