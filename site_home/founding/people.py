"""Units, and a group for each role with its rights on the agency's subtree only."""

from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from sections.base.models import BasePage
from workflow.agencies.models import Agency, RoleGroup, Unit
from workflow.regulations.book import Role, RuleBook

from .report import Report

# What a right of the rule book means in Wagtail. No right means `publish`: nobody has it.
# Wagtail's policies ask for the permissions of its own image and document models.
_FILE_APPS = ("wagtailimages", "wagtaildocs")
PAGE_PERMISSIONS = {"write": ("add",), "edit": ("add", "change")}
COLLECTION_PERMISSIONS = {
    "write": (
        "add_image",
        "choose_image",
        "add_document",
        "choose_document",
    ),
    "edit": (
        "add_image",
        "change_image",
        "choose_image",
        "add_document",
        "change_document",
        "choose_document",
    ),
    "official_file": ("add_document", "change_document", "choose_document"),
}


def ensure_units(agency: Agency, book: RuleBook, report: Report) -> None:
    """The units the rule book names; renamed where it renamed them; others are left alone."""
    for order, row in enumerate(book.units):
        values = {
            "name": row.label,
            "short_name": row.short_name,
            "order": order,
            "valid_from": row.valid_from,
            "valid_to": row.valid_to,
        }
        unit, created = Unit.objects.get_or_create(agency=agency, code=row.code, defaults=values)
        if created:
            report.created.append(f"Đơn vị «{row.label}»")
        elif agency.applied.get("unit", {}).get(row.code, row.label) != row.label:
            Unit.objects.filter(pk=unit.pk).update(**values)
            report.changed.append(f"Đơn vị «{unit.name}» nay là «{row.label}»")
    agency.applied["unit"] = {row.code: row.label for row in book.units}


def ensure_role_groups(agency: Agency, book: RuleBook, report: Report) -> None:
    """A group for each role that has accounts, with exactly the rights of the rule book."""
    home = BasePage.objects.get(pk=agency.site.root_page_id)
    for role in book.roles:
        if not role.account:
            continue
        group = _ensure_group(agency, role, report)
        changed = _set_admin_access(group)
        changed |= _set_page_permissions(group, home, role)
        changed |= _set_collection_permissions(group, agency, role)
        if changed:
            report.changed.append(f"Quyền của «{group.name}» theo quy chế")


def _ensure_group(agency: Agency, role: Role, report: Report) -> Group:
    name = f"{agency.code} · {role.label}"[:150]
    row = RoleGroup.objects.filter(agency=agency, role_code=role.code).first()
    if row is None:
        group = Group.objects.create(name=name)
        RoleGroup.objects.create(agency=agency, role_code=role.code, group=group)
        report.created.append(f"Nhóm «{name}»")
        return group
    if row.group.name != name:
        report.changed.append(f"Nhóm «{row.group.name}» nay là «{name}»")
        row.group.name = name
        row.group.save()
    return row.group


def _set_admin_access(group: Group) -> bool:
    access = Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
    if set(group.permissions.all()) == {access}:
        return False
    group.permissions.set([access])
    return True


def _set_page_permissions(group: Group, home: BasePage, role: Role) -> bool:
    wanted = {name for right in role.rights for name in PAGE_PERMISSIONS.get(right, ())}
    codenames = {f"{name}_basepage" for name in wanted}
    rows = GroupPagePermission.objects.filter(group=group)
    held = set(rows.values_list("page_id", "permission__codename"))
    if held == {(home.pk, codename) for codename in codenames}:
        return False
    rows.delete()
    for permission in Permission.objects.filter(
        content_type__app_label="base", codename__in=codenames
    ):
        GroupPagePermission.objects.create(group=group, page=home, permission=permission)
    return True


def _set_collection_permissions(group: Group, agency: Agency, role: Role) -> bool:
    codenames = {name for right in role.rights for name in COLLECTION_PERMISSIONS.get(right, ())}
    rows = GroupCollectionPermission.objects.filter(group=group)
    held = set(rows.values_list("collection_id", "permission__codename"))
    if held == {(agency.collection_id, codename) for codename in codenames}:
        return False
    rows.delete()
    permissions = Permission.objects.filter(
        content_type__app_label__in=_FILE_APPS, codename__in=codenames
    )
    GroupCollectionPermission.objects.bulk_create(
        GroupCollectionPermission(group=group, collection=agency.collection, permission=permission)
        for permission in permissions
    )
    return True
