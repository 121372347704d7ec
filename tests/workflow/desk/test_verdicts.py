"""The verdict on all items at once says what `holding.verdict` says of each."""

from datetime import datetime

import pytest
from django.utils import timezone
from wagtail.models import TaskState, WorkflowState

from tests.factories import CODES, edit, make_news, submit, take_step, user
from workflow.agencies.models import User
from workflow.approval import acts, submissions
from workflow.approval.holding import hold_verdict, verdict
from workflow.desk.verdicts import held_steps

pytestmark = pytest.mark.django_db


def one_by_one(person: User, now: datetime | None = None) -> dict[int, tuple]:
    """Reason ("" for none) and delegation by page, of every step that `person` holds: slow truth."""
    now = now or timezone.now()
    found = {}
    for run in WorkflowState.objects.active():
        state = run.current_task_state
        draft = run.content_object.get_latest_revision_as_object()
        task = state.task.specific
        held = hold_verdict(task, draft, person, now)
        if state.status == TaskState.STATUS_IN_PROGRESS and held.allowed:
            reason = verdict(task, draft, run, person, now).reason
            found[draft.pk] = reason, held.delegation
    return found


def at_once(person: User, now: datetime | None = None) -> dict[int, tuple]:
    rows = held_steps(person, now or timezone.now())
    return {row.page_id: (row.reason, row.delegation) for row in rows}


def reasons(person: User) -> dict[int, str]:
    return {page_id: reason for page_id, (reason, _delegation) in at_once(person).items()}


def people_of(code: str):
    return User.objects.filter(agency__code=code)


@pytest.mark.parametrize("code", CODES)
def test_agrees_at_every_step_of_every_chain(code):
    page = make_news(code)
    submit(page)
    checked = 0
    while WorkflowState.objects.for_instance(page).active().exists():
        for person in people_of(code):
            assert at_once(person) == one_by_one(person)
            checked += 1
        take_step(page)
    assert checked >= 2 * people_of(code).count()
    assert all(at_once(person) == {} for person in people_of(code))


def test_agrees_when_the_decider_wrote_the_item():
    page = make_news("LA", owner=user("la-head"))
    submissions_before = at_once(user("la-head"))
    other_head = make_second("la-head")
    submissions.submit(page, user("la-head"))
    take_step(page, "la-member")
    assert submissions_before == {}
    assert at_once(user("la-head")) == one_by_one(user("la-head"))
    assert reasons(user("la-head"))[page.pk].startswith("Bạn đã viết, sửa hoặc gửi tin này")
    assert reasons(other_head) == {page.pk: ""}


def test_agrees_when_the_decider_edited_in_an_earlier_step():
    head = make_second("kt-head")
    head.groups.add(*user("kt-operator").groups.all())
    page = make_news("KT")
    submit(page)
    take_step(page, "kt-unit_head")
    edit(page, head, summary="Tóm tắt do người này biên tập.")
    take_step(page, "kt-operator")
    assert at_once(head) == one_by_one(head)
    assert reasons(head)[page.pk] != ""
    assert reasons(user("kt-head")) == {page.pk: ""}


def test_agrees_when_the_regulation_keeps_two_steps_apart():
    poster = make_second("qt-head")
    poster.groups.add(*user("qt-operator").groups.all())
    page = make_news("QT")
    submit(page)
    take_step(page, poster.username)
    assert at_once(poster) == one_by_one(poster)
    assert "nên không thể làm bước" in reasons(poster)[page.pk]


def test_agrees_after_publication_when_writing_began_anew():
    page = make_news("QT", owner=user("qt-head"))
    second = make_second("qt-head")
    submissions.submit(page, user("qt-head"))
    take_step(page, second.username)
    take_step(page, "qt-operator")
    edit(page, user("qt-member"), summary="Sửa sau khi đăng.")
    submissions.submit(page.get_latest_revision_as_object(), user("qt-member"))
    for person in people_of("QT"):
        assert at_once(person) == one_by_one(person)
    assert reasons(user("qt-head")) == {page.pk: ""}


def test_counts_the_unit_of_the_draft_not_of_the_public_row():
    page = make_news("BP")
    other = user("bp-unit_head").agency.units.exclude(pk=page.unit_id).first()
    draft = page.get_latest_revision_as_object()
    draft.unit = other
    draft.save_revision(user=page.owner)
    unit_head = make_second("bp-unit_head")
    User.objects.filter(pk=unit_head.pk).update(unit=other)
    submissions.submit(draft, page.owner)
    assert at_once(user("bp-unit_head")) == one_by_one(user("bp-unit_head")) == {}
    assert reasons(User.objects.get(pk=unit_head.pk)) == {page.pk: ""}


def test_holds_nothing_without_an_agency_or_when_deactivated():
    page = make_news("LA")
    submit(page)
    member = user("la-member")
    assert reasons(member) == {page.pk: ""}
    member.is_active = False
    assert at_once(member) == {}
    assert at_once(user("quan-tri")) == {}


def test_another_agency_with_the_same_role_holds_nothing():
    page = make_news("LA")
    submit(page)
    assert at_once(user("bp-member")) == {}


def test_a_taken_step_waits_for_nobody():
    page = make_news("DL")
    submit(page)
    state = WorkflowState.objects.for_instance(page).active().get().current_task_state
    acts.take(state, user("dl-secretary"), acts.RETURN, note="Thiếu nguồn.")
    assert at_once(user("dl-secretary")) == {}


def make_second(username: str) -> User:
    """Another account with the same role and unit as `username`."""
    first = user(username)
    second = User.objects.create_user(
        f"{username}-2", full_name=f"{first.full_name} 2", agency=first.agency, unit=first.unit
    )
    second.groups.set(first.groups.all())
    return second
