"""What role groups may do, and who changed it.

Wagtail's screens write permissions in bulk, which sends no signal. So each group's rights are
compared with those that its last row in the record names: after an act on the group, after the
groups' screens, and once a day for changes made behind the editing interface.
"""

from collections import defaultdict
from collections.abc import Iterable

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.log_actions import get_active_log_context
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from workflow.agencies.models import RoleGroup, User

from .attribution import agency_code_of
from .models import Entry
from .recording import record

CHANGED = "role.permissions_changed"
FOUND_LATER = "Phát hiện khi đối chiếu hằng ngày: không rõ người thay đổi."

_VERBS = {
    "add": "thêm",
    "change": "sửa",
    "delete": "xóa",
    "view": "xem",
    "choose": "chọn",
    "publish": "đăng",
    "lock": "khóa",
    "unlock": "mở khóa",
    "bulk": "xóa hàng loạt",
}
_ADMIN = "vào trang quản trị"


def on_group_saved(sender, instance: Group, created=False, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: a group was made or got another name."""
    if raw:
        return
    before = getattr(instance, "_recorded_name", None)
    if created:
        _record("role.created", instance)
    elif before is not None and before != instance.name:
        _record("role.renamed", instance, note=f"{before} → {instance.name}")


def remember_name(sender, instance: Group, raw=False, **kwargs) -> None:
    """Receiver of `pre_save`: the name the group has now."""
    names = Group.objects.filter(pk=instance.pk).values_list("name", flat=True)
    instance._recorded_name = names.first() if instance.pk and not raw else None


def on_group_deleted(sender, instance: Group, **kwargs) -> None:
    """Receiver of `pre_delete`, while it is still known whose group it is."""
    _record("role.deleted", instance)


def on_role_saved(sender, instance: RoleGroup, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: a group stands for a role of the rule book from now on."""
    if not raw:
        _record("role.assigned", instance.group, note=instance.title)


def on_role_deleted(sender, instance: RoleGroup, **kwargs) -> None:
    """Receiver of `pre_delete`: a group stands for no role any more."""
    _record("role.released", instance.group, note=instance.title)


def on_rights_touched(sender, instance, **kwargs) -> None:
    """Receiver for permissions of a group, of whatever kind: compare when the act is whole."""
    group_id = instance.pk if isinstance(instance, Group) else getattr(instance, "group_id", None)
    if group_id is not None:
        actor = _acting_user()
        transaction.on_commit(lambda: compare([group_id], actor=actor))


def on_own_permissions(sender, instance, action, reverse, pk_set, **kwargs) -> None:
    """Receiver of `m2m_changed`: permissions given to one account past every role."""
    if reverse or action not in {"post_add", "pre_remove", "pre_clear"}:
        return
    picked = Permission.objects.select_related("content_type")
    given = action == "post_add"
    rows = picked.filter(pk__in=pk_set) if pk_set else picked.filter(user=instance)
    words = "; ".join(sorted(_words(row) for row in rows))
    if words:
        record(
            "account.powers_changed",
            actor=_acting_user(),
            agency_code=agency_code_of(instance),
            subject=instance,
            note=f"{'giao' if given else 'thôi'} quyền riêng: {words}",
        )


def compare(group_ids: Iterable[int] | None = None, *, actor=None, note: str = "") -> int:
    """Record what changed in the rights of the groups (all without ids); how many changed.

    A fixed number of queries and one row for each changed group, whatever their number.
    """
    groups = Group.objects.select_related("role__agency")
    if group_ids is not None:
        groups = groups.filter(pk__in=list(group_ids))
    groups = {group.pk: group for group in groups}
    now, known = _rights_of(groups), _last_known(groups)
    changed = 0
    for pk, group in groups.items():
        if now[pk] == known.get(pk, {}):
            continue
        _record(
            CHANGED,
            group,
            actor=actor,
            note="\n".join(filter(None, (_difference(known.get(pk, {}), now[pk]), note))),
            rights=now[pk],
        )
        changed += 1
    return changed


def _rights_of(groups: dict[int, Group]) -> dict[int, dict[str, str]]:
    """What each group may do: code → words, in the order of the codes."""
    found: dict[int, dict[str, str]] = defaultdict(dict)
    general = Group.permissions.through.objects.filter(group__in=groups)
    for row in general.select_related("permission__content_type"):
        found[row.group_id][_code(row.permission)] = _words(row.permission)
    for model, place in ((GroupPagePermission, "page"), (GroupCollectionPermission, "collection")):
        rows = model.objects.filter(group__in=groups)
        for row in rows.select_related("permission__content_type", place):
            where = getattr(row, place)
            code = f"{place}:{where.pk}:{_code(row.permission)}"
            found[row.group_id][code] = f"{_words(row.permission)} ở «{where}»"
    return {pk: dict(sorted(found[pk].items())) for pk in groups}


def _last_known(groups: dict[int, Group]) -> dict[int, dict[str, str]]:
    rows = (
        Entry.objects.filter(
            subject_type=Group._meta.label_lower,
            subject_id__in=[str(pk) for pk in groups],
            action=CHANGED,
        )
        .order_by("subject_id", "-pk")
        .distinct("subject_id")
    )
    return {int(pk): data["rights"] for pk, data in rows.values_list("subject_id", "data")}


def _difference(before: dict[str, str], after: dict[str, str]) -> str:
    given = [words for code, words in after.items() if code not in before]
    taken = [words for code, words in before.items() if code not in after]
    parts = (("giao", given), ("thôi", taken))
    return "\n".join(f"{verb}: {'; '.join(words)}" for verb, words in parts if words)


def _code(permission: Permission) -> str:
    return f"{permission.content_type.app_label}.{permission.codename}"


def _words(permission: Permission) -> str:
    """«thêm trang»; the code itself for a permission that nobody named."""
    if permission.codename == "access_admin":
        return _ADMIN
    verb = _VERBS.get(permission.codename.partition("_")[0])
    model = permission.content_type.model_class()
    if verb is None or model is None:
        return _code(permission)
    return f"{verb} {model._meta.verbose_name}"


def _record(action: str, group: Group, actor: User | None = None, **words) -> None:
    record(
        action,
        actor=actor or _acting_user(),
        agency_code=agency_code_of(group),
        subject=group,
        **words,
    )


def _acting_user() -> User | None:
    return get_active_log_context().user
