"""What people and workers do in the races: calls to be run at once, and what came of them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

from django.db.models.signals import post_save
from wagtail.models import TaskState, WorkflowState

from sections.base.door import Refused
from sections.base.models import BasePage
from tests import factories
from workflow.approval import acts
from workflow.approval.decision import Decision


def state_of(item) -> TaskState:
    """The step at which the item or request waits."""
    return WorkflowState.objects.for_instance(item).active().get().current_task_state


def taking(item, username: str, action: str = acts.PASS, **words) -> Callable[[], Decision]:
    """The call by which the account takes the step that is due now."""
    return partial(acts.take, state_of(item), factories.user(username), action, **words)


def waiting_at(code: str, step_code: str, **fields) -> BasePage:
    """An item of the agency that waits at the step."""
    page = factories.make_news(code, **fields)
    factories.submit(page)
    while state_of(page).task.specific.step_code != step_code:
        factories.take_step(page)
    return page


def fresh(page):
    """The page as the database has it."""
    return BasePage.objects.get(pk=page.pk).specific


def acts_on(page) -> list[str]:
    """What was done with the item, in order."""
    return list(Decision.objects.filter(page_id=page.pk).values_list("action", flat=True))


def sorted_out(outcomes: list) -> tuple[list, list[str]]:
    """What was done, and the sentences of the refusals; any other error fails the test."""
    refusals = [str(outcome) for outcome in outcomes if isinstance(outcome, Refused)]
    done = [outcome for outcome in outcomes if not isinstance(outcome, Refused)]
    errors = [outcome for outcome in done if isinstance(outcome, Exception)]
    assert errors == []
    return done, refusals


@contextmanager
def dawdling(seconds: float = 0.1, sender=Decision) -> Iterator[None]:
    """Inside the block whoever has stored a `sender` keeps the transaction open for a while."""

    def dawdle(**kwargs):
        time.sleep(seconds)

    post_save.connect(dawdle, sender=sender)
    try:
        yield
    finally:
        post_save.disconnect(dawdle, sender=sender)
