"""`holding.verdict` for all items at once: the same rules in a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import F, Max
from django.db.models.fields.json import KeyTextTransform
from wagtail.models import TaskState, WorkflowState

from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.agencies.queries import roles_of
from workflow.approval.board_task import BoardTask
from workflow.approval.decision import Decision
from workflow.approval.holding import ACTS_OF_A_STEP, KEPT_APART, WROTE_IT, step_words
from workflow.approval.item_edit import ItemEdit
from workflow.regulations.book import StepScope


@dataclass(frozen=True, slots=True)
class Held:
    """A step in progress that a person holds by role and unit."""

    task_state_id: int
    task: BoardTask
    page_id: int
    run_id: int
    requested_by_id: int | None
    since: datetime
    reason: str = ""

    @property
    def allowed(self) -> bool:
        """Whether the person may take the step now."""
        return not self.reason


def held_steps(user: User) -> list[Held]:
    """The steps in progress that `user` holds, oldest first, each with the verdict on it."""
    tasks = _tasks_of(user)
    if not tasks:
        return []
    rows = _of_own_agency_and_unit(list(_in_progress(tasks)), user)
    return _with_reasons(rows, user)


def _tasks_of(user: User) -> dict[int, BoardTask]:
    """The board's steps whose roles `user` has in the own agency (superusers hold none)."""
    if not user.is_active or user.agency_id is None:
        return {}
    roles = roles_of(user)
    found = {}
    for task in BoardTask.objects.filter(agency_id=user.agency_id):
        if roles & set(task.roles):
            task.agency = user.agency
            found[task.pk] = task
    return found


def _in_progress(tasks: dict[int, BoardTask]) -> Iterable[Held]:
    rows = TaskState.objects.filter(
        task_id__in=tasks,
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state_id=F("pk"),
    ).order_by("started_at", "pk")
    for pk, task_id, since, run_id, object_id, requested_by_id in rows.values_list(
        "pk",
        "task_id",
        "started_at",
        "workflow_state_id",
        "workflow_state__object_id",
        "workflow_state__requested_by_id",
    ):
        yield Held(pk, tasks[task_id], int(object_id), run_id, requested_by_id, since)


def _of_own_agency_and_unit(rows: list[Held], user: User) -> list[Held]:
    home_path = user.agency.site.root_page.path
    units = dict(
        BasePage.objects.filter(pk__in=[row.page_id for row in rows], path__startswith=home_path)
        .annotate(draft_unit=KeyTextTransform("unit", "latest_revision__content"))
        .values_list("pk", "draft_unit")
    )
    return [
        row
        for row in rows
        if row.page_id in units
        and (
            row.task.scope != StepScope.UNIT
            or (user.unit_id is not None and units[row.page_id] == str(user.unit_id))
        )
    ]


def _with_reasons(rows: list[Held], user: User) -> list[Held]:
    written = _written_by(rows, user)
    taken = _taken_by(rows, user)
    return [_judged(row, row.page_id in written, taken.get(row.run_id, ())) for row in rows]


def _judged(row: Held, wrote: bool, taken_steps) -> Held:
    reason = ""
    if row.task.is_decision and wrote:
        reason = WROTE_IT.format(step=row.task.label)
    else:
        apart = next((code for code in row.task.distinct_from if code in taken_steps), None)
        if apart is not None:
            other = step_words(row.task.agency, apart)
            reason = KEPT_APART.format(step=row.task.label, other=other)
    return replace(row, reason=reason)


def _written_by(rows: list[Held], user: User) -> set[int]:
    """Ids of the pages that `user` wrote, edited or submitted since they were last public."""
    ids = [row.page_id for row in rows]
    public_at = dict(
        Decision.objects.filter(
            page_id__in=ids, action__in=(Decision.Action.PUBLISHED, Decision.Action.FOUNDED)
        )
        .order_by("page_id", "-pk")
        .distinct("page_id")
        .values_list("page_id", "at")
    )
    edited_at = dict(
        ItemEdit.objects.filter(page_id__in=ids, user_id=user.pk)
        .values_list("page_id")
        .annotate(Max("at"))
        .order_by()
    )
    owned = BasePage.objects.filter(pk__in=ids, owner_id=user.pk).values_list("pk", flat=True)
    written = {row.page_id for row in rows if row.requested_by_id == user.pk}
    written |= {pk for pk in owned if pk not in public_at}
    written |= {
        page_id
        for page_id, at in edited_at.items()
        if page_id not in public_at or at > public_at[page_id]
    }
    return written


def _taken_by(rows: list[Held], user: User) -> dict[int, set[str]]:
    """Step codes that `user` took, by run."""
    taken: dict[int, set[str]] = {}
    acts = Decision.objects.filter(
        run_id__in=[row.run_id for row in rows], actor_id=user.pk, action__in=ACTS_OF_A_STEP
    )
    for run_id, step_code in acts.values_list("run_id", "step_code"):
        taken.setdefault(run_id, set()).add(step_code)
    return taken
