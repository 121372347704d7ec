"""What a person may give, and to whom, by the rule book of the agency."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from workflow.agencies.models import Agency, User
from workflow.agencies.queries import holders, roles_of
from workflow.regulations.book import RuleBook, Step, StepScope

from .delegation import Delegation
from .queries import HEAD

UNKNOWN_STEP = "Bước «{code}» không có trong quy trình của cơ quan."
UNKNOWN_SECTION = "Chuyên mục «{code}» không có trong quy chế của cơ quan."
NOTHING_TO_GIVE = {
    Delegation.Kind.DELEGATION: (
        "Vai trò của bạn không giữ bước nào mà Quy chế cho ủy quyền. Việc nhận theo ủy quyền "
        "không được ủy quyền lại."
    ),
    Delegation.Kind.ASSIGNMENT: "Chỉ Trưởng Ban Biên tập phân công công việc của Ban.",
}
NOT_GIVEN_BY_YOU = (
    "Bước «{step}» không thuộc vai trò của bạn hoặc Quy chế không cho giao cho người khác. "
    "Việc nhận theo ủy quyền không được ủy quyền lại."
)
NOT_FOR_RECEIVER = (
    "Quy chế không cho {receiver} nhận bước «{step}»; hãy chọn người khác hoặc bỏ bước này."
)
NOTHING_FOR_RECEIVER = (
    "Quy chế không cho {receiver} nhận bước nào của bạn; hãy chọn người khác trong danh sách."
)


def kinds_of(user: User) -> list[Delegation.Kind]:
    """What `user` may make now, by the own roles; none for superusers and outsiders."""
    if not user.is_active or user.agency_id is None:
        return []
    book, held = user.agency.book, roles_of(user)
    return [kind for kind in Delegation.Kind if givable_steps(book, held, kind)]


def givable_steps(book: RuleBook, held: Collection[str], kind: str) -> list[Step]:
    """The steps that somebody with the roles `held` may give.

    By delegation: those held by role that the regulation lets others take. By assignment, which is
    the head's (LA-8.3.a-3, BP-19.1-3, KT-16.1.b, KT-16.1.c): every step of the board, since for who
    holds the step anyway an assignment only says who takes which items.
    """
    held = set(held)
    if kind == Delegation.Kind.ASSIGNMENT:
        return [step for step in book.steps if HEAD in held and step.scope == StepScope.BOARD]
    return [step for step in book.steps if step.delegable_to and held & set(step.roles)]


def receivable_by(step: Step, kind: str, giver_roles: Collection[str]) -> frozenset[str]:
    """The roles whose people may receive the (givable) step from somebody with `giver_roles`."""
    passed_on = set(step.delegable_to) if set(giver_roles) & set(step.roles) else set()
    if kind == Delegation.Kind.ASSIGNMENT:
        passed_on |= set(step.roles)
    return frozenset(passed_on)


def possible_receivers(agency: Agency, giver: User, kind: str) -> QuerySet[User]:
    """Active people of the agency who may receive at least one step of `giver`."""
    held = roles_of(giver)
    steps = givable_steps(agency.book, held, kind)
    roles = {role for step in steps for role in receivable_by(step, kind, held)}
    return holders(agency, tuple(sorted(roles))).exclude(pk=giver.pk)


def check_scope(row: Delegation) -> None:
    """Raise ValidationError unless giver, receiver, steps and sections of `row` fit together.

    Puts the steps and sections into the order of the rule book, each once.
    """
    book = row.agency.book
    row.steps = _ordered(row.steps, [step.code for step in book.steps], "steps", UNKNOWN_STEP)
    row.sections = _ordered(
        row.sections, [part.code for part in book.sections], "sections", UNKNOWN_SECTION
    )
    held, gets = roles_of(row.giver), roles_of(row.receiver)
    givable = {step.code: step for step in givable_steps(book, held, row.kind)}
    if not givable:
        raise ValidationError(NOTHING_TO_GIVE[row.kind])
    fitting = {code for code, step in givable.items() if gets & receivable_by(step, row.kind, held)}
    for code in row.steps:
        label = book.step(code).label
        if code not in givable:
            raise ValidationError({"steps": NOT_GIVEN_BY_YOU.format(step=label)})
        if code not in fitting:
            message = NOT_FOR_RECEIVER.format(receiver=row.receiver, step=label)
            raise ValidationError({"steps": message})
    if not fitting:
        raise ValidationError({"receiver": NOTHING_FOR_RECEIVER.format(receiver=row.receiver)})


def _ordered(codes: Collection[str], known: list[str], field: str, unknown: str) -> list[str]:
    for code in codes:
        if code not in known:
            raise ValidationError({field: unknown.format(code=code)})
    return [code for code in known if code in codes]
