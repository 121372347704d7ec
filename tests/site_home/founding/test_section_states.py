"""Whether the sections of a regulation stand on the site, with content."""

import pytest

from sections.base import door
from sections.history import HistoryPage
from site_home.founding.section_states import section_states
from tests.factories import agency
from tests.sections.filled import fill
from workflow.regulations.live import EMPTY, FILLED, HIDDEN, clauses_without_page

pytestmark = pytest.mark.django_db


def test_founded_sections_are_empty_until_they_are_filled():
    own = agency("DL")
    before = section_states(own.book)
    assert (before["S02"].state, before["S02"].address) == (EMPTY, "/lich-su-phat-trien/")
    assert "DL-8.1.a-2" in clauses_without_page(own.book, before)
    fill(own, "S02")
    after = section_states(own.book)
    assert after["S02"].state == FILLED
    assert "DL-8.1.a-2" not in clauses_without_page(own.book, after)


def test_items_below_a_section_count():
    own = agency("LA")
    assert section_states(own.book)["S14"].state == EMPTY
    fill(own, "S14")
    state = section_states(own.book)["S14"]
    assert (state.state, state.items) == (FILLED, 3)


def test_a_page_that_was_taken_down_meets_nothing():
    own = agency("LA")
    fill(own, "S02")
    page = HistoryPage.objects.child_of(own.site.root_page).get()
    with door.opened(door.key(page)):
        page.unpublish()
    assert section_states(own.book)["S02"].state == HIDDEN


def test_pages_made_from_the_rule_book_are_never_empty():
    assert section_states(agency("KT").book)["S52"].state == FILLED
