"""Sign-ins, passwords, roles and accounts reach the record, with the address they came from."""

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from tests.factories import agency, user
from workflow.agencies import signals
from workflow.agencies.models import User
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db

ADDRESS = "203.0.113.7"


def sign_in(client, username: str, password: str):
    return client.post(
        reverse("wagtailadmin_login"),
        {"username": username, "password": password},
        REMOTE_ADDR=ADDRESS,
    )


def facts(entry: Entry) -> tuple:
    return (
        entry.action,
        entry.agency_code,
        entry.actor_name,
        entry.subject_title,
        entry.address,
    )


def test_sign_in_and_out_are_recorded_with_person_role_and_address(client, entries):
    head = user("la-head")

    sign_in(client, "la-head", "demo-la-head")
    client.post(reverse("wagtailadmin_logout"), REMOTE_ADDR=ADDRESS)

    name = head.get_full_name()
    assert [facts(entry) for entry in entries()] == [
        ("account.signed_in", "LA", name, name, ADDRESS),
        ("account.signed_out", "LA", name, name, ADDRESS),
    ]
    assert entries()[0].actor_role == agency("LA").book.role("head").label


def test_failed_sign_in_of_a_known_name_belongs_to_its_agency_and_proves_no_actor(client, entries):
    sign_in(client, "bp-head", "sai")

    (entry,) = entries()
    assert facts(entry) == ("account.sign_in_failed", "BP", "Chưa xác định", "bp-head", ADDRESS)
    assert (entry.actor_id, entry.subject_id) == (None, str(user("bp-head").pk))


def test_failed_sign_in_of_an_unknown_name_belongs_to_the_installation(client, entries):
    sign_in(client, "khong-co-ai", "sai")

    (entry,) = entries()
    assert facts(entry) == ("account.sign_in_failed", "", "Chưa xác định", "khong-co-ai", ADDRESS)


def test_lock_out_is_recorded_once_and_of_the_knocks_on_it_fewer_and_fewer(
    client, entries, settings
):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT + 5):
        sign_in(client, "la-head", "sai")

    acts = [(entry.action, entry.agency_code, entry.data.get("attempts")) for entry in entries()]
    assert acts == [
        *[("account.sign_in_failed", "LA", None)] * settings.AXES_FAILURE_LIMIT,
        ("account.locked_out", "LA", None),
        *[("account.tried_while_locked", "LA", knocks) for knocks in (1, 2, 4)],
    ]


def test_right_password_under_a_lock_is_an_attempt_too(client, entries, settings):
    settings.AXES_ENABLED = True
    for _ in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, "la-head", "sai")
    sign_in(client, "la-head", "demo-la-head")

    assert entries()[-1].action == "account.tried_while_locked"


def test_sign_in_from_an_address_never_seen_of_the_person_says_so(entries):
    for address in ("203.0.113.7", "203.0.113.7", "198.51.100.9"):
        Client().post(
            reverse("wagtailadmin_login"),
            {"username": "la-head", "password": "demo-la-head"},
            REMOTE_ADDR=address,
        )

    assert [entry.note for entry in entries()] == [
        "",
        "",
        "Lần đầu đăng nhập từ địa chỉ mạng này.",
    ]


def test_changed_password_is_recorded_without_the_password(entries):
    account = user("la-member")
    account.set_password("mat-khau-moi-2026")
    account.save()

    (entry,) = entries()
    assert (entry.action, entry.agency_code, entry.subject_id) == (
        "account.password_changed",
        "LA",
        str(account.pk),
    )
    assert "mat-khau-moi-2026" not in f"{entry.note}{entry.data}"


def test_other_changes_of_an_account_and_new_accounts_are_no_change_of_password(entries):
    account = user("la-member")
    account.full_name = "Tên khác (demo)"
    account.save()
    User.objects.create_user("la-moi", password="mat-khau-moi-2026", agency=agency("LA"))

    assert entries() == []


def test_rehashing_while_signing_in_is_no_change_of_password(client, entries, settings):
    settings.PASSWORD_HASHERS = [
        "django.contrib.auth.hashers.PBKDF2PasswordHasher",
        "django.contrib.auth.hashers.MD5PasswordHasher",
    ]

    sign_in(client, "la-head", "demo-la-head")

    assert [entry.action for entry in entries()] == ["account.signed_in"]
    assert user("la-head").password.startswith("pbkdf2_sha256$")


def role_group(code: str, role: str) -> Group:
    return Group.objects.get(role__agency__code=code, role__role_code=role)


@pytest.mark.parametrize("by_group", [False, True])
def test_roles_given_and_taken_are_recorded_with_their_titles(entries, by_group):
    account, group = user("la-member"), role_group("LA", "deputy")
    rows, one = (group.user_set, account) if by_group else (account.groups, group)

    rows.add(one)
    rows.remove(one)
    rows.remove(one)

    title = agency("LA").book.role("deputy").label
    assert [(entry.action, entry.subject_id, entry.note) for entry in entries()] == [
        ("account.role_given", str(account.pk), title),
        ("account.role_taken", str(account.pk), title),
    ]


def test_clearing_the_roles_of_an_account_names_them(entries):
    account = user("la-member")

    account.groups.clear()

    (entry,) = entries()
    assert (entry.action, entry.note) == (
        "account.role_taken",
        agency("LA").book.role("member").label,
    )


def test_clearing_a_group_names_each_of_its_members(entries):
    role_group("LA", "member").user_set.clear()

    (entry,) = entries()
    assert (entry.action, entry.subject_id) == ("account.role_taken", str(user("la-member").pk))


def test_change_of_an_account_is_recorded_with_before_and_after(entries):
    officer, account = user("la-operator"), user("la-member")

    signals.account_changed.send(
        sender=User,
        actor=officer,
        account=account,
        changes={"full_name": ["Tên cũ", "Tên mới"], "roles": [["A", "B"], []]},
    )

    (entry,) = entries()
    assert (entry.action, entry.actor_id, entry.agency_code) == (
        "account.changed",
        officer.pk,
        "LA",
    )
    assert entry.note == "họ và tên: Tên cũ → Tên mới; vai trò: A, B → (trống)"


@pytest.mark.parametrize(
    ("signal", "action"),
    [
        (signals.account_invited, "account.invited"),
        (signals.account_deactivated, "account.deactivated"),
        (signals.account_reactivated, "account.reactivated"),
        (signals.password_link_sent, "account.password_link_sent"),
    ],
)
def test_other_acts_on_accounts_are_recorded_with_their_reason(entries, signal, action):
    signal.send(
        sender=User, actor=None, account=user("bp-head"), changes={"reason": "Chuyển công tác"}
    )

    (entry,) = entries()
    assert (entry.action, entry.agency_code, entry.actor_name, entry.note) == (
        action,
        "BP",
        "Hệ thống",
        "Chuyển công tác",
    )
