"""The stages of a request: asked, every step of its chain, carried out."""

from wagtail.models import WorkflowState

from workflow.approval.board_task import BoardTask
from workflow.approval.changes.filing import draft_request
from workflow.approval.changes.request import ChangeRequest
from workflow.approval.decision import Decision
from workflow.approval.holding import ACTS_OF_A_STEP, role_words
from workflow.approval.steps import specific_tasks
from workflow.desk.story import COMING, CURRENT, DONE, ENDED, Stage

ASKED, CARRIED_OUT = "Gửi yêu cầu", "Thực hiện"
_ENDS = (Decision.Action.RETURNED, Decision.Action.REFUSED, Decision.Action.WITHDRAWN)
_RESULTS = (Decision.Action.CARRIED_OUT, Decision.Action.NOT_CARRIED_OUT)


def stages_of(request: ChangeRequest, run: WorkflowState, acts: list[Decision]) -> list[Stage]:
    """The stages of `request`, whose run's valid acts are `acts`, in order."""
    steps = [_stage(task, run, acts) for task in _board_tasks(run.workflow)]
    return [Stage(ASKED, DONE, done=_first(acts, Decision.Action.SUBMITTED)), *steps, _end(acts)]


def coming(agency, kind, target) -> list[Stage]:
    """The stages that a request of `kind` would have: who decides, before it is asked."""
    workflow = draft_request(agency, kind, target).get_workflow()
    steps = [
        Stage(task.label, COMING, roles=role_words(task))
        for task in (_board_tasks(workflow) if workflow else [])
    ]
    return [Stage(ASKED, CURRENT), *steps, Stage(CARRIED_OUT, COMING, roles="Hệ thống")]


def _stage(task, run: WorkflowState, acts: list[Decision]) -> Stage:
    roles = role_words(task)
    of_step = [row for row in acts if row.step_code == task.step_code]
    done = [row for row in of_step if row.action in ACTS_OF_A_STEP]
    if done:
        return Stage(task.label, DONE, roles=roles, done=done[-1])
    state = run.current_task_state
    if state is None or state.task_id != task.pk:
        return Stage(task.label, COMING, roles=roles)
    if run.status == WorkflowState.STATUS_IN_PROGRESS:
        return Stage(task.label, CURRENT, roles=roles, since=state.started_at)
    return Stage(task.label, ENDED, roles=roles, done=_first(acts, *_ENDS))


def _end(acts: list[Decision]) -> Stage:
    done = _first(acts, *_RESULTS)
    if done is None:
        return Stage(CARRIED_OUT, COMING, roles="Hệ thống")
    failed = done.action == Decision.Action.NOT_CARRIED_OUT
    return Stage(CARRIED_OUT, ENDED if failed else DONE, done=done)


def _first(acts: list[Decision], *actions: Decision.Action) -> Decision | None:
    return next((row for row in acts if row.action in actions), None)


def _board_tasks(workflow) -> list[BoardTask]:
    return [task for task in specific_tasks(workflow) if isinstance(task, BoardTask)]
