"""Workers side by side, and processes that die between deciding and publishing."""

import os
import signal
from datetime import timedelta
from functools import partial

import pytest
from django.db import connections, transaction
from django.utils import timezone

from tests import factories
from tests.real_database import together
from workflow.approval import acts, schedule
from workflow.approval.decision import Decision
from workflow.approval.finish import run_finished
from workflow.audit.models import Entry

from .people import acts_on, dawdling, fresh, sorted_out, state_of, waiting_at
from .soundness import assert_sound

pytestmark = pytest.mark.usefixtures("real_database")


def test_what_is_due_is_published_by_one_of_two_workers():
    at = timezone.now() + timedelta(hours=1)
    pages = [factories.make_news("QT", title=f"Tin {n}", go_live_at=at) for n in range(4)]
    for page in pages:
        factories.submit(page)
        factories.walk(page)
    with dawdling(0.05):
        outcomes = together(*[partial(schedule.run_due, at)] * 2)
    assert sum(sorted_out(outcomes)[0]) == len(pages)
    for page in pages:
        assert fresh(page).live
        assert acts_on(page).count("published") == 1
    assert_sound()


def test_what_ends_is_taken_down_by_one_of_two_workers():
    ends = timezone.now() + timedelta(hours=1)
    page = factories.publish_news("QT", expire_at=ends)
    with dawdling(0.05):
        outcomes = together(*[partial(schedule.run_due, ends)] * 2)
    assert sorted(outcomes) == [0, 1]
    assert acts_on(page).count("unpublished") == 1
    assert not fresh(page).live
    assert_sound()


def test_an_appointment_dropped_at_its_hour():
    at = timezone.now() + timedelta(hours=1)
    for number in range(3):
        page = factories.make_news("QT", title=f"Tin {number}", go_live_at=at)
        factories.submit(page)
        factories.walk(page)
        with dawdling(0.05):
            outcomes = together(
                partial(schedule.run_due, at), partial(schedule.cancel, page, page.owner)
            )
        _done, refusals = sorted_out(outcomes)
        assert fresh(page).live is bool(refusals)
        assert acts_on(page)[-1] == ("published" if refusals else "withdrawn")
    assert_sound()


def test_an_error_between_decision_and_publishing_undoes_the_decision(published_never):
    page = waiting_at("LA", "duyet")
    before = state_as_stored(page)
    with pytest.raises(RuntimeError, match="power cut"):
        acts.take(state_of(page), factories.user("la-head"), acts.PASS)
    assert state_as_stored(page) == before
    published_never()
    acts.take(state_of(page), factories.user("la-head"), acts.PASS)
    assert fresh(page).live
    assert_sound()


@pytest.mark.parametrize("moment", ["decided", "published", "committing"])
def test_a_process_killed_before_the_end_leaves_nothing_and_the_step_can_be_taken_again(moment):
    page = waiting_at("LA", "duyet")
    before = state_as_stored(page)

    def die_on_the_way() -> None:
        if moment == "decided":
            run_finished.receivers.clear()
            run_finished.sender_receivers_cache.clear()
            run_finished.connect(die)
            acts.take(state_of(page), factories.user("la-head"), acts.PASS)
        with transaction.atomic():
            acts.take(state_of(page), factories.user("la-head"), acts.PASS)
            if moment == "committing":
                with connections["default"].cursor() as cursor:
                    # The record is linked, under the lock of the installation.
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            die()

    assert killed_by(in_another_process(die_on_the_way)) == signal.SIGKILL
    assert state_as_stored(page) == before
    assert_sound()
    acts.take(state_of(page), factories.user("la-head"), acts.PASS)
    assert acts_on(page)[-2:] == ["approved", "published"]
    assert fresh(page).live
    assert_sound()


def test_a_process_killed_after_the_end_has_done_everything():
    page = waiting_at("LA", "duyet")

    def die_before_answering() -> None:
        acts.take(state_of(page), factories.user("la-head"), acts.PASS)
        die()

    state = state_of(page)
    assert killed_by(in_another_process(die_before_answering)) == signal.SIGKILL
    assert acts_on(page)[-2:] == ["approved", "published"]
    assert fresh(page).live
    with pytest.raises(acts.Refused, match=r"đã được Trưởng Ban Biên tập \(demo\) xử lý"):
        acts.take(state, factories.user("la-head"), acts.PASS)
    assert_sound()


@pytest.fixture
def published_never():
    """Whatever passes its last step meets an error instead of being published."""

    def fail(**kwargs):
        assert Decision.objects.filter(action="approved").exists()
        raise RuntimeError("power cut")

    receivers = run_finished.receivers
    run_finished.receivers = []
    run_finished.connect(fail, weak=False)

    def stop() -> None:
        run_finished.receivers = receivers
        run_finished.sender_receivers_cache.clear()

    yield stop
    stop()


def state_as_stored(page) -> tuple:
    """Everything that taking the step would change."""
    run = fresh(page).current_workflow_state
    states = list(run.task_states.order_by("pk").values_list("pk", "status"))
    return acts_on(page), states, run.status, fresh(page).live, Entry.objects.count()


def in_another_process(work) -> int:
    """Do `work` in a process of its own, with a connection of its own; how it ended."""
    child = os.fork()
    if child == 0:
        try:
            # The connection of this process stays the parent's: closing it would end both.
            for wrapper in connections.all(initialized_only=True):
                wrapper.connection = None
            work()
        finally:
            os._exit(1)
    return os.waitpid(child, 0)[1]


def killed_by(status: int) -> int | None:
    """The signal that ended a process, None when it ended by itself."""
    return os.WTERMSIG(status) if os.WIFSIGNALED(status) else None


def die(**kwargs) -> None:
    """End this process as a power cut would: at once, with nothing said to the database."""
    os.kill(os.getpid(), signal.SIGKILL)
