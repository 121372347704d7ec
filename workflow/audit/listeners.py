"""What reaches the record by signals: sign-ins, passwords, roles, accounts, Wagtail's log."""

import axes.signals  # noqa: F401  (connects its receivers)
from axes.helpers import get_failure_limit
from django.contrib.auth.models import Group
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_delete, pre_save
from django_q.models import Task
from wagtail.log_actions import get_active_log_context
from wagtail.models import (
    GroupCollectionPermission,
    GroupPagePermission,
    ModelLogEntry,
    PageLogEntry,
)

from sections.base.text import clean_text
from workflow.agencies import signals
from workflow.agencies.models import RoleGroup, User
from workflow.calendar.models import CalendarYear, Holiday, OfficeHours

from . import before_after, delegation_acts, origin, rights, task_failures
from .attribution import account_named, agency_code_of
from .models import Entry
from .recording import record
from .wagtail_log import on_model_log, on_page_log

UNKNOWN_PERSON = "Chưa xác định"
NEW_ADDRESS = "Lần đầu đăng nhập từ địa chỉ mạng này."
LINK_HOLDER = "Người có liên kết đặt mật khẩu"
_MAX_USERNAME = 150

_ACCOUNT_SIGNALS = {
    "account.invited": signals.account_invited,
    "account.changed": signals.account_changed,
    "account.deactivated": signals.account_deactivated,
    "account.reactivated": signals.account_reactivated,
    "account.password_link_sent": signals.password_link_sent,
}


def connect() -> None:
    """Connect the receivers; called once when the apps are ready."""
    user_logged_in.connect(on_signed_in, dispatch_uid="audit.signed_in")
    user_logged_out.connect(on_signed_out, dispatch_uid="audit.signed_out")
    user_login_failed.connect(on_sign_in_failed, dispatch_uid="audit.sign_in_failed")
    post_save.connect(on_account_saved, sender=User, dispatch_uid="audit.password")
    m2m_changed.connect(on_roles, sender=User.groups.through, dispatch_uid="audit.roles")
    post_save.connect(on_page_log, sender=PageLogEntry, dispatch_uid="audit.page_log")
    post_save.connect(on_model_log, sender=ModelLogEntry, dispatch_uid="audit.model_log")
    for action, signal in _ACCOUNT_SIGNALS.items():
        signal.connect(_account_receiver(action), weak=False, dispatch_uid=f"audit.{action}")
    post_save.connect(task_failures.on_task_saved, sender=Task, dispatch_uid="audit.task")
    delegation_acts.connect()
    _connect_changes()
    _connect_rights()


def _connect_changes() -> None:
    for model in before_after.WATCHED:
        name = f"audit.change.{model._meta.label_lower}"
        pre_save.connect(before_after.remember, sender=model, dispatch_uid=f"{name}.before")
        post_save.connect(before_after.on_saved, sender=model, dispatch_uid=name)
    post_delete.connect(before_after.on_deleted, sender=Holiday, dispatch_uid="audit.day_gone")
    post_delete.connect(
        before_after.on_deleted, sender=OfficeHours, dispatch_uid="audit.office_hours_gone"
    )
    post_save.connect(before_after.on_year_filled, sender=CalendarYear, dispatch_uid="audit.year")


def _connect_rights() -> None:
    pre_save.connect(rights.remember_name, sender=Group, dispatch_uid="audit.group.before")
    post_save.connect(rights.on_group_saved, sender=Group, dispatch_uid="audit.group")
    pre_delete.connect(rights.on_group_deleted, sender=Group, dispatch_uid="audit.group.gone")
    post_save.connect(rights.on_role_saved, sender=RoleGroup, dispatch_uid="audit.role")
    pre_delete.connect(rights.on_role_deleted, sender=RoleGroup, dispatch_uid="audit.role.gone")
    for model in (GroupPagePermission, GroupCollectionPermission):
        for number, signal in enumerate((post_save, post_delete)):
            signal.connect(
                rights.on_rights_touched,
                sender=model,
                dispatch_uid=f"audit.rights.{model._meta.label_lower}.{number}",
            )
    m2m_changed.connect(
        rights.on_rights_touched, sender=Group.permissions.through, dispatch_uid="audit.rights"
    )
    m2m_changed.connect(
        rights.on_own_permissions,
        sender=User.user_permissions.through,
        dispatch_uid="audit.own_rights",
    )


def on_signed_in(sender, user, **kwargs) -> None:
    """Somebody signed in; from an address never seen of the person, the row says so."""
    note = NEW_ADDRESS if _is_new_address(user) else ""
    record("account.signed_in", actor=user, subject=user, note=note)


def on_signed_out(sender, user=None, **kwargs) -> None:
    """Somebody signed out; a session that had ended already has nobody."""
    if user is not None:
        record("account.signed_out", actor=user, subject=user)


def on_sign_in_failed(sender, credentials, request=None, **kwargs) -> None:
    """A wrong name or password, and the lock that the last one allowed brings about.

    Of the attempts on an account that is locked out already the first, second, fourth, eighth …
    are recorded, with their number: whoever keeps knocking is seen but cannot fill the record.
    """
    # Set by axes, whose receiver runs before this one: it connects when it is imported above.
    failures = getattr(request, "axes_failures_since_start", None)
    allowed = get_failure_limit(request, credentials)
    username = credentials.get(User.USERNAME_FIELD)
    if failures is not None and failures > allowed:
        knocks = failures - allowed
        if knocks.bit_count() == 1:
            _record_stranger("account.tried_while_locked", username, attempts=knocks)
        return
    _record_stranger("account.sign_in_failed", username)
    if failures == allowed:
        _record_stranger("account.locked_out", username)


def on_account_saved(sender, instance: User, created=False, raw=False, **kwargs) -> None:
    """A password was set on an existing account.

    Django keeps the new password on the account until after the save, and only then: a better
    hash of the old password, made while signing in, does not count.
    """
    if raw or created or instance._password is None:
        return
    record(
        "account.password_changed",
        actor=_acting_user(),
        actor_name=LINK_HOLDER if origin.address.get() else "",
        agency_code=agency_code_of(instance),
        subject=instance,
    )


def on_roles(sender, instance, action, reverse, pk_set, **kwargs) -> None:
    """Accounts were put into role groups or are being taken out, from either side."""
    if action == "post_add":
        code, accounts, groups = "account.role_given", User.objects, Group.objects
    elif action in {"pre_remove", "pre_clear"}:
        # Only who is in the group now leaves it; a clearing names nobody.
        code, accounts, groups = "account.role_taken", *_held(instance, reverse)
    else:
        return
    if reverse:
        accounts, groups = _picked(accounts, pk_set), [instance]
    else:
        accounts, groups = [instance], _picked(groups.select_related("role"), pk_set)
    titles = ", ".join(_group_title(group) for group in groups)
    for account in accounts if titles else ():
        record(
            code,
            actor=_acting_user(),
            agency_code=agency_code_of(account),
            subject=account,
            note=titles,
        )


def _held(instance, reverse: bool):
    if reverse:
        return User.objects.filter(groups=instance), None
    return None, instance.groups


def _picked(rows, pk_set) -> list:
    rows = rows.order_by("pk")
    return list(rows if pk_set is None else rows.filter(pk__in=pk_set))


def _group_title(group: Group) -> str:
    role = getattr(group, "role", None)
    return role.title if role is not None else group.name


def _acting_user() -> User | None:
    """Who works in the editing interface right now; None in commands and outside it."""
    return get_active_log_context().user


def _is_new_address(user: User) -> bool:
    """Whether the person signed in before, but never from here (one query)."""
    rows = Entry.objects.filter(
        subject_type=user._meta.label_lower, subject_id=str(user.pk), action="account.signed_in"
    )
    seen = set(rows.order_by().values_list("address", flat=True).distinct())
    return bool(seen) and origin.address.get() not in seen


def _record_stranger(action: str, username: str | None, **data) -> None:
    """An act of somebody who has not proved to be the owner of the account named."""
    username = clean_text(username or "")[:_MAX_USERNAME]
    account = account_named(username)
    record(
        action,
        actor_name=UNKNOWN_PERSON,
        agency_code=agency_code_of(account) if account is not None else "",
        subject=account,
        subject_title=username,
        username=username,
        **data,
    )


def _account_receiver(action: str):
    def receive(sender, account: User, actor: User | None = None, changes=None, **kwargs) -> None:
        changes = changes or {}
        record(
            action,
            actor=actor,
            agency_code=agency_code_of(account),
            subject=account,
            note=_change_words(changes) if action == "account.changed" else _reason(changes),
            changes=changes,
        )

    return receive


def _reason(changes: dict) -> str:
    return str(changes.get("reason", ""))


def _change_words(changes: dict[str, list]) -> str:
    """«họ và tên: A → B; vai trò: …»."""
    return "; ".join(
        f"{_label(name)}: {_listed(before)} → {_listed(after)}"
        for name, (before, after) in changes.items()
    )


def _label(name: str) -> str:
    return "vai trò" if name == "roles" else str(User._meta.get_field(name).verbose_name)


def _listed(value: str | list[str]) -> str:
    text = value if isinstance(value, str) else ", ".join(value)
    return text or "(trống)"
