"""Fills the sections of an agency with their demonstration content."""

from collections.abc import Callable, Iterator

from django.utils import timezone

from sections.base.models import BasePage
from site_home.founding.report import Report
from workflow.agencies.models import Agency, User
from workflow.approval import submissions

from .accounts import username_of
from .sections import fillers, in_order
from .walk import walk


def fill_sections(agency: Agency, report: Report) -> None:
    """Fill each section that has not been filled yet, through the agency's chain."""
    done = agency.applied.setdefault("demo_sections", [])
    for code in _open_sections(agency):
        for page in drafts_of(agency, code):
            approve(page, agency)
            report.created.append(f"Nội dung trình diễn «{page.title}»")
        done.append(code)
        agency.save(update_fields=["applied"])


def drafts_of(agency: Agency, code: str) -> Iterator[BasePage]:
    """The drafts of the demonstration of section `code`, saved one after the other.

    First the section page itself where the demonstration changes it, then its items.
    """
    author = User.objects.get(username=username_of(agency.code, "contributor"))
    section = _sections(agency).get(section_code=code).specific
    before = section.serializable_data()
    items = fillers()[code](section, agency) or ()
    if section.serializable_data() != before:
        section.unit = author.unit
        section.save_revision(user=author, log_action=True)
        yield section
    for item in items:
        yield _place(item, section, author)


def approve(page: BasePage, agency: Agency, walk: Callable = walk) -> None:
    """Submit `page` as the agency's contributor and walk it through the chain."""
    author = User.objects.get(username=username_of(agency.code, "contributor"))
    if page.is_item:
        submissions.submit(page, author)
    else:
        page.get_workflow().start(page, author)
    walk(page)


def _place(item: BasePage, section: BasePage, author: User) -> BasePage:
    """Add `item` below `section` as a draft of `author`, with what the record asks of every item."""
    item.owner = author
    item.live = False
    if item.is_item:
        item.unit = item.unit or author.unit
        item.supplier_name = item.supplier_name or author.full_name
        item.supplier_title = item.supplier_title or author.position
        item.supplier_email = item.supplier_email or author.email
        item.supplier_phone = item.supplier_phone or "Nội bộ (demo)"
        item.byline = item.byline or author.full_name
        item.happened_at = item.happened_at or timezone.now()
    section.refresh_from_db()
    section.add_child(instance=item)
    item.save_revision(user=author, log_action=True)
    return item


def _sections(agency: Agency):
    return BasePage.objects.child_of(agency.site.root_page)


def _open_sections(agency: Agency) -> list[str]:
    done = set(agency.applied.get("demo_sections", ()))
    there = _sections(agency).order_by("path").values_list("section_code", flat=True)
    return [code for code in in_order(there) if code not in done]
