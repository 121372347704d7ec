"""A step of the agency's chain as a task of Wagtail's workflow."""

from django.db import models
from wagtail.models import Task

from workflow.regulations.book import Step, StepKind, StepScope

from . import acts, submission_check
from .holding import may_hold
from .lock import BoardLock
from .subject import is_request


class BoardTask(Task):
    """One step, as the rule book had it when the workflow was made.

    The step's data is kept here, so that items under way finish on the chain they began with
    when the regulation changes. What may be done, by whom, is decided in `acts`.
    """

    class Meta:
        verbose_name = "bước của Ban Biên tập"
        verbose_name_plural = "bước của Ban Biên tập"

    agency = models.ForeignKey(
        "agencies.Agency", verbose_name="cơ quan", on_delete=models.PROTECT, related_name="+"
    )
    step_code = models.CharField("mã bước", max_length=50)
    kind = models.CharField(
        "loại bước", max_length=10, choices=[(kind.value, kind.value) for kind in StepKind]
    )
    scope = models.CharField(
        "phạm vi", max_length=10, choices=[(scope.value, scope.value) for scope in StepScope]
    )
    roles = models.JSONField("vai trò", default=list)
    delegable_to = models.JSONField("có thể ủy quyền cho", default=list)
    distinct_from = models.JSONField("không cùng người với bước", default=list)
    action_label = models.CharField("tên nút", max_length=100)
    clauses = models.JSONField("căn cứ", default=list)

    admin_form_fields = ["name"]
    lock_class = BoardLock

    @classmethod
    def from_step(cls, agency, step: Step, name: str) -> "BoardTask":
        """An unsaved task for `step` of the agency's chain."""
        return cls(agency=agency, name=name, **cls.step_values(step))

    @staticmethod
    def step_values(step: Step) -> dict:
        """The columns that hold `step`."""
        return {
            "step_code": step.code,
            "kind": step.kind.value,
            "scope": step.scope.value,
            "roles": list(step.roles),
            "delegable_to": list(step.delegable_to),
            "distinct_from": list(step.distinct_from),
            "action_label": step.action or step.label,
            "clauses": list(step.clauses),
        }

    @property
    def label(self) -> str:
        """The step's name without the agency in front."""
        return self.name.split(" · ", 1)[-1]

    @property
    def is_decision(self) -> bool:
        """Whether the step is a decision (the others hand the item on)."""
        return self.kind == StepKind.DECIDE

    @property
    def allows_editing(self) -> bool:
        """Whether the step's holder may change the item."""
        return self.kind in {StepKind.RECEIVE, StepKind.EDIT}

    def start(self, workflow_state, user=None):
        """Begin the step; at the first step the submission is checked and may be `Refused`."""
        if workflow_state.current_task_state is None:
            item = workflow_state.content_object
            if not is_request(item):
                item = item.get_latest_revision_as_object()
            submission_check.check(item, user)
        return super().start(workflow_state, user=user)

    def on_action(self, task_state, user, action_name, **kwargs):
        """Take the step: the only way in which a step ends, whatever door was used.

        The page in the address is ignored: what counts is the page of `task_state`.
        """
        acts.take(
            task_state,
            user,
            acts.ACTION_OF_NAME.get(action_name, action_name),
            ground_code=kwargs.get("ground_code", ""),
            note=kwargs.get("note") or kwargs.get("comment", ""),
            seen_hash=kwargs.get("seen_hash", ""),
        )

    def get_actions(self, obj, user):
        """None: the item is decided on the desk, where it is seen whole, not in its editor."""
        return []

    def user_can_access_editor(self, obj, user):
        """Holders of the step may open the item."""
        return may_hold(self, obj, user)

    def locked_for_user(self, obj, user):
        """During a run only the holder of an editing step may change the item."""
        return not (self.allows_editing and may_hold(self, obj, user))

    def user_can_lock(self, obj, user):
        """Nobody: the run itself locks the item."""
        return False

    def get_task_states_user_can_moderate(self, user, **kwargs):
        """None: the desk lists what waits (`desk.queries`)."""
        return self.task_states.none()
