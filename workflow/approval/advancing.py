"""Moves a run to its next step, on Wagtail's own tables and signals, in few queries.

`TaskState.approve` and `WorkflowState.update` of Wagtail read the object, the revision, the
workflow and the tasks again for each sentence of its log and validate every foreign key; here
everything is locked and at hand already, and the board's record tells more than that log.
"""

from django.db import models
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.signals import task_approved, task_submitted, workflow_approved

from .finish import run_finished
from .steps import specific_tasks

_DONE = (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)


def approve(
    run: WorkflowState, state: TaskState, revision: Revision, *, subject, user, comment: str
) -> None:
    """End the step `state` as approved and begin the next, or finish the run.

    `run` and `state` are locked in the caller's transaction; `subject` is the page or request as its newest
    revision has it. What `run_finished` refuses undoes the step as well.
    """
    state.status = TaskState.STATUS_APPROVED
    state.finished_at = timezone.now()
    state.finished_by = user
    state.comment = comment
    state.revision = revision
    state.save(
        update_fields=["status", "finished_at", "finished_by", "comment", "revision"],
    )
    task = _next_task(run)
    if task is not None:
        _begin(run, task, revision, user)
    else:
        _finish(run, subject, user)
    task_approved.send(sender=type(state), instance=state, user=user)


def _next_task(run: WorkflowState):
    """The first step that is neither taken nor skipped (two queries)."""
    taken = set(run.task_states.filter(status__in=_DONE).values_list("task_id", flat=True))
    tasks = specific_tasks(run.workflow)
    return next((task for task in tasks if task.active and task.pk not in taken), None)


def _begin(run: WorkflowState, task, revision: Revision, user) -> None:
    state = TaskState.objects.create(
        workflow_state=run, task=task, revision=revision, status=TaskState.STATUS_IN_PROGRESS
    )
    run.current_task_state = state
    _save(run, ["current_task_state"])
    task_submitted.send(sender=type(state), instance=state, user=user)


def _finish(run: WorkflowState, subject, user) -> None:
    run.status = WorkflowState.STATUS_APPROVED
    _save(run, ["status"])
    run_finished.send(sender=type(run), workflow_state=run, user=user, subject=subject)
    workflow_approved.send(sender=type(run), instance=run, user=user)


def _save(run: WorkflowState, fields: list[str]) -> None:
    # `WorkflowState.save` would validate the row that this transaction holds locked.
    models.Model.save(run, update_fields=fields)
