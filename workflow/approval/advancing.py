"""Moves a run to its next step, on Wagtail's own tables and signals, in few queries.

`TaskState.approve` and `WorkflowState.update` of Wagtail read the object, the revision, the
workflow and the tasks again for each sentence of its log and validate every foreign key; here
everything is locked and at hand already, and the board's record tells more than that log.
"""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import OuterRef, QuerySet
from django.utils import timezone
from wagtail.models import Revision, TaskState, WorkflowState
from wagtail.signals import task_approved, task_submitted, workflow_approved

from .decision import Decision
from .finish import run_finished
from .steps import specific_tasks

_DONE = (TaskState.STATUS_APPROVED, TaskState.STATUS_SKIPPED)


def knowing_taken(states: QuerySet) -> QuerySet:
    """`states`, each with the steps of its run that were taken or skipped by then."""
    done = TaskState.objects.filter(workflow_state=OuterRef("workflow_state"), status__in=_DONE)
    return states.annotate(taken_task_ids=ArraySubquery(done.values("task_id")))


def approve(
    run: WorkflowState,
    state: TaskState,
    revision: Revision,
    *,
    subject,
    user,
    comment: str,
    **decided,
) -> Decision | None:
    """End the step `state` as approved and begin the next, or finish the run.

    `run` and `state`, read by `knowing_taken`, are locked in the caller's transaction; `subject` is
    the page or request as `revision`, its newest, has it; `decided` is what else is known of it by
    now (`content_hash`, `files`), handed on to `run_finished`. What that refuses undoes the step as
    well. Returns what the end of a page's run led to; None while the run goes on.
    """
    state.status = TaskState.STATUS_APPROVED
    state.finished_at = timezone.now()
    state.finished_by = user
    state.comment = comment
    state.revision = revision
    state.save(
        update_fields=["status", "finished_at", "finished_by", "comment", "revision"],
    )
    task = _next_task(run, {*state.taken_task_ids, state.task_id})
    led_to = None
    if task is not None:
        _begin(run, task, revision, user)
    else:
        led_to = _finish(run, user, subject=subject, revision=revision, **decided)
    task_approved.send(sender=type(state), instance=state, user=user)
    return led_to


def _next_task(run: WorkflowState, taken: set[int]):
    """The first step that is neither taken nor skipped."""
    tasks = specific_tasks(run.workflow)
    return next((task for task in tasks if task.active and task.pk not in taken), None)


def _begin(run: WorkflowState, task, revision: Revision, user) -> None:
    state = TaskState.objects.create(
        workflow_state=run, task=task, revision=revision, status=TaskState.STATUS_IN_PROGRESS
    )
    run.current_task_state = state
    _save(run, ["current_task_state"])
    task_submitted.send(sender=type(state), instance=state, user=user)


def _finish(run: WorkflowState, user, **decided) -> Decision | None:
    run.status = WorkflowState.STATUS_APPROVED
    _save(run, ["status"])
    answers = run_finished.send(sender=type(run), workflow_state=run, user=user, **decided)
    workflow_approved.send(sender=type(run), instance=run, user=user)
    return next((answer for _receiver, answer in answers if answer is not None), None)


def _save(run: WorkflowState, fields: list[str]) -> None:
    # `WorkflowState.save` would validate the row that this transaction holds locked.
    models.Model.save(run, update_fields=fields)
