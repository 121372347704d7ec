"""Whose accounts a person may see and change (KT-15.3, QT-7.2-2: rights go person by person)."""

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from workflow.agencies.models import Agency, User
from workflow.agencies.queries import has_right

RIGHT = "accounts"
NO_RIGHT = "Chỉ người được giao quản lý tài khoản của cơ quan mới dùng được màn hình này."


def may_manage_accounts(person) -> bool:
    """Whether `person` manages the accounts of an agency (superusers: of every agency)."""
    return has_right(person, RIGHT)


def check_may_manage_accounts(person) -> None:
    """Raise PermissionDenied unless `person` manages accounts."""
    if not may_manage_accounts(person):
        raise PermissionDenied(NO_RIGHT)


def agencies_within_reach(officer: User) -> QuerySet[Agency]:
    """The agencies whose accounts `officer` manages: the own one; all for superusers."""
    if not may_manage_accounts(officer):
        return Agency.objects.none()
    if officer.is_superuser:
        return Agency.objects.all()
    return Agency.objects.filter(pk=officer.agency_id)


def accounts_within_reach(officer: User) -> QuerySet[User]:
    """The accounts `officer` may see and change.

    Superusers are nobody's subordinates: only another superuser reaches them.
    """
    accounts = User.objects.filter(agency__in=agencies_within_reach(officer))
    return accounts if officer.is_superuser else accounts.filter(is_superuser=False)
