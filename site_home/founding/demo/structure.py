"""Demonstration texts of the structure pages, changed through the chain like everything else."""

from sections.base import door
from sections.contact import ContactPage
from sections.links import LinksPage, WebLink
from site_home.founding.report import Report
from workflow.agencies.models import Agency, User
from workflow.approval.changes.site.particulars import settings_door

from .accounts import username_of
from .content import texts
from .walk import walk


def ensure_structure(agency: Agency, report: Report) -> None:
    """Fill the empty structure pages of the agency and walk each through its chain."""
    _fill_contacts(agency)
    home = agency.site.root_page
    for model, fill_page in (
        (LinksPage, _fill_links),
        (ContactPage, _fill_contact),
    ):
        page = model.objects.child_of(home).first()
        if page is not None and fill_page(page, agency):
            _through_the_chain(page, agency)
            report.created.append(f"Nội dung trình diễn của «{page.title}»")


def _through_the_chain(page, agency: Agency) -> None:
    author = User.objects.get(username=username_of(agency.code, "contributor"))
    page.unit = author.unit
    page.save_revision(user=author, log_action=True)
    page.get_workflow().start(page, author)
    walk(page)


def _fill_contacts(agency: Agency) -> None:
    if agency.person_responsible:
        return
    agency.person_responsible = "Họ tên Trưởng Ban Biên tập (demo)"
    agency.postal_address = f"Số 01, đường Trình Diễn, {agency.book.region} (demo)"
    agency.phone = "0200 000 000 (demo)"
    agency.email = f"lienhe@{agency.book.slug}.demo.localhost"
    with door.opened(door.key(settings_door(agency))):
        agency.save()


def _fill_links(page, agency: Agency) -> bool:
    if page.links.exists():
        return False
    page.links = [WebLink(sort_order=order, **row) for order, row in enumerate(texts()["link"])]
    return True


def _fill_contact(page, agency: Agency) -> bool:
    if page.summary:
        return False
    page.summary = "Địa chỉ, điện thoại, thư điện tử để giao dịch với cơ quan."
    return True
