"""Tasks that failed: why, in words, and doing one again, once however often it is asked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django_q.models import Failure, Task
from django_q.tasks import async_task

from workflow.agencies.models import User
from workflow.audit.recording import record
from workflow.audit.task_failures import reason_of

from .words import reason_words, task_words

RETRIED = "task.retried"
UNKNOWN_REASON = "Không ghi lại lý do."
# In one go; a person looks at what became of them before asking for more.
MOST_AT_ONCE = 200


@dataclass(frozen=True, slots=True)
class FailedTask:
    """A failed task as people read it."""

    pk: str
    what: str
    func: str
    failed_at: datetime
    attempts: int
    reason: str


def why_failed(task: Task) -> str:
    """The reason of a failed task in words, without traceback and secrets."""
    return reason_words(reason_of(str(task.result or ""))) or UNKNOWN_REASON


def failed_tasks(limit: int) -> list[FailedTask]:
    """The newest failures first."""
    return [
        FailedTask(
            pk=task.pk,
            what=task_words(task.func),
            func=task.func,
            failed_at=task.stopped,
            attempts=task.attempt_count,
            reason=why_failed(task),
        )
        for task in Failure.objects.order_by("-stopped", "pk")[:limit]
    ]


def retry(person: User, pks: Iterable[str] | None = None) -> int:
    """Have the failed tasks `pks`, all without, done again; how many.

    Idempotent: a failure leaves the list as its task enters the queue, in one transaction. Who
    asks for it a second time, or at the same moment, finds none. The record keeps the failure.
    """
    rows = Failure.objects.order_by("stopped", "pk")
    if pks is not None:
        rows = rows.filter(pk__in=list(pks))
    with transaction.atomic():
        tasks = list(rows.select_for_update()[:MOST_AT_ONCE])
        for task in tasks:
            _retry(task, person)
    return len(tasks)


def _retry(task: Failure, person: User) -> None:
    former, what = task.pk, task_words(task.func)
    options = {"hook": task.hook, "group": task.group}
    Failure.objects.filter(pk=former).delete()
    # Keywords of the task itself may be called like options of the queue.
    new = async_task(task.func, *(task.args or ()), q_options=options, **(task.kwargs or {}))
    record(
        RETRIED,
        actor=person,
        subject=task,
        subject_title=task.func,
        note=f"{what}. Không xong lúc {_local(task.stopped)}: {why_failed(task)}",
        task=former,
        new_task=new,
    )


def _local(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"
