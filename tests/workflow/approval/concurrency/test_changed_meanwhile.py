"""Somebody changes, withdraws, submits or publishes an item while another decides on it."""

import threading
import time
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction
from django.utils import timezone
from wagtail.models import Revision, WorkflowState

from tests import factories
from tests.real_database import PATIENCE_SECONDS, together
from tests.workflow.desk.people import entrust
from workflow.approval import evidence, schedule, submissions
from workflow.approval.content import hash_of_page
from workflow.approval.decision import Decision
from workflow.approval.emergencies import opening, settling
from workflow.approval.models import Emergency, ItemEdit

from .people import acts_on, dawdling, fresh, sorted_out, taking, waiting_at
from .soundness import assert_sound

pytestmark = pytest.mark.usefixtures("real_database")


def draft_hash(page) -> str:
    return hash_of_page(fresh(page).get_latest_revision_as_object())


def saving(page, username: str, title: str):
    return partial(factories.edit, fresh(page), factories.user(username), title=title)


@pytest.mark.parametrize("slow", [Decision, ItemEdit], ids=["decider", "editor"])
@pytest.mark.parametrize("seen", [True, False], ids=["seen", "unseen"])
def test_an_approval_never_stands_for_content_saved_at_the_same_time(slow, seen):
    page = waiting_at("BP", "xac-thuc")
    seen_hash = draft_hash(page)
    with dawdling(sender=slow):
        outcomes = together(
            taking(page, "bp-head", seen_hash=seen_hash if seen else ""),
            saving(page, "bp-contributor", "Bản sửa cùng lúc"),
        )
    _done, refusals = sorted_out(outcomes)
    run = WorkflowState.objects.for_instance(page).active().get()
    standing = [row for row in evidence.valid_decisions(run.pk) if row.action == "approved"]
    board = [row for row in standing if row.step_code != "don-vi-duyet"]
    assert all(row.content_hash == draft_hash(page) for row in board)
    if seen:
        assert all("vừa được sửa sau khi bạn mở xem" in words for words in refusals)
        assert board == []
    assert not fresh(page).live
    assert_sound()
    # Whoever came first, the item goes on, and what the public sees is what was saved.
    factories.walk(page)
    assert fresh(page).title == "Bản sửa cùng lúc"
    assert_sound()


@pytest.mark.parametrize("slow", [Decision, ItemEdit], ids=["decider", "editor"])
def test_the_last_step_publishes_what_was_approved_and_nothing_saved_beside_it(slow):
    pages = [waiting_at("LA", "duyet", title=f"Tin {number}") for number in range(3)]
    for page in pages:
        seen = draft_hash(page)
        with dawdling(sender=slow):
            outcomes = together(
                taking(page, "la-head", seen_hash=seen),
                saving(page, "la-contributor", "Nội dung chưa ai duyệt"),
            )
        _done, refusals = sorted_out(outcomes)
        public = fresh(page)
        assert public.live is not bool(refusals)
        if public.live:
            assert (public.title, hash_of_page(public)) == (page.title, seen)
            assert public.has_unpublished_changes
        assert public.get_latest_revision_as_object().title == "Nội dung chưa ai duyệt"
    assert_sound()


def test_a_decision_waits_for_a_save_of_the_same_content():
    """The page has another newest version afterwards, which says the same."""
    page = waiting_at("LA", "duyet")
    saved = threading.Event()

    def save() -> None:
        with transaction.atomic():
            fresh(page).get_latest_revision_as_object().save_revision(user=page.owner)
            saved.set()
            # The decision has begun and waits.
            time.sleep(0.3)

    decide = taking(page, "la-head")
    decided = together(save, lambda: saved.wait(PATIENCE_SECONDS) and decide())[1]
    assert decided.action == "approved"
    assert fresh(page).live_revision == fresh(page).latest_revision
    assert_sound()


def test_autosave_rewrites_a_version_in_place_while_it_is_approved():
    page = waiting_at("LA", "duyet")
    editor = factories.user("la-member")
    factories.edit(fresh(page), editor, title="Bản tự lưu")
    seen = draft_hash(page)

    def autosave() -> None:
        draft = fresh(page).get_latest_revision_as_object()
        draft.title = "Bản tự lưu lần sau"
        draft.save_revision(user=editor, overwrite_revision=draft.latest_revision)

    with dawdling(sender=ItemEdit):
        outcomes = together(autosave, taking(page, "la-head", seen_hash=seen))
    _done, refusals = sorted_out(outcomes)
    assert fresh(page).live is not bool(refusals)
    assert fresh(page).title in ("Bản tự lưu", page.title)
    assert_sound()


def test_autosave_rewrites_a_version_in_place_while_the_page_is_taken_down():
    ends = timezone.now() + timedelta(hours=1)
    page = factories.publish_news("LA", expire_at=ends)
    factories.edit(fresh(page), page.owner, summary="Bản tự lưu")

    def autosave() -> None:
        draft = fresh(page).get_latest_revision_as_object()
        draft.summary = "Bản tự lưu lần sau"
        draft.save_revision(user=page.owner, overwrite_revision=draft.latest_revision)

    with dawdling(sender=ItemEdit), dawdling(sender=Revision):
        outcomes = together(autosave, partial(schedule.run_due, ends))
    assert outcomes == [None, 1]
    assert not fresh(page).live
    assert_sound()


@pytest.mark.parametrize("slow", [Decision, WorkflowState], ids=["decider", "author"])
def test_approving_and_withdrawing_at_once(slow):
    pages = [waiting_at("QT", "kiem-duyet", title=f"Tin {number}") for number in range(3)]
    for page in pages:
        with dawdling(sender=slow):
            outcomes = together(
                taking(page, "qt-head"), partial(submissions.withdraw, page, page.owner)
            )
        _done, refusals = sorted_out(outcomes)
        told = acts_on(page)
        # Withdrawn before: the approval is refused. After: the approval stands in the evidence.
        assert told in (["submitted", "withdrawn"], ["submitted", "approved", "withdrawn"])
        assert len(refusals) == (2 - (len(told) - 1))
        assert not fresh(page).live
        assert fresh(page).current_workflow_state is None
    assert_sound()


def test_publishing_and_withdrawing_at_once():
    pages = [waiting_at("LA", "duyet", title=f"Tin {number}") for number in range(3)]
    for page in pages:
        with dawdling():
            outcomes = together(
                taking(page, "la-head"), partial(submissions.withdraw, page, page.owner)
            )
        _done, [words] = sorted_out(outcomes)
        if fresh(page).live:
            assert "không còn chờ duyệt" in words
            assert acts_on(page)[-2:] == ["approved", "published"]
        else:
            assert acts_on(page)[-1] == "withdrawn"
    assert_sound()


def test_submitting_twice_at_once_makes_one_run():
    page = factories.make_news("DL")
    with dawdling():
        outcomes = together(*[partial(submissions.submit, page, page.owner)] * 4)
    [run], refusals = sorted_out(outcomes)
    assert refusals == 3 * [f"«{page.title}» đang trong quy trình duyệt."]
    assert list(WorkflowState.objects.for_instance(page)) == [run]
    assert acts_on(page) == ["submitted"]
    assert_sound()


def test_submitting_while_the_draft_is_saved():
    page = factories.make_news("LA")
    with dawdling(sender=ItemEdit):
        outcomes = together(
            partial(submissions.submit, page, page.owner),
            saving(page, "la-contributor", "Bản sửa cùng lúc"),
        )
    assert sorted_out(outcomes)[1] == []
    factories.walk(page)
    assert fresh(page).title == "Bản sửa cùng lúc"
    assert_sound()


@pytest.mark.parametrize("slow", [Decision, Emergency], ids=["board", "emergency"])
def test_emergency_and_board_publish_at_once(slow):
    entrust("la-head", "la-deputy")
    pages = [waiting_at("LA", "duyet", title=f"Tin {number}") for number in range(3)]
    for page in pages:
        with dawdling(sender=slow):
            outcomes = together(
                taking(page, "la-deputy"),
                partial(opening.publish, page, factories.user("la-head"), "Bão sắp đổ bộ."),
            )
        _done, refusals = sorted_out(outcomes)
        told = acts_on(page)
        assert fresh(page).live
        if refusals:
            assert "đang hiển thị đúng nội dung này" in refusals[0]
            assert told[-2:] == ["approved", "published"]
        else:
            assert [Emergency.objects.get(page_id=page.pk).outcome, told[-1]] == 2 * ["published"]
    assert_sound()


@pytest.mark.parametrize("other", ["confirm", "board"])
def test_an_emergency_settled_by_a_person_at_the_moment_it_runs_out(other):
    entrust("la-head", "la-deputy")
    pages = [waiting_at("LA", "duyet", title=f"Tin {number}") for number in range(4)]
    for page in pages:
        opening.publish(page, factories.user("la-head"), "Bão sắp đổ bộ.")
        due_at = Emergency.objects.get(page_id=page.pk).due_at
        acts_of_people = {
            "confirm": partial(settling.confirm, page, factories.user("la-deputy")),
            "board": taking(page, "la-deputy"),
        }
        with dawdling(0.05), dawdling(0.05, sender=Emergency):
            outcomes = together(acts_of_people[other], partial(settling.settle_due, due_at))
        sorted_out(outcomes)
        assert Emergency.objects.get(page_id=page.pk).settled_at is not None
    assert_sound()
