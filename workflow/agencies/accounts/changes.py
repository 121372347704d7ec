"""Changing, deactivating and reactivating an account; nothing here deletes one."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db import transaction

from sections.base.models import BasePage
from workflow.agencies import signals
from workflow.agencies.models import Agency, RoleGroup, Unit, User

from . import invitation, letters
from .officers import accounts_within_reach
from .open_items import drafts_of, newly_empty_steps, newly_stranded, successors_of
from .running import Stranded
from .staff import Staff

OUT_OF_REACH = "Tài khoản này không thuộc phạm vi quản lý của bạn."
NOT_YOURSELF = "Bạn không thể tự đổi vai trò, đơn vị hoặc tự ngừng tài khoản của mình."
NEEDS_SUCCESSOR = "Hãy chọn người tiếp nhận bản nháp: cùng cơ quan, đang hoạt động, có quyền viết."
NEEDS_ROLE = "Tài khoản cần ít nhất một vai trò."

TEXTS = ("full_name", "email", "position", "phone")


class WouldStrand(Exception):
    """The change would leave steps of waiting items to nobody; `items` names them."""

    def __init__(self, items: list[Stranded]):
        super().__init__(
            "; ".join(f"«{item.title}» – {item.step} ({item.roles})" for item in items)
        )
        self.items = items


@transaction.atomic
def change(
    officer: User, account: User, *, roles: Iterable[RoleGroup], unit: Unit | None, **texts: str
) -> dict[str, list]:
    """Give `account` the values; what changed as field → [before, after].

    `texts` are any of `TEXTS`. Raises PermissionDenied outside the officer's reach or when the
    officer would change the own roles or unit, and `WouldStrand`.
    """
    account = _locked(officer, account)
    roles = list(roles)
    before_roles = list(RoleGroup.objects.filter(agency=account.agency, group__user=account))
    changes = _differences(account, before_roles, roles, unit, texts)
    if {"roles", "unit"} & set(changes):
        if officer.pk == account.pk:
            raise PermissionDenied(NOT_YOURSELF)
        if not roles:
            raise PermissionDenied(NEEDS_ROLE)
        staff = Staff.of(account.agency)
        codes = [role.role_code for role in roles]
        after = staff.holding_instead(account.pk, unit.pk if unit else None, codes)
        if account.is_active:
            _refuse_stranding(newly_stranded(account, staff, after))
    if not changes:
        return changes
    address = account.email
    for name in TEXTS:
        if name in texts:
            setattr(account, name, texts[name])
    account.unit = unit
    account.save(update_fields=[*TEXTS, "unit"])
    others = account.groups.exclude(role__agency=account.agency)
    account.groups.set([*(role.group for role in roles), *others])
    signals.account_changed.send(sender=User, actor=officer, account=account, changes=changes)
    if {"email", "roles"} & set(changes):
        letters.send_changes(address, account, changes)
    return changes


@transaction.atomic
def deactivate(
    officer: User, account: User, *, successor: User | None = None, reason: str = ""
) -> None:
    """End the account's access at once; its drafts become the successor's (QT-7.2-3).

    Raises PermissionDenied (out of reach, oneself, no or wrong successor) and `WouldStrand`.
    Sessions end with it, links to set a password too.
    """
    account = _locked(officer, account)
    if officer.pk == account.pk:
        raise PermissionDenied(NOT_YOURSELF)
    if not account.is_active:
        return
    drafts = list(drafts_of(account))
    if drafts and (
        successor is None or not successors_of(account).filter(pk=successor.pk).exists()
    ):
        raise PermissionDenied(NEEDS_SUCCESSOR)
    staff = Staff.of(account.agency)
    after = staff.without(account.pk)
    _refuse_stranding(newly_stranded(account, staff, after, successor if drafts else None))
    empty_steps = newly_empty_steps(account, staff, after)
    account.is_active = False
    account.set_unusable_password()
    account.save(update_fields=["is_active", "password"])
    if drafts:
        BasePage.objects.filter(pk__in=[page.pk for page in drafts]).update(owner=successor)
        letters.send_hand_over(successor, account, drafts)
    signals.account_deactivated.send(
        sender=User,
        actor=officer,
        account=account,
        changes={
            "reason": reason,
            "successor": successor.get_full_name() if drafts else "",
            "drafts": [page.pk for page in drafts],
            "empty_steps": empty_steps,
        },
    )


@transaction.atomic
def reactivate(officer: User, account: User) -> None:
    """Give access back in the same roles; the person sets a new password by a mailed link."""
    account = _locked(officer, account)
    if account.is_active:
        return
    account.is_active = True
    account.save(update_fields=["is_active"])
    signals.account_reactivated.send(sender=User, actor=officer, account=account, changes={})
    invitation.send_link(officer, account)


def _locked(officer: User, account: User) -> User:
    """`account` as it is now, the agency's accounts locked: two officers never act at once."""
    Agency.objects.select_for_update().filter(pk=account.agency_id).first()
    found = (
        accounts_within_reach(officer)
        .select_related("agency__site__root_page", "unit")
        .filter(pk=account.pk)
        .first()
    )
    if found is None:
        raise PermissionDenied(OUT_OF_REACH)
    return found


def _refuse_stranding(items: list[Stranded]) -> None:
    if items:
        raise WouldStrand(items)


def _differences(
    account: User, before: list[RoleGroup], roles: list[RoleGroup], unit: Unit | None, texts: dict
) -> dict[str, list]:
    found: dict[str, list] = {
        name: [getattr(account, name), value]
        for name, value in texts.items()
        if getattr(account, name) != value
    }
    if account.unit != unit:
        found["unit"] = [str(account.unit or ""), str(unit or "")]
    if {role.pk for role in before} != {role.pk for role in roles}:
        found["roles"] = [sorted(role.title for role in rows) for rows in (before, roles)]
    return found
