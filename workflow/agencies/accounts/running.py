"""Items that wait in the agency's chain, and whether somebody can still take each step left."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import BigIntegerField, Max
from django.db.models.functions import Cast
from wagtail.models import (
    Revision,
    TaskState,
    Workflow,
    WorkflowState,
    get_default_page_content_type,
)

from sections.base.models import BasePage
from workflow.agencies.models import Agency

from .staff import Staff


@dataclass(frozen=True, slots=True)
class Stranded:
    """A step of a waiting item that nobody could take."""

    page_id: int
    title: str
    step: str
    roles: str


@dataclass(frozen=True, slots=True)
class Run:
    """A waiting item: the steps still to take and who may not decide on it."""

    page_id: int
    title: str
    unit_id: int | None
    submitted_by: int | None
    owner_id: int | None
    was_public: bool
    edited_by: frozenset[int]
    steps_left: tuple
    taken_by: dict[str, int]

    def writers(self, heir: tuple[int, int] | None) -> set[int]:
        """Who wrote, edited or submitted; `heir` is (leaver, successor) of the ownership."""
        found = {*self.edited_by, self.submitted_by}
        if not self.was_public:
            owner = self.owner_id
            found.add(heir[1] if heir and owner == heir[0] else owner)
        return {user_id for user_id in found if user_id is not None}


def runs_of(agency: Agency) -> list[Run]:
    """The agency's items under way (a fixed number of queries per version of the chain)."""
    waiting = WorkflowState.objects.filter(
        status=WorkflowState.STATUS_IN_PROGRESS,
        base_content_type=get_default_page_content_type(),
    )
    pages = {
        str(row["pk"]): row
        for row in BasePage.objects.filter(
            path__startswith=agency.site.root_page.path,
            pk__in=waiting.values_list(Cast("object_id", BigIntegerField())),
        ).values(
            "pk", "draft_title", "unit_id", "owner_id", "last_published_at",
            "latest_revision__content__unit",
        )
    }  # fmt: skip
    states = list(waiting.filter(object_id__in=pages).select_related("current_task_state"))
    workflows = Workflow.objects.filter(pk__in={state.workflow_id for state in states})
    chains = {workflow.pk: _steps(workflow, agency) for workflow in workflows}
    taken = _taken([state.pk for state in states])
    edited = _edited(pages)
    return [
        _run(pages[state.object_id], state, chains[state.workflow_id], taken[state.pk], edited)
        for state in states
    ]


def stranded(runs: list[Run], staff: Staff, heir: tuple[int, int] | None = None) -> set[Stranded]:
    """The steps of `runs` that nobody of `staff` could take; `heir` as in `Run.writers`."""
    found: set[Stranded] = set()
    for run in runs:
        writers = run.writers(heir)
        choices = {}
        for task in run.steps_left:
            people = staff.holders_of(task, run.unit_id)
            choices[task.step_code] = people - writers if task.is_decision else people
        empty = [task for task in run.steps_left if not choices[task.step_code]]
        if not empty and not _can_be_staffed(run.steps_left, choices, run.taken_by):
            empty = [task for task in run.steps_left if task.distinct_from]
        found.update(
            Stranded(run.page_id, run.title, task.label, role_words(task)) for task in empty
        )
    return found


def role_words(task) -> str:
    """The titles of the roles that hold the step."""
    book = task.agency.book
    labels = {role.code: role.label for role in book.roles}
    return " hoặc ".join(labels.get(code, code) for code in task.roles)


def steps_of(agency: Agency) -> list:
    """The steps of the agency's chain, in order; none before the chain is founded."""
    return _steps(agency.workflow, agency) if agency.workflow else []


def _steps(workflow: Workflow, agency: Agency) -> list:
    """The steps of one version of the chain (two queries)."""
    steps = [task for task in workflow.tasks.specific() if hasattr(task, "roles")]
    for task in steps:
        task.agency = agency
    return steps


def _run(page: dict, state: WorkflowState, chain: list, taken_by: dict, edited: dict) -> Run:
    current = state.current_task_state.task_id if state.current_task_state else None
    position = next((index for index, task in enumerate(chain) if task.pk == current), 0)
    published = page["last_published_at"]
    return Run(
        page_id=page["pk"],
        title=page["draft_title"],
        unit_id=page["latest_revision__content__unit"] or page["unit_id"],
        submitted_by=state.requested_by_id,
        owner_id=page["owner_id"],
        was_public=published is not None,
        edited_by=frozenset(
            user_id
            for user_id, last in edited[state.object_id]
            if published is None or last > published
        ),
        steps_left=tuple(chain[position:]),
        taken_by={task.step_code: taken_by[task.pk] for task in chain if task.pk in taken_by},
    )


def _taken(run_ids: list[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = defaultdict(dict)
    rows = TaskState.objects.filter(
        workflow_state__in=run_ids,
        status=TaskState.STATUS_APPROVED,
        finished_by__isnull=False,
    )
    for run_id, task_id, user_id in rows.values_list(
        "workflow_state_id", "task_id", "finished_by_id"
    ):
        found[run_id][task_id] = user_id
    return found


def _edited(page_ids) -> dict[str, list[tuple]]:
    found: dict[str, list[tuple]] = defaultdict(list)
    rows = (
        Revision.objects.filter(
            base_content_type=get_default_page_content_type(),
            object_id__in=page_ids,
            user__isnull=False,
        )
        .order_by()
        .values("object_id", "user_id")
        .annotate(last=Max("created_at"))
    )
    for row in rows:
        found[row["object_id"]].append((row["user_id"], row["last"]))
    return found


def _can_be_staffed(tasks, choices, chosen: dict[str, int]) -> bool:
    """Whether every step finds a person so that steps kept apart have different ones."""
    task = next((task for task in tasks if task.step_code in choices), None)
    if task is None:
        return True
    rest = {code: people for code, people in choices.items() if code != task.step_code}
    taken = {chosen[code] for code in task.distinct_from if code in chosen}
    return any(
        _can_be_staffed(tasks, rest, {**chosen, task.step_code: person})
        for person in choices[task.step_code] - taken
    )
