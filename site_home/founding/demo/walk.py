"""Takes an item through its agency's chain as the people who hold the steps."""

from wagtail.models import WorkflowState

from workflow.agencies.models import User
from workflow.agencies.queries import holders
from workflow.approval import acts
from workflow.approval.holding import verdict


class NobodyForStep(RuntimeError):
    """No account may take the step; names it."""


def take_step(page, *, only: tuple[str, ...] = ()) -> User:
    """Take the current step of the item's run as somebody who may; that person.

    `only` limits the choice to these usernames. Raises `NobodyForStep`.
    """
    run = WorkflowState.objects.for_instance(page).active().get()
    task = run.current_task_state.task.specific
    draft = page.get_latest_revision_as_object()
    for person in holders(task.agency, tuple(task.roles)):
        if only and person.username not in only:
            continue
        if verdict(task, draft, run, person).allowed:
            acts.take(run.current_task_state, person, acts.PASS)
            return person
    raise NobodyForStep(f"{task.agency.code}: {task.label}")


def walk(page) -> list[User]:
    """Take every remaining step until the item is public; the people in order."""
    people = []
    while WorkflowState.objects.for_instance(page).active().exists():
        people.append(take_step(page))
    page.refresh_from_db()
    return people
