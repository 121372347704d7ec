"""The story of one item: the steps of its run, what the board decided, who changed it."""

from dataclasses import dataclass
from datetime import datetime

from wagtail.models import WorkflowState

from workflow.agencies.models import User
from workflow.approval import evidence
from workflow.approval.board_task import BoardTask
from workflow.approval.decision import Decision
from workflow.approval.holding import ACTS_OF_A_STEP, role_words
from workflow.approval.item_edit import ItemEdit
from workflow.approval.steps import specific_tasks

from .states import ItemState

DONE, CURRENT, COMING, ENDED = "done", "current", "coming", "ended"
SUBMISSION, PUBLICATION = "Gửi duyệt", "Hiển thị công khai"
SHOWN_EDITS = 10

_ENDS = (Decision.Action.RETURNED, Decision.Action.REFUSED, Decision.Action.WITHDRAWN)


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of the stepper: done by whom and when, current, to come, or where the run ended."""

    label: str
    state: str
    roles: str = ""
    done: Decision | None = None
    since: datetime | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """An act on the item; `void` when a later change of the content undid it."""

    act: Decision
    void: bool


@dataclass(frozen=True, slots=True)
class Round:
    """The acts of one run, oldest first; `run_id` is None for acts outside any run."""

    run_id: int | None
    acts: list[Told]


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of the content, as told on the screen."""

    at: datetime
    who: str
    step: str


def shown_run(page, state: ItemState) -> WorkflowState | None:
    """The run whose steps tell where `page` is; None when the next submission begins anew."""
    if state in (ItemState.DRAFT, ItemState.CHANGED):
        return None
    runs = WorkflowState.objects.for_instance(page).select_related("current_task_state")
    return runs.order_by("-pk").first()


def stages(page, run: WorkflowState | None) -> list[Stage]:
    """Submission, every step of the chain, publication, in order."""
    workflow = run.workflow if run else page.get_workflow()
    tasks = [task for task in specific_tasks(workflow) if isinstance(task, BoardTask)]
    if run is None:
        steps = [Stage(task.label, COMING, roles=role_words(task)) for task in tasks]
        return [Stage(SUBMISSION, CURRENT), *steps, Stage(PUBLICATION, COMING)]
    acts = evidence.valid_decisions(run.pk)
    # A voided approval reopens its step: steps past the current one count as not yet taken.
    reached = _reached(run, tasks)
    return [
        Stage(SUBMISSION, DONE, done=_first(acts, Decision.Action.SUBMITTED)),
        *(_taken(task, acts) for task in tasks[:reached]),
        *(_due(task, run, acts) for task in tasks[reached : reached + 1]),
        *(Stage(task.label, COMING, roles=role_words(task)) for task in tasks[reached + 1 :]),
        _publication(acts),
    ]


def _reached(run: WorkflowState, tasks: list[BoardTask]) -> int:
    """The place of the step where the run stands or ended; past the last when it finished."""
    if run.status == WorkflowState.STATUS_APPROVED or run.current_task_state is None:
        return len(tasks)
    current = run.current_task_state.task_id
    return next((place for place, task in enumerate(tasks) if task.pk == current), len(tasks))


def _taken(task, acts: list[Decision]) -> Stage:
    rows = [row for row in acts if row.step_code == task.step_code and row.action in ACTS_OF_A_STEP]
    done = rows[-1] if rows else None
    return Stage(task.label, DONE if done else COMING, roles=role_words(task), done=done)


def _due(task, run: WorkflowState, acts: list[Decision]) -> Stage:
    roles = role_words(task)
    if run.status == WorkflowState.STATUS_IN_PROGRESS:
        return Stage(task.label, CURRENT, roles=roles, since=run.current_task_state.started_at)
    return Stage(task.label, ENDED, roles=roles, done=_first(acts, *_ENDS))


def _publication(acts: list[Decision]) -> Stage:
    done = _first(acts, Decision.Action.PUBLISHED)
    return Stage(PUBLICATION, DONE if done else COMING, done=done)


def _first(acts: list[Decision], *actions: Decision.Action) -> Decision | None:
    return next((row for row in acts if row.action in actions), None)


def rounds_of(page) -> list[Round]:
    """Every act on `page`, by run, the newest run first."""
    rows = list(Decision.objects.filter(page_id=page.pk).order_by("pk"))
    void = {pk for row in rows for pk in row.voids}
    rounds: dict[int | None, Round] = {}
    for row in rows:
        found = rounds.setdefault(row.run_id, Round(row.run_id, []))
        found.acts.append(Told(row, row.pk in void))
    return list(reversed(rounds.values()))


def edits_of(page) -> tuple[list[Edit], int]:
    """The last changes of the content, newest first, and the number of all."""
    rows = ItemEdit.objects.filter(page_id=page.pk)
    last = list(rows.order_by("-pk")[:SHOWN_EDITS])
    names = User.objects.in_bulk({row.user_id for row in last if row.user_id})
    steps = {task.step_code: task.label for task in _board_tasks(page)}
    shown = [
        Edit(
            row.at,
            names[row.user_id].get_full_name() if row.user_id in names else "Hệ thống",
            steps.get(row.step_code, ""),
        )
        for row in last
    ]
    return shown, rows.count()


def _board_tasks(page) -> list[BoardTask]:
    workflow = page.get_workflow()
    if workflow is None:
        return []
    return [task for task in specific_tasks(workflow) if isinstance(task, BoardTask)]
