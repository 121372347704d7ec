"""Who may do something about one duty; people of its own agency only."""

from __future__ import annotations

from django.contrib.auth.models import AnonymousUser

from sections.base.models import BasePage
from workflow.agencies.models import User
from workflow.agencies.queries import has_right, holders, roles_of

from .models import Duty
from .queries import OPERATOR, UNIT_HEAD, visible_to


def is_of_agency(user: User, duty: Duty) -> bool:
    """Whether `user` is an active person of the agency that owes the duty."""
    return bool(user.is_active and user.agency_id) and user.agency.code == duty.agency_code


def is_board(user: User, duty: Duty) -> bool:
    """Whether `user` edits for the board of the duty's agency."""
    return is_of_agency(user, duty) and has_right(user, "edit")


def is_concerned(user: User, duty: Duty) -> bool:
    """Whether `user` may explain the duty: author, unit head, board, who is named.

    Of what a unit owes as a whole its members only where nobody heads it.
    """
    if not is_of_agency(user, duty) or not visible_to(user).filter(pk=duty.pk).exists():
        return False
    is_member = duty.subject_kind == Duty.Kind.UNIT and user.pk != duty.person_id
    if not is_member or user.unit_id is None or duty.unit_code != user.unit.code:
        return True
    return answers_for(user, duty) or not holders(user.agency, (UNIT_HEAD,), user.unit).exists()


def answers_for(user: User, duty: Duty) -> bool:
    """Whether `user` is of the board or heads the unit that owes the duty (one query)."""
    return is_board(user, duty) or _heads_unit_of(user, duty)


def may_record(user: User, duty: Duty) -> bool:
    """Whether `user` may record that the duty was done.

    Of incidents the operator too (QT-10.3), of a page to be looked through its author (BP-13.3).
    """
    if duty.subject_kind == Duty.Kind.INCIDENT:
        is_operator = is_of_agency(user, duty) and OPERATOR in roles_of(user)
        return is_operator or is_board(user, duty)
    if duty.subject_kind == Duty.Kind.REVIEW and is_of_agency(user, duty):
        return answers_for(user, duty) or _wrote(user, duty)
    return answers_for(user, duty)


def may_clear_breach(user: User, duty: Duty) -> bool:
    """Whether a record of `user` may take a breach away: of the board, and not who owes it."""
    return is_board(user, duty) and not _owes(user, duty)


def _owes(user: User, duty: Duty) -> bool:
    """Whether the duty is laid on `user`: by name, as author of the item, as head of the unit."""
    if duty.person_id == user.pk:
        return True
    return _wrote(user, duty) or _heads_unit_of(user, duty)


def _wrote(user: User, duty: Duty) -> bool:
    return BasePage.objects.filter(pk=duty.page_id, owner=user).exists()


def _heads_unit_of(user: User, duty: Duty) -> bool:
    if not is_of_agency(user, duty) or not user.unit_id or UNIT_HEAD not in roles_of(user):
        return False
    if duty.unit_code:
        return duty.unit_code == user.unit.code
    return BasePage.objects.filter(pk=duty.page_id, unit=user.unit_id).exists()


def may_see_of_item(user: User | AnonymousUser | None, duty: Duty, page: BasePage) -> bool:
    """Whether `user` sees the duty of `page` on its own page; as `visible_to`, without a query."""
    if user is None or not user.is_authenticated:
        return False
    if user.is_superuser:
        return True
    if not is_of_agency(user, duty):
        return False
    heads_unit = bool(user.unit_id) and user.unit_id == page.unit_id
    return (
        has_right(user, "edit")
        or user.pk in (page.owner_id, duty.person_id)
        or (heads_unit and UNIT_HEAD in roles_of(user))
    )
