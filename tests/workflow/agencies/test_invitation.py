"""Inviting a person: one account, no password, one link that works once."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from site_home.operations.models import OutgoingMail
from site_home.operations.outbox import send_waiting
from tests.factories import agency, user
from workflow.agencies import signals
from workflow.agencies.models import RoleGroup, User

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox(settings):
    """Mails go the way they go outside of tests: into the outbox, then out."""
    settings.EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"


@pytest.fixture
def officer(client):
    """Long An's account officer, signed in."""
    person = user("la-operator")
    client.force_login(person)
    return person


def role(code: str, role_code: str) -> RoleGroup:
    return RoleGroup.objects.get(agency__code=code, role_code=role_code)


def form(**values) -> dict:
    return {
        "full_name": "Nguyễn Thị Ánh",
        "username": "",
        "email": "anh@example.vn",
        "position": "Chuyên viên",
        "phone": "",
        "unit": "",
        "roles": [role("LA", "contributor").pk],
        **values,
    }


def link_in(message) -> str:
    return re.search(r"http://localhost(/admin/password_reset/confirm/\S+)", message.body)[1]


def mailed() -> list:
    """The mails that lay in the outbox, sent now."""
    send_waiting()
    return mail.outbox


def test_invitation_creates_an_account_without_password_and_mails_the_link(client, officer):
    response = client.post(reverse("accounts:invite"), form())
    assert response.url == reverse("accounts:list")
    account = User.objects.get(username="nguyen-thi-anh")
    assert (account.agency, account.full_name) == (agency("LA"), "Nguyễn Thị Ánh")
    assert not account.has_usable_password()
    assert [group.role.role_code for group in account.groups.all()] == ["contributor"]
    message = mailed()[0]
    assert (message.to, len(mail.outbox)) == (["anh@example.vn"], 1)
    assert message.subject == f"Mời bạn nhận tài khoản của {agency('LA').name}"


def test_link_sets_the_password_once(client, officer):
    client.post(reverse("accounts:invite"), form())
    client.logout()
    link = link_in(mailed()[0])
    page = client.get(link, follow=True)
    assert "nguyen-thi-anh" in page.content.decode()
    chosen = {"new_password1": "Mua-xuan-chin-2026", "new_password2": "Mua-xuan-chin-2026"}
    done = client.post(page.request["PATH_INFO"], chosen)
    assert done.url == reverse("wagtailadmin_password_reset_complete")
    assert client.login(username="nguyen-thi-anh", password="Mua-xuan-chin-2026")
    client.logout()
    again = client.get(link, follow=True)
    assert "Liên kết không còn dùng được" in again.content.decode()


def test_a_new_invitation_voids_the_link_before(client, officer):
    client.post(reverse("accounts:invite"), form())
    account = User.objects.get(username="nguyen-thi-anh")
    client.post(reverse("accounts:send_link", args=[account.pk]))
    first, second = (link_in(message) for message in mailed())
    client.logout()
    assert "Liên kết không còn dùng được" in client.get(first, follow=True).content.decode()
    assert "Đặt mật khẩu" in client.get(second, follow=True).content.decode()


def test_a_double_click_creates_one_account(client, officer):
    client.post(reverse("accounts:invite"), form())
    second = client.post(reverse("accounts:invite"), form())
    assert second.status_code == 200
    assert "Địa chỉ này đã dùng cho tài khoản Nguyễn Thị Ánh" in second.content.decode()
    assert User.objects.filter(email="anh@example.vn").count() == 1
    assert OutgoingMail.objects.count() == 1


def test_decomposed_names_are_stored_composed(client, officer):
    client.post(
        reverse("accounts:invite"), form(full_name="Nguye\u0302\u0303n Thi\u0323 A\u0301nh")
    )
    assert User.objects.get(username="nguyen-thi-anh").full_name == "Nguyễn Thị Ánh"


def test_a_nul_byte_is_dropped(client, officer):
    client.post(reverse("accounts:invite"), form(full_name="Nguyễn\x00 Ánh"))
    assert User.objects.get(username="nguyen-anh").full_name == "Nguyễn Ánh"


@pytest.mark.parametrize(
    ("bad", "sentence"),
    [
        ({"full_name": "Á" * 300}, "300"),
        ({"email": "khong-phai-thu"}, "email"),
        ({"email": "LA-HEAD@demo.localhost"}, "Địa chỉ này đã dùng cho tài khoản"),
        ({"username": "la-head"}, "Có thể dùng: la-head-2"),
        ({"username": "Nguyễn Ánh"}, "Tên đăng nhập chỉ gồm chữ thường không dấu"),
        ({"roles": []}, "Hãy chọn ít nhất một vai trò."),
    ],
)
def test_bad_input_is_named_and_what_was_typed_stays(client, officer, bad, sentence):
    count = User.objects.count()
    response = client.post(reverse("accounts:invite"), form(position="Văn thư", **bad))
    html = response.content.decode()
    assert (response.status_code, User.objects.count()) == (200, count)
    assert sentence in html
    assert "Văn thư" in html
    typed = next(iter(bad.values()))
    assert not isinstance(typed, str) or typed in html


def test_a_role_of_another_agency_is_refused(client, officer):
    response = client.post(reverse("accounts:invite"), form(roles=[role("BP", "head").pk]))
    assert "không thuộc cơ quan này" in response.content.decode()
    assert not User.objects.filter(email="anh@example.vn").exists()


def test_a_unit_of_another_agency_is_refused(client, officer):
    unit = agency("BP").units.first()
    response = client.post(reverse("accounts:invite"), form(unit=unit.pk))
    assert response.context["form"].errors["unit"]
    assert not User.objects.filter(email="anh@example.vn").exists()


def test_usernames_are_proposed_free(client, officer):
    client.post(reverse("accounts:invite"), form())
    client.post(reverse("accounts:invite"), form(email="anh2@example.vn"))
    assert User.objects.get(email="anh2@example.vn").username == "nguyen-thi-anh-2"


def test_superusers_choose_the_agency(client):
    client.force_login(user("quan-tri"))
    choice = client.get(reverse("accounts:invite"))
    assert agency("BP").short_name in choice.content.decode()
    address = f"{reverse('accounts:invite')}?agency={agency('BP').pk}"
    client.post(address, form(roles=[role("BP", "contributor").pk]))
    assert User.objects.get(email="anh@example.vn").agency == agency("BP")


def test_invitation_is_told_to_the_record(client, officer):
    heard = []

    def hear(sender, actor, account, changes, **kwargs):
        heard.append((actor.username, account.username, changes))

    signals.account_invited.connect(hear)
    try:
        client.post(reverse("accounts:invite"), form())
    finally:
        signals.account_invited.disconnect(hear)
    title = role("LA", "contributor").title
    assert heard == [
        ("la-operator", "nguyen-thi-anh", {"email": "anh@example.vn", "roles": [title]})
    ]
