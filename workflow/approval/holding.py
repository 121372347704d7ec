"""Who may take a step: role, unit, two persons, persons kept apart."""

from dataclasses import dataclass

from workflow.agencies.models import User
from workflow.agencies.queries import agency_of, holders, roles_of
from workflow.regulations.book import StepScope

from .decision import Decision
from .item_edit import ItemEdit

ACTS_OF_A_STEP = (
    Decision.Action.RECEIVED,
    Decision.Action.EDITED,
    Decision.Action.APPROVED,
    Decision.Action.POSTED,
)

NOT_HOLDER = "Bước «{step}» do {roles} giữ; tài khoản của bạn không có vai trò này ở cơ quan này."
OTHER_UNIT = "Bước «{step}» do người đứng đầu đơn vị cung cấp tin giữ; bạn ở đơn vị khác."
WROTE_IT = (
    "Bạn đã viết, sửa hoặc gửi tin này nên không thể quyết định ở bước «{step}»: "
    "phải là người khác (nguyên tắc hai người)."
)
KEPT_APART = "Bạn đã làm bước «{other}» của tin này nên không thể làm bước «{step}»."


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a person may take a step; `reason` says why not."""

    allowed: bool
    reason: str = ""


ALLOWED = Verdict(True)


def may_hold(task, page, user) -> bool:
    """Whether `user` holds the step by role and unit (not yet: whether the user may decide)."""
    return hold_verdict(task, page, user).allowed


def hold_verdict(task, page, user) -> Verdict:
    """As `may_hold`, with the reason. Superusers hold no step: the regulation names roles."""
    refused = Verdict(False, NOT_HOLDER.format(step=task.label, roles=role_words(task)))
    if not user.is_active or user.agency_id != task.agency_id:
        return refused
    page_agency = agency_of(page)
    if page_agency is None or page_agency.pk != task.agency_id:
        return refused
    if not roles_of(user) & set(task.roles):
        return refused
    if task.scope == StepScope.UNIT and (page.unit_id is None or user.unit_id != page.unit_id):
        return Verdict(False, OTHER_UNIT.format(step=task.label))
    return ALLOWED


def verdict(task, page, workflow_state, user) -> Verdict:
    """Whether `user` may take the step `task` of the run `workflow_state` on `page` now.

    `page` is the item as its latest revision has it.
    """
    held = hold_verdict(task, page, user)
    if not held.allowed:
        return held
    if task.is_decision and user.pk in writers(page, workflow_state):
        return Verdict(False, WROTE_IT.format(step=task.label))
    for code in task.distinct_from:
        if user.pk in actors_of_step(workflow_state, code):
            return Verdict(
                False, KEPT_APART.format(step=task.label, other=step_words(task.agency, code))
            )
    return ALLOWED


def writers(page, workflow_state=None) -> set[int]:
    """Ids of those who wrote, edited or submitted the item since it was last made public."""
    last_public = (
        Decision.objects.filter(
            page_id=page.pk, action__in=(Decision.Action.PUBLISHED, Decision.Action.FOUNDED)
        )
        .order_by("-pk")
        .first()
    )
    edits = ItemEdit.objects.filter(page_id=page.pk)
    if last_public is not None:
        edits = edits.filter(at__gt=last_public.at)
    found = set(edits.values_list("user_id", flat=True))
    if last_public is None:
        found.add(page.owner_id)
    if workflow_state is not None:
        found.add(workflow_state.requested_by_id)
    return {user_id for user_id in found if user_id is not None}


def actors_of_step(workflow_state, step_code: str) -> set[int]:
    """Ids of those who took the step `step_code` in this run."""
    rows = Decision.objects.filter(
        run_id=workflow_state.pk, step_code=step_code, action__in=ACTS_OF_A_STEP
    )
    return set(rows.values_list("actor_id", flat=True))


def candidates(task, page, written_by: set[int]) -> list[User]:
    """Those who could take the step of the item: role, unit, and not among the writers."""
    unit = page.unit if task.scope == StepScope.UNIT else None
    if task.scope == StepScope.UNIT and unit is None:
        return []
    people = holders(task.agency, tuple(task.roles), unit)
    if task.is_decision:
        return [user for user in people if user.pk not in written_by]
    return list(people)


def role_words(task) -> str:
    """The titles of the roles that hold the step: «Trưởng Ban Biên tập hoặc …»."""
    labels = {role.code: role.label for role in task.agency.book.roles}
    return " hoặc ".join(labels.get(code, code) for code in task.roles)


def step_words(agency, code: str) -> str:
    """The name of a step; its code where the rule book has dropped it since the run began."""
    return next((step.label for step in agency.book.steps if step.code == code), code)
