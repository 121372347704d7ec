"""Puts demonstration content in public without walking each page through its chain.

The chain has its own tests; here hundreds of pages are wanted quickly. What is public this way is
recorded as founded, as structure pages are.
"""

from sections.base import door
from sections.base.models import BasePage
from site_home.founding.demo.filling import drafts_of
from site_home.founding.demo.sections import in_order
from workflow.agencies.models import Agency


def put_public(page: BasePage) -> None:
    """Make the newest revision of `page` public through an opened door."""
    revision = page.get_latest_revision()
    with door.opened(door.key(page)):
        revision.publish(log_action=False, skip_permission_checks=True)


def fill(agency: Agency, *codes: str) -> list[BasePage]:
    """The demonstration of the agency's sections (all, or `codes`), made public; the pages."""
    own = BasePage.objects.child_of(agency.site.root_page)
    there = set(own.values_list("section_code", flat=True))
    pages = []
    for code in in_order(sorted(there & set(codes) if codes else there)):
        for page in drafts_of(agency, code):
            put_public(page)
            pages.append(page)
    return pages
