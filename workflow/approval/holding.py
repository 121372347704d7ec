"""Who may take a step: role or delegation, unit, two persons, persons kept apart.

The item is a page or a change request (`subject.py`).
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from workflow.agencies.delegations import queries as delegations
from workflow.agencies.delegations.delegation import Delegation
from workflow.agencies.models import User
from workflow.agencies.queries import holders, roles_of
from workflow.regulations.book import StepScope

from .changes.kinds import kind_of
from .decision import Decision
from .item_edit import ItemEdit
from .subject import agency_of, is_request, section_code_of

ACTS_OF_A_STEP = (
    Decision.Action.RECEIVED,
    Decision.Action.EDITED,
    Decision.Action.APPROVED,
    Decision.Action.POSTED,
)
# After these acts the content is what the board approved: writing begins anew.
MADE_PUBLIC = (Decision.Action.PUBLISHED, Decision.Action.FOUNDED, Decision.Action.CONFIRMED)

NOT_HOLDER = "Bước «{step}» do {roles} giữ; tài khoản của bạn không có vai trò này ở cơ quan này."
NOT_DELEGATED = (
    "Bước «{step}» do {roles} giữ; lúc này bạn không có ủy quyền, phân công nào còn hiệu lực cho "
    "bước và chuyên mục này."
)
OTHER_UNIT = "Bước «{step}» do người đứng đầu đơn vị cung cấp tin giữ; bạn ở đơn vị khác."
WROTE_IT = (
    "Bạn đã viết, sửa hoặc gửi tin này nên không thể quyết định ở bước «{step}»: "
    "phải là người khác (nguyên tắc hai người)."
)
ASKED_FOR_IT = (
    "Bạn là người yêu cầu thay đổi này nên không thể quyết định ở bước «{step}»: "
    "phải là người khác (nguyên tắc hai người)."
)
WROTE_PART = (
    "Bạn đã viết một phần nội dung được duyệt nên không thể quyết định ở bước «{step}»: "
    "phải là người khác (nguyên tắc hai người)."
)
KEPT_APART = "Bạn đã làm bước «{other}» của tin này nên không thể làm bước «{step}»."


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a person may take a step; `reason` says why not.

    `delegation` is the authority where the person's own roles do not hold the step.
    """

    allowed: bool
    reason: str = ""
    delegation: Delegation | None = None


ALLOWED = Verdict(True)


def may_hold(task, subject, user, now: datetime | None = None) -> bool:
    """Whether `user` holds the step by role and unit (not yet: whether the user may decide)."""
    return hold_verdict(task, subject, user, now or timezone.now()).allowed


def hold_verdict(task, subject, user, now: datetime, standing=None) -> Verdict:
    """As `may_hold`, with the reason. Superusers hold no step: the regulation names roles.

    `standing` are the agency's delegations in force, where they are known already.
    """
    refused = Verdict(False, NOT_HOLDER.format(step=task.label, roles=role_words(task)))
    if not user.is_active or user.agency_id != task.agency_id:
        return refused
    agency = agency_of(subject)
    if agency is None or agency.pk != task.agency_id:
        return refused
    held = roles_of(user)
    if held & set(task.roles):
        in_unit = subject.unit_id is not None and user.unit_id == subject.unit_id
        if task.scope != StepScope.UNIT or in_unit:
            return ALLOWED
        return Verdict(False, OTHER_UNIT.format(step=task.label))
    if held & set(task.delegable_to):
        return _by_delegation(task, subject, user, now, standing)
    return refused


def _by_delegation(task, subject, user, now: datetime, standing) -> Verdict:
    delegation = delegations.authority(
        user,
        step_code=task.step_code,
        roles=set(task.roles),
        delegable_to=set(task.delegable_to),
        section_code=section_code_of(subject),
        now=now,
        rows=standing,
    )
    if delegation is None:
        return Verdict(False, NOT_DELEGATED.format(step=task.label, roles=role_words(task)))
    return Verdict(True, delegation=delegation)


def verdict(task, subject, workflow_state, user, now: datetime | None = None) -> Verdict:
    """Whether `user` may take the step `task` of the run `workflow_state` at `now`.

    `subject` is the page as its latest revision has it, or the change request.
    """
    held = hold_verdict(task, subject, user, now or timezone.now())
    if not held.allowed:
        return held
    if task.is_decision and user.pk in writers(subject, workflow_state):
        return Verdict(False, _wrote_words(subject, user).format(step=task.label))
    for code in task.distinct_from:
        if user.pk in actors_of_step(workflow_state, code):
            return Verdict(
                False, KEPT_APART.format(step=task.label, other=step_words(task.agency, code))
            )
    return held


def _wrote_words(subject, user) -> str:
    if not is_request(subject):
        return WROTE_IT
    return ASKED_FOR_IT if user.pk == subject.owner_id else WROTE_PART


def writers(subject, workflow_state=None) -> set[int]:
    """Ids of those who wrote, edited or submitted the item since it was last made public.

    Of a change request: who asked for it, and who wrote what it is about where its kind says so.
    """
    submitted = set() if workflow_state is None else {workflow_state.requested_by_id}
    if is_request(subject):
        wrote = kind_of(subject.kind).writers(subject.target_id)
        return (submitted | wrote | {subject.owner_id}) - {None}
    last_public = (
        Decision.objects.filter(page_id=subject.pk, action__in=MADE_PUBLIC).order_by("-pk").first()
    )
    edits = ItemEdit.objects.filter(page_id=subject.pk)
    if last_public is not None:
        # An edit made between the approval and the appointed hour is not in what became public.
        base = edits.filter(content_hash=last_public.content_hash, at__lte=last_public.at).last()
        edits = edits.filter(pk__gt=base.pk) if base else edits.filter(at__gt=last_public.at)
    found = set(edits.values_list("user_id", flat=True)) | submitted
    if last_public is None:
        found.add(subject.owner_id)
    return found - {None}


def actors_of_step(workflow_state, step_code: str) -> set[int]:
    """Ids of those who took the step `step_code` in this run."""
    rows = Decision.objects.filter(
        run_id=workflow_state.pk, step_code=step_code, action__in=ACTS_OF_A_STEP
    )
    return set(rows.values_list("actor_id", flat=True))


def candidates(task, subject, written_by: set[int], now: datetime | None = None) -> list[User]:
    """Those who could take the step: role or delegation, unit, and not among the writers."""
    unit = subject.unit if task.scope == StepScope.UNIT else None
    if task.scope == StepScope.UNIT and unit is None:
        return []
    people = list(holders(task.agency, tuple(task.roles), unit))
    people += delegates(task, subject, now or timezone.now())
    if task.is_decision:
        return [user for user in people if user.pk not in written_by]
    return people


def delegates(task, subject, now: datetime) -> list[User]:
    """Those who may take the step by a delegation or assignment in force at `now`."""
    if not task.delegable_to:
        return []
    standing = delegations.standing(task.agency_id, now)
    receivers = {row.receiver_id: row.receiver for row in standing}
    return [
        person
        for person in receivers.values()
        if hold_verdict(task, subject, person, now, standing).delegation
    ]


def role_words(task) -> str:
    """The titles of the roles that hold the step: «Trưởng Ban Biên tập hoặc …»."""
    labels = {role.code: role.label for role in task.agency.book.roles}
    return " hoặc ".join(labels.get(code, code) for code in task.roles)


def step_words(agency, code: str) -> str:
    """The name of a step; its code where the rule book has dropped it since the run began."""
    return next((step.label for step in agency.book.steps if step.code == code), code)
