"""Changes of what role groups may do reach the record, whichever way they are made."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.urls import reverse
from wagtail.models import GroupCollectionPermission, GroupPagePermission

from tests.factories import agency, user
from workflow.agencies.models import RoleGroup
from workflow.audit import rights
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def group():
    """The group of Long An's members, its rights known to the record."""
    found = Group.objects.get(role__agency__code="LA", role__role_code="member")
    rights.compare()
    return found


def permission(app: str, codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def test_comparing_twice_records_nothing_the_second_time(group):
    assert rights.compare() == 0
    assert Entry.objects.filter(action="role.permissions_changed").count() >= Group.objects.count()


def test_page_permission_given_and_taken_names_page_group_and_agency(
    group, entries, django_capture_on_commit_callbacks
):
    home = agency("LA").site.root_page
    with django_capture_on_commit_callbacks(execute=True):
        row = GroupPagePermission.objects.create(
            group=group, page=home, permission=permission("base", "publish_basepage")
        )
    with django_capture_on_commit_callbacks(execute=True):
        row.delete()

    words = f"đăng {permission('base', 'publish_basepage').content_type.model_class()._meta.verbose_name} ở «{home}»"
    assert [(row.action, row.agency_code, row.note) for row in entries()] == [
        ("role.permissions_changed", "LA", f"giao: {words}"),
        ("role.permissions_changed", "LA", f"thôi: {words}"),
    ]


def test_general_permission_of_a_group_is_recorded(
    group, entries, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        group.permissions.add(permission("agencies", "delete_user"))

    (entry,) = entries()
    assert (entry.subject_id, entry.note) == (str(group.pk), "giao: xóa tài khoản")


def test_permissions_written_in_bulk_are_found_by_the_daily_comparison(group, entries):
    GroupCollectionPermission.objects.bulk_create(
        [
            GroupCollectionPermission(
                group=group,
                collection=agency("BP").collection,
                permission=permission("wagtaildocs", "delete_document"),
            )
        ]
    )

    assert rights.compare(note=rights.FOUND_LATER) == 1
    (entry,) = entries()
    assert entry.actor_name == "Hệ thống"
    assert entry.note.startswith("giao: xóa ")
    assert entry.note.endswith(rights.FOUND_LATER)


def test_screen_of_groups_leaves_a_row_with_what_changed_and_who(group, signed_in, entries):
    client = signed_in("quan-tri")
    url = reverse("wagtailusers_groups:edit", args=[group.pk])
    shown = client.get(url)
    data = {
        "name": group.name,
        "permissions": [permission("wagtailadmin", "access_admin").pk],
        "page_permissions-TOTAL_FORMS": "0",
        "page_permissions-INITIAL_FORMS": "0",
        "page_permissions-MIN_NUM_FORMS": "0",
        "page_permissions-MAX_NUM_FORMS": "1000",
    }
    for panel in shown.context["permission_panels"]:
        prefix = panel.management_form.prefix
        data |= {f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"}

    assert client.post(url, data).status_code == 302
    rows = [row for row in entries() if row.action.startswith("role.")]
    assert [(row.action, row.actor_id) for row in rows] == [
        ("role.permissions_changed", user("quan-tri").pk)
    ]
    assert rows[0].note.startswith("thôi: ")


def test_groups_made_renamed_given_a_role_and_deleted_are_recorded(entries):
    made = Group.objects.create(name="Nhóm thử")
    made.name = "Nhóm thử hai"
    made.save()
    role = RoleGroup.objects.create(agency=agency("LA"), role_code="thu", group=made)
    role.delete()
    made.delete()

    assert [(row.action, row.agency_code, row.note) for row in entries()] == [
        ("role.created", "", ""),
        ("role.renamed", "", "Nhóm thử → Nhóm thử hai"),
        ("role.assigned", "LA", "thu"),
        ("role.released", "LA", "thu"),
        ("role.deleted", "", ""),
    ]


def test_permission_past_every_role_is_recorded_on_the_account(entries):
    account = user("la-contributor")
    account.user_permissions.add(permission("agencies", "add_user"))
    account.user_permissions.clear()

    assert [(row.action, row.subject_id, row.note) for row in entries()] == [
        ("account.powers_changed", str(account.pk), "giao quyền riêng: thêm tài khoản"),
        ("account.powers_changed", str(account.pk), "thôi quyền riêng: thêm tài khoản"),
    ]


def test_comparing_all_groups_asks_a_fixed_number_of_questions(
    group, django_assert_max_num_queries
):
    with django_assert_max_num_queries(5):
        rights.compare()
