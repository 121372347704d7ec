"""What must hold after any race, whoever came first."""

from collections import Counter

from wagtail.models import TaskState, WorkflowState

from tests.factories import CODES, agency
from workflow.approval import evidence, watch
from workflow.approval.decision import Decision
from workflow.approval.holding import ACTS_OF_A_STEP
from workflow.audit.verification import verify

# What ends a step: of each step's turn there is one of these at most.
ENDS_OF_A_STEP = (*ACTS_OF_A_STEP, Decision.Action.RETURNED, Decision.Action.REFUSED)
# What a run that passed all its steps leads to.
OUTCOMES = (
    Decision.Action.PUBLISHED,
    Decision.Action.SCHEDULED,
    Decision.Action.CARRIED_OUT,
)


def assert_sound() -> None:
    """The record is whole, the public sees what was approved, every run is in a valid state."""
    assert verify().problems == ()
    for code in CODES:
        assert watch.watch_pages(agency(code)) == []
    turns = Counter(
        Decision.objects.filter(action__in=ENDS_OF_A_STEP).values_list("task_state_id", flat=True)
    )
    assert [pk for pk, count in turns.items() if count > 1] == []
    for run in WorkflowState.objects.all():
        assert_valid(run)


def assert_valid(run: WorkflowState) -> None:
    """One step waits, or the run has ended; no decision is lost, none counts twice."""
    waiting = list(run.task_states.filter(status=TaskState.STATUS_IN_PROGRESS))
    outcomes = Decision.objects.filter(run_id=run.pk, action__in=OUTCOMES, content_hash__gt="")
    if run.status == WorkflowState.STATUS_IN_PROGRESS:
        assert waiting == [run.current_task_state]
    else:
        assert waiting == []
    if run.status == WorkflowState.STATUS_APPROVED:
        assert outcomes.exists() or run.base_content_type.model == "changerequest"
    else:
        assert not outcomes.exists()
    approved = run.task_states.filter(status=TaskState.STATUS_APPROVED).values_list("pk", flat=True)
    taken = [row for row in evidence.valid_decisions(run.pk) if row.action in ACTS_OF_A_STEP]
    assert set(approved) <= {row.task_state_id for row in taken}
    assert len(taken) == len({row.task_state_id for row in taken})
