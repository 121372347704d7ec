"""Changing, ending and renewing accounts, and what an ended one leaves behind."""

import pytest
from django.core import mail
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from sections.base.models import BasePage
from tests.factories import agency, edit, make_news, submit, take_step, user
from workflow.agencies import signals
from workflow.agencies.accounts import changes
from workflow.agencies.accounts.open_items import open_items
from workflow.agencies.models import RoleGroup, User
from workflow.agencies.queries import holders

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer() -> User:
    return user("la-operator")


@pytest.fixture
def heard():
    """(signal, actor, account, changes) of every act on accounts."""
    rows = []
    names = ("account_changed", "account_deactivated", "account_reactivated", "password_link_sent")

    def listener(name):
        def hear(sender, actor, account, changes, **kwargs):
            rows.append((name, actor.username, account.username, changes))

        return hear

    hearing = {name: listener(name) for name in names}
    for name, hear in hearing.items():
        getattr(signals, name).connect(hear)
    yield rows
    for name, hear in hearing.items():
        getattr(signals, name).disconnect(hear)


def roles(code: str, *role_codes: str) -> list[RoleGroup]:
    return list(RoleGroup.objects.filter(agency__code=code, role_code__in=role_codes))


def titles(code: str, *role_codes: str) -> list[str]:
    return sorted(row.title for row in roles(code, *role_codes))


def second_contributor() -> User:
    person = User.objects.create(
        username="nguoi-thu-hai", full_name="Người thứ hai", email="hai@x.vn", agency=agency("LA")
    )
    person.groups.set(row.group for row in roles("LA", "contributor"))
    return person


def test_a_changed_role_is_told_with_before_and_after(officer, heard):
    account = user("la-contributor")
    new = roles("LA", "contributor", "member")
    changes.change(officer, account, roles=new, unit=account.unit)
    assert heard == [
        (
            "account_changed",
            "la-operator",
            "la-contributor",
            {"roles": [titles("LA", "contributor"), titles("LA", "contributor", "member")]},
        )
    ]
    members = {person.username for person in holders(agency("LA"), ("member",))}
    assert members == {"la-member", "la-contributor"}


def test_the_person_is_told_at_the_address_before_the_change(officer):
    account = user("la-contributor")
    changes.change(
        officer, account, roles=roles("LA", "contributor"), unit=account.unit, email="moi@x.vn"
    )
    assert mail.outbox[0].to == ["la-contributor@demo.localhost"]
    assert "la-contributor@demo.localhost → moi@x.vn" in mail.outbox[0].body


def test_nothing_changed_tells_nobody(officer, heard):
    account = user("la-contributor")
    changes.change(officer, account, roles=roles("LA", "contributor"), unit=account.unit)
    assert (heard, mail.outbox) == ([], [])


def test_nobody_changes_the_own_roles(officer):
    with pytest.raises(PermissionDenied):
        changes.change(officer, officer, roles=roles("LA", "head"), unit=officer.unit)
    assert [row.role.role_code for row in officer.groups.all()] == ["operator"]


def test_forged_own_roles_in_the_form_are_ignored(client, officer):
    client.force_login(officer)
    data = {
        "full_name": "Tên mới",
        "email": officer.email,
        "roles": [row.pk for row in roles("LA", "head", "operator")],
    }
    client.post(reverse("accounts:edit", args=[officer.pk]), data)
    officer.refresh_from_db()
    assert officer.full_name == "Tên mới"
    assert [row.role.role_code for row in officer.groups.all()] == ["operator"]


def test_nobody_ends_the_own_account(client, officer):
    client.force_login(officer)
    client.post(reverse("accounts:deactivate", args=[officer.pk]))
    with pytest.raises(PermissionDenied):
        changes.deactivate(officer, officer)
    officer.refresh_from_db()
    assert officer.is_active


@pytest.mark.parametrize("username", ["bp-head", "quan-tri"])
def test_other_agencies_and_superusers_are_out_of_reach(client, officer, username):
    account = user(username)
    for act in (changes.deactivate, changes.reactivate):
        with pytest.raises(PermissionDenied):
            act(officer, account)
    client.force_login(officer)
    for name in ("edit", "deactivate"):
        assert client.get(reverse(f"accounts:{name}", args=[account.pk])).status_code == 404
    for name in ("reactivate", "send_link"):
        assert client.post(reverse(f"accounts:{name}", args=[account.pk])).status_code == 404


def test_a_superuser_of_the_agency_is_out_of_the_officers_reach(officer):
    account = user("la-head")
    User.objects.filter(pk=account.pk).update(is_superuser=True)
    with pytest.raises(PermissionDenied):
        changes.deactivate(officer, account)


@pytest.mark.clause("QT-7.2-2", "KT-15.3", "KT-15.5")
@pytest.mark.parametrize(
    ("code", "officer_role"),
    [
        ("LA", "operator"),
        ("BP", "network_admin"),
        ("DL", "operator"),
        ("QT", "operator"),
        ("KT", "operator"),
    ],
)
def test_only_the_role_the_regulation_names_manages_accounts(client, code, officer_role):
    opened = set()
    for row in RoleGroup.objects.filter(agency__code=code):
        client.force_login(user(f"{code.lower()}-{row.role_code}"))
        answers = {
            client.get(reverse(f"accounts:{name}")).status_code for name in ("list", "invite")
        }
        assert answers in ({200}, {302})
        if answers == {200}:
            opened.add(row.role_code)
    assert opened == {officer_role}


@pytest.mark.clause("QT-7.2-3")
def test_an_ended_account_is_out_at_once(client):
    account = user("qt-contributor")
    client.force_login(account)
    assert client.get(reverse("wagtailadmin_home")).status_code == 200
    changes.deactivate(user("qt-operator"), account, reason="Nghỉ hưu")
    assert client.get(reverse("wagtailadmin_home")).status_code == 302
    assert not client.login(username="qt-contributor", password="demo-qt-contributor")
    assert User.objects.filter(pk=account.pk, is_active=False).exists()


def test_drafts_need_a_successor_who_may_write_here(officer):
    page = make_news("LA")
    for successor in (None, user("la-head"), user("bp-contributor"), user("la-contributor")):
        with pytest.raises(PermissionDenied):
            changes.deactivate(officer, user("la-contributor"), successor=successor)
    page.refresh_from_db()
    assert page.owner == user("la-contributor")


def test_drafts_go_to_the_successor(officer, heard):
    page = make_news("LA", title="Bản nháp dở")
    successor = second_contributor()
    changes.deactivate(officer, user("la-contributor"), successor=successor, reason="Chuyển")
    page.refresh_from_db()
    assert (page.owner, page.live) == (successor, False)
    assert heard == [
        (
            "account_deactivated",
            "la-operator",
            "la-contributor",
            {
                "reason": "Chuyển",
                "successor": "Người thứ hai",
                "drafts": [page.pk],
                "empty_steps": [],
            },
        )
    ]
    assert [message.to for message in mail.outbox] == [["hai@x.vn"]]
    assert "Bản nháp dở" in mail.outbox[0].body


def test_a_waiting_item_keeps_its_last_holder(officer):
    page = make_news("LA", title="Tin chờ")
    submit(page)
    with pytest.raises(changes.WouldStrand) as refusal:
        changes.deactivate(officer, user("la-head"))
    step = next(row for row in agency("LA").book.steps if "head" in row.roles)
    title = agency("LA").book.role("head").label
    assert [(item.title, item.step, item.roles) for item in refusal.value.items] == [
        ("Tin chờ", step.label, title)
    ]
    assert user("la-head").is_active


def test_nor_does_taking_the_role_away_strand_it(officer):
    submit(make_news("LA"))
    account = user("la-head")
    with pytest.raises(changes.WouldStrand):
        changes.change(officer, account, roles=roles("LA", "deputy"), unit=account.unit)
    assert [group.role.role_code for group in account.groups.all()] == ["head"]


def test_the_item_done_the_holder_may_go(officer):
    page = make_news("LA")
    submit(page)
    take_step(page, "la-member")
    changes.deactivate(officer, user("la-member"))
    assert not user("la-member").is_active


def test_a_writer_is_no_holder_left(officer):
    """The other member edited the item, so the two-person rule leaves nobody to decide."""
    other = second_contributor()
    other.groups.set(row.group for row in roles("LA", "head"))
    page = make_news("LA")
    edit(page, other, summary="Sửa.")
    submit(page)
    with pytest.raises(changes.WouldStrand):
        changes.deactivate(officer, user("la-head"))


def test_a_unit_head_of_another_unit_is_no_holder_left():
    officer = user("quan-tri")
    submit(make_news("BP"))
    other = User.objects.create(
        username="don-vi-khac", agency=agency("BP"), unit=agency("BP").units.last()
    )
    other.groups.set(row.group for row in roles("BP", "unit_head"))
    with pytest.raises(changes.WouldStrand):
        changes.deactivate(officer, user("bp-unit_head"))
    User.objects.filter(pk=other.pk).update(unit=user("bp-unit_head").unit)
    changes.deactivate(officer, user("bp-unit_head"))
    assert not user("bp-unit_head").is_active


def test_the_screen_shows_what_is_left_behind(client, officer):
    make_news("LA", title="Nháp một")
    waiting = make_news("LA", title="Tin chờ")
    submit(waiting)
    left = open_items(user("la-contributor"))
    assert {page.draft_title for page in left.drafts} == {"Nháp một", "Tin chờ"}
    assert [page.draft_title for page in left.submitted] == ["Tin chờ"]
    assert (left.stranded, left.empty_steps) == ([], [])
    client.force_login(officer)
    html = client.get(reverse("accounts:deactivate", args=[user("la-head").pk])).content.decode()
    assert "«Tin chờ»" in html
    assert "Trưởng Ban Biên tập" in html


def test_the_screen_asks_for_the_successor_and_keeps_the_reason(client, officer):
    make_news("LA")
    client.force_login(officer)
    url = reverse("accounts:deactivate", args=[user("la-contributor").pk])
    html = client.post(url, {"successor": "", "reason": "Chuyển công tác"}).content.decode()
    assert "Hãy chọn người tiếp nhận các bản nháp." in html
    assert "Chuyển công tác" in html
    forged = client.post(url, {"successor": user("bp-contributor").pk}).content.decode()
    assert "phải cùng cơ quan" in forged
    client.post(url, {"successor": user("la-member").pk, "reason": ""})
    assert not user("la-contributor").is_active
    assert BasePage.objects.filter(owner=user("la-member"), live=False).count() == 1


def test_a_renewed_account_sets_a_new_password(client, officer, heard):
    account = user("la-contributor")
    changes.deactivate(officer, account)
    client.force_login(officer)
    client.post(reverse("accounts:reactivate", args=[account.pk]))
    account.refresh_from_db()
    assert (account.is_active, account.has_usable_password()) == (True, False)
    assert [row[0] for row in heard] == [
        "account_deactivated",
        "account_reactivated",
        "password_link_sent",
    ]
    assert mail.outbox[-1].to == [account.email]


def test_accounts_are_never_deleted(client):
    client.force_login(user("quan-tri"))
    account = user("la-contributor")
    client.post(reverse("wagtailusers_users:delete", args=[account.pk]))
    bulk = reverse("wagtail_bulk_action", args=["agencies", "user", "delete"])
    client.post(f"{bulk}?id={account.pk}")
    assert User.objects.filter(pk=account.pk).exists()
