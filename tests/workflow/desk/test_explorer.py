"""The page lists: state in the chain, clock and unit of each page, filters, bounded queries."""

import re
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from sections.base.models import BasePage
from tests.factories import (
    agency,
    edit,
    make_news,
    news_index,
    publish_news,
    submit,
    take_step,
    user,
    verdict_of,
)
from tests.workflow.desk.people import current_state, make_duty, signed_in
from workflow.agencies.models import Unit
from workflow.approval import acts, submissions
from workflow.desk.explorer import facts
from workflow.desk.explorer.filters import in_any_state
from workflow.desk.states import ItemState

pytestmark = pytest.mark.django_db

MAX_QUERIES = 30


def explore(username, page=None, **asked):
    """The HTML of the list below `page` (the news of LA)."""
    url = reverse("wagtailadmin_explore", args=[(page or news_index("LA")).pk])
    response = signed_in(username).get(url, asked)
    assert response.status_code == 200
    return response.content.decode()


def titles(html) -> set[str]:
    return set(re.findall(r"Tin thử \d", html))


def news(number, **fields):
    return make_news("LA", title=f"Tin thử {number}", **fields)


def returned(page):
    """The item, sent back by the first who may."""
    submit(page)
    person = take_step(page)
    acts.take(current_state(page), person_of(page, person), "return", note="Sửa lại.")
    return page


def person_of(page, earlier):
    """Somebody who may take the step that is due."""
    names = (name for name in ("la-head", "la-member", "la-deputy", "la-secretary"))
    run = page.current_workflow_state
    return next(user(name) for name in names if verdict_of(run, name).allowed)


def in_every_state():
    """An item of LA in each state that a person can bring about with the chain, by state."""
    waiting, withdrawn, back = news(2), news(3), news(4)
    submit(waiting)
    submit(withdrawn)
    submissions.withdraw(withdrawn, withdrawn.owner)
    returned(back)
    public = publish_news("LA", title="Tin thử 5")
    changed = publish_news("LA", title="Tin thử 6")
    edit(changed, changed.owner, summary="Khác.")
    return {
        ItemState.DRAFT: news(1),
        ItemState.WAITING: waiting,
        ItemState.WITHDRAWN: withdrawn,
        ItemState.RETURNED: back,
        ItemState.PUBLIC: public,
        ItemState.CHANGED: changed,
    }


def test_each_state_filter_finds_what_the_state_column_says():
    expected = in_every_state()
    below = BasePage.objects.child_of(news_index("LA"))
    everything = list(facts.annotated(below))
    facts.attach(everything)
    for state in ItemState:
        shown = {page.pk for page in everything if page.board_facts.state == state}
        found = set(below.filter(in_any_state([state])).values_list("pk", flat=True))
        assert found == shown, state
        if state in expected:
            assert expected[state].pk in found


def test_list_says_state_step_clock_and_unit():
    page = news(1)
    submit(page)
    due = timezone.now() - timedelta(hours=3)
    make_duty(page, due)
    html = explore("la-member")
    assert "Đang chờ duyệt" in html
    step = current_state(page).task.boardtask.label
    assert f"Bước «{step}»" in html
    assert "quá hạn" in html
    assert f"Hạn {timezone.localtime(due):%H:%M, %d/%m/%Y}" in html
    assert f'title="{page.unit.name}"' in html
    assert reverse("desk:item", args=[page.pk]) in html


def test_filters_narrow_by_state_step_clock_unit():
    draft, late = news(1), news(2)
    submit(late)
    make_duty(late, timezone.now() - timedelta(hours=3))
    step = current_state(late).task.boardtask.step_code
    other = Unit.objects.filter(agency=agency("LA")).exclude(pk=draft.unit_id).first()
    moved = news(3)
    edit(moved, moved.owner, unit=other)
    assert titles(explore("la-member")) == {"Tin thử 1", "Tin thử 2", "Tin thử 3"}
    assert titles(explore("la-member", board_state="waiting")) == {"Tin thử 2"}
    assert titles(explore("la-member", board_state=f"buoc:{step}")) == {"Tin thử 2"}
    assert titles(explore("la-member", clock="late")) == {"Tin thử 2"}
    assert titles(explore("la-member", clock="none", board_state="draft")) <= {
        "Tin thử 1",
        "Tin thử 3",
    }
    assert titles(explore("la-member", unit=other.pk)) == {"Tin thử 3"}
    assert "Tin thử 3" not in explore("la-member", unit=draft.unit_id)


def test_sections_are_offered_above_them_and_narrow():
    news(1)
    home = agency("LA").site.root_page
    html = explore("la-member", home, section="S04")
    assert titles(html) == {"Tin thử 1"}
    assert 'name="section"' in html
    assert 'name="section"' not in explore("la-member")
    assert titles(explore("la-member", home, section="S16")) == set()


def test_filters_offer_only_the_own_agency():
    html = explore("la-member")
    foreign = Unit.objects.filter(agency=agency("KT")).exclude(
        name__in=Unit.objects.filter(agency=agency("LA")).values("name")
    )
    assert [unit.name for unit in foreign if unit.name in html] == []
    assert 'name="site"' not in html


def test_nonsense_in_the_address_is_no_error():
    for asked in ({"unit": "x"}, {"board_state": "buoc:'; --"}, {"clock": "?"}, {"section": "S99"}):
        explore("la-member", **asked)


def counted(url, **asked) -> int:
    """The queries of the whole request, what the menu counts included."""
    client = signed_in("la-member")
    client.get(url, asked)
    with CaptureQueriesContext(connection) as queries:
        assert client.get(url, asked).status_code == 200
    return len(queries)


@pytest.mark.parametrize("asked", [{}, {"board_state": "waiting"}])
def test_queries_do_not_grow_with_the_rows(asked):
    url = reverse("wagtailadmin_explore", args=[news_index("LA").pk])
    first = news(1)
    submit(first)
    make_duty(first, timezone.now())
    few = counted(url, **asked)
    for number in range(2, 10):
        submit(news(number))
    publish_news("LA", title="Tin đã đăng")
    assert counted(url, **asked) == few <= MAX_QUERIES


def test_queries_of_the_sections_and_of_a_search_are_bounded():
    for number in range(1, 6):
        submit(news(number))
    call_command("update_index", verbosity=0)
    assert counted(reverse("wagtailadmin_explore_root")) <= MAX_QUERIES
    assert counted(reverse("wagtailadmin_pages:search"), q="tin") <= MAX_QUERIES


def test_search_among_pages_shows_the_same_columns():
    submit(news(1))
    call_command("update_index", verbosity=0)
    url = reverse("wagtailadmin_pages:search")
    html = signed_in("la-member").get(url, {"q": "Tin thử"}).content.decode()
    assert "Trạng thái duyệt" in html
    assert "Đang chờ duyệt" in html
    assert not re.search(r"trong \d+ None", html)
