"""Steps held for others, items given to somebody, the order in which they must be done."""

from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import agency, edit, make_news, submit, take_step, user
from workflow.agencies.models import User
from workflow.approval import acts, asking
from workflow.approval.decision import Decision
from workflow.desk.verdicts import held_steps
from workflow.duties.models import Duty

from .people import current_state, entrust, make_duty, report_absent
from .test_verdicts import at_once, one_by_one, people_of

pytestmark = pytest.mark.django_db


def held(username: str, now: datetime | None = None) -> list:
    return held_steps(user(username), now or timezone.now())


def mine(username: str) -> list[int]:
    return [row.page_id for row in held(username) if row.allowed and not row.is_for_others]


def waiting_for_decision(title: str = "Tin chờ duyệt"):
    """An item of Long An at the head's step."""
    page = make_news("LA", title=title)
    submit(page)
    take_step(page, "la-member")
    return page


@pytest.mark.clause("LA-8.3.b-1")
def test_a_deputy_holds_the_heads_step_by_delegation_and_the_row_says_so():
    page = waiting_for_decision()
    assert mine("la-deputy") == []
    made = entrust("la-head", "la-deputy")
    [row] = held("la-deputy")
    assert (row.page_id, row.reason, row.delegation) == (page.pk, "", made)
    assert mine("la-head") == [page.pk]


@pytest.mark.parametrize(("before_end", "holds"), [(1, True), (0, False)])
def test_the_delegation_ends_to_the_second(before_end, holds):
    waiting_for_decision()
    end = timezone.now() + timedelta(minutes=30)
    entrust("la-head", "la-deputy", valid_to=end)
    assert bool(held("la-deputy", end - timedelta(seconds=before_end))) is holds


SCOPES = [{}, {"steps": ["duyet"]}, {"steps": ["khac"]}, {"sections": ["S04"]}]


@pytest.mark.parametrize("scope", SCOPES)
@pytest.mark.parametrize("kind", ["delegation", "assignment"])
@pytest.mark.parametrize("edited_by", ["la-member", "la-deputy"])
def test_agrees_with_the_single_verdict_whatever_is_entrusted(scope, kind, edited_by):
    page = make_news("LA")
    submit(page)
    edit(page, user(edited_by), summary="Biên tập lại.")
    take_step(page, "la-member")
    entrust("la-head", "la-deputy", kind, **scope)
    for person in people_of("LA"):
        assert at_once(person) == one_by_one(person)


@pytest.mark.parametrize("code", ["BP", "DL"])
def test_agrees_with_the_single_verdict_along_a_chain_taken_by_receivers(code):
    page, receivers = make_news(code), ("deputy", "member")
    low = code.lower()
    for receiver in receivers:
        entrust(f"{low}-head", f"{low}-{receiver}", decision_number=f"{receiver}/QĐ")
    submit(page)
    checked = 0
    for _step in agency(code).book.steps:
        found = {person.pk: at_once(person) for person in people_of(code)}
        for person in people_of(code):
            assert found[person.pk] == one_by_one(person)
            checked += 1
        able = [pk for pk, rows in found.items() if rows and not rows[page.pk][0]]
        by_delegation = [pk for pk in able if found[pk][page.pk][1]]
        taker = User.objects.get(pk=(by_delegation or able)[0])
        decision = acts.take(current_state(page), taker, acts.PASS)
        assert bool(decision.on_behalf_of) is bool(by_delegation)
    assert checked == len(agency(code).book.steps) * people_of(code).count()


# To whom items are given


@pytest.mark.clause("BP-11.1-2")
def test_an_item_given_to_somebody_present_leaves_the_others_lists():
    page = make_news("QT")
    submit(page)
    assert (mine("qt-head"), mine("qt-deputy")) == ([page.pk], [page.pk])
    asking.assign(current_state(page), user("qt-head"), user("qt-deputy"), "Xem số liệu.")
    assert (mine("qt-head"), mine("qt-deputy")) == ([], [page.pk])
    [row] = held("qt-head")
    assert row.allowed
    assert [person.username for person in row.routed_to] == ["qt-deputy"]


def test_it_comes_back_to_all_while_the_person_is_away():
    page = make_news("QT")
    submit(page)
    asking.assign(current_state(page), user("qt-head"), user("qt-deputy"))
    report_absent("qt-deputy")
    assert mine("qt-head") == [page.pk]


def test_it_comes_back_to_all_when_the_person_may_no_longer_take_it():
    page = make_news("QT")
    submit(page)
    asking.assign(current_state(page), user("qt-head"), user("qt-deputy"))
    edit(page, user("qt-deputy"), summary="Sửa trong khi chờ.")
    assert mine("qt-head") == [page.pk]
    assert held("qt-deputy")[0].reason.startswith("Bạn đã viết, sửa hoặc gửi tin này")


def test_who_lost_the_role_is_routed_nothing():
    page = make_news("QT")
    submit(page)
    asking.assign(current_state(page), user("qt-head"), user("qt-deputy"))
    user("qt-deputy").groups.clear()
    assert mine("qt-head") == [page.pk]


@pytest.mark.clause("KT-16.1.c")
def test_a_standing_assignment_routes_the_step():
    page = make_news("QT")
    submit(page)
    entrust("qt-head", "qt-member", "assignment", steps=["kiem-duyet"])
    assert (mine("qt-head"), mine("qt-deputy"), mine("qt-member")) == ([], [], [page.pk])


def test_who_was_named_goes_before_who_is_assigned():
    page = make_news("QT")
    submit(page)
    entrust("qt-head", "qt-member", "assignment", steps=["kiem-duyet"])
    asking.assign(current_state(page), user("qt-head"), user("qt-deputy"))
    assert (mine("qt-member"), mine("qt-deputy")) == ([], [page.pk])


def test_the_step_after_is_nobodys_own_again():
    page = make_news("LA")
    submit(page)
    asking.assign(current_state(page), user("la-head"), user("la-member"))
    take_step(page, "la-member")
    assert mine("la-head") == [page.pk]


# The order

FRIDAY = datetime(2026, 11, 27, 9, 55, tzinfo=UTC)  # 16:55 in Hà Nội


def test_what_ends_first_stands_on_top_then_what_waits_longest():
    pages = [make_news("LA", title=f"Tin {number}") for number in range(4)]
    for page in pages:
        submit(page)
    Duty.objects.filter(page_id__in=[page.pk for page in pages]).delete()
    for page, due_at in ((pages[3], FRIDAY + timedelta(minutes=5)), (pages[1], FRIDAY)):
        make_duty(page, due_at)
    order = [pages[1].pk, pages[3].pk, pages[0].pk, pages[2].pk]
    rows = held("la-member", FRIDAY)
    assert [row.page_id for row in rows] == order
    assert [row.is_late(FRIDAY + timedelta(seconds=1)) for row in rows] == [True] + 3 * [False]


# Cost


def test_queries_do_not_grow_with_items_delegations_and_names():
    first = waiting_for_decision()
    made = entrust("la-head", "la-deputy")
    asking.assign(current_state(first), user("la-head"), user("la-deputy"))
    with CaptureQueriesContext(connection) as one:
        assert len(held_steps(fresh("la-deputy"), timezone.now())) == 1
    for number in range(4):
        page = waiting_for_decision(f"Tin {number}")
        asking.assign(current_state(page), user("la-head"), user("la-deputy"))
    with CaptureQueriesContext(connection) as five:
        rows = held_steps(fresh("la-deputy"), timezone.now())
    assert [row.delegation for row in rows] == 5 * [made]
    assert len(five) == len(one)
    assert len(one) <= 16


def fresh(username: str) -> User:
    return User.objects.get(username=username)


def test_an_act_of_another_agency_gives_nothing():
    page = waiting_for_decision()
    entrust("dl-head", "dl-deputy")
    assert [row.page_id for row in held("dl-deputy")] == []
    assert Decision.objects.filter(page_id=page.pk).count() == 2


@pytest.mark.parametrize(("name", "code"), list(product(["head", "deputy"], ["LA", "DL"])))
def test_a_closed_account_holds_nothing(name, code):
    person = user(f"{code.lower()}-{name}")
    person.is_active = False
    assert held_steps(person, timezone.now()) == []
