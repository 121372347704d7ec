"""Signing in, too many failures, forgotten passwords, the own account page."""

import re

import pytest
from django.core import mail
from django.test import override_settings
from django.urls import reverse

from tests.factories import user
from workflow.agencies import signals
from workflow.agencies.models import User

pytestmark = pytest.mark.django_db

LOGIN = "wagtailadmin_login"
RESET = "wagtailadmin_password_reset"


def sign_in(client, username: str, password: str):
    return client.post(reverse(LOGIN), {"username": username, "password": password})


def test_the_sign_in_page_is_vietnamese(client):
    html = client.get(reverse(LOGIN)).content.decode()
    for words in ("Đăng nhập hệ thống biên tập", "Tên đăng nhập", "Mật khẩu", "Quên mật khẩu?"):
        assert words in html
    assert "Wagtail" not in re.sub(r"<(script|link|svg)[^>]*>", "", html)


@pytest.mark.parametrize("username", ["la-head", "khong-co-ai"])
def test_a_wrong_name_and_a_wrong_password_read_alike(client, username):
    html = sign_in(client, username, "sai").content.decode()
    assert "Tên đăng nhập hoặc mật khẩu không đúng. Hãy thử lại." in html
    assert f'value="{username}"' in html


@override_settings(AXES_ENABLED=True)
def test_after_five_failures_even_the_right_password_waits(client):
    statuses = [sign_in(client, "la-head", "sai").status_code for _ in range(5)]
    assert statuses == [200, 200, 200, 200, 429]
    locked = sign_in(client, "la-head", "demo-la-head")
    html = locked.content.decode()
    assert (locked.status_code, locked["Retry-After"]) == (429, "900")
    assert "5 lần liên tiếp" in html
    assert re.search(r"Hãy thử lại sau <strong>\d\d:\d\d ngày \d\d/\d\d/\d{4}</strong>", html)
    assert "_auth_user_id" not in client.session


@override_settings(AXES_ENABLED=True)
def test_one_persons_failures_do_not_lock_another_out(client):
    for _ in range(5):
        sign_in(client, "la-head", "sai")
    assert sign_in(client, "la-member", "demo-la-member").status_code == 302


@override_settings(AXES_ENABLED=True)
def test_a_success_forgets_the_failures_before(client):
    for _ in range(4):
        sign_in(client, "la-head", "sai")
    assert sign_in(client, "la-head", "demo-la-head").status_code == 302
    client.logout()
    assert sign_in(client, "la-head", "sai").status_code == 200


def test_a_forgotten_password_is_replaced_by_the_mailed_link(client):
    done = client.post(reverse(RESET), {"email": "LA-HEAD@demo.localhost"}, follow=True)
    assert "Hãy xem hộp thư của bạn" in done.content.decode()
    message = mail.outbox[0]
    assert message.subject == "Đặt mật khẩu tài khoản biên tập"
    assert "Tên đăng nhập của bạn: la-head" in message.body
    link = re.search(r"http://localhost(/admin/password_reset/confirm/\S+)", message.body)[1]
    page = client.get(link, follow=True)
    address = page.request["PATH_INFO"]
    weak = client.post(address, {"new_password1": "12345678", "new_password2": "12345678"})
    assert weak.status_code == 200
    assert weak.context["form"].errors
    good = {"new_password1": "Dong-song-xanh-7", "new_password2": "Dong-song-xanh-7"}
    complete = client.post(address, good, follow=True)
    assert "Đã lưu mật khẩu" in complete.content.decode()
    assert sign_in(client, "la-head", "Dong-song-xanh-7").status_code == 302
    client.logout()
    assert "Liên kết không còn dùng được" in client.get(link, follow=True).content.decode()


def test_an_unknown_address_reads_alike_and_gets_no_mail(client):
    done = client.post(reverse(RESET), {"email": "la@khong.vn"}, follow=True)
    assert "Hãy xem hộp thư của bạn" in done.content.decode()
    assert mail.outbox == []


def test_an_ended_account_gets_no_link(client):
    User.objects.filter(username="la-head").update(is_active=False)
    client.post(reverse(RESET), {"email": "la-head@demo.localhost"})
    assert mail.outbox == []


def test_who_lost_the_invitation_helps_themselves(client):
    person = user("la-head")
    person.set_unusable_password()
    person.save()
    client.post(reverse(RESET), {"email": person.email})
    assert mail.outbox[0].to == [person.email]


def test_a_link_asked_for_at_the_sign_in_page_is_told_to_the_record(client):
    heard = []

    def hear(sender, actor, account, changes, **kwargs):
        heard.append((actor, account.username, changes))

    signals.password_link_sent.connect(hear)
    try:
        client.post(reverse(RESET), {"email": "la-head@demo.localhost"})
    finally:
        signals.password_link_sent.disconnect(hear)
    assert heard == [(None, "la-head", {"email": "la-head@demo.localhost"})]


def test_an_address_with_a_nul_byte_is_no_error(client):
    response = client.post(reverse(RESET), {"email": "la-head\x00@demo.localhost"})
    assert response.status_code == 302


def test_the_own_page_shows_who_i_am_and_changes_only_the_password(client):
    person = user("la-contributor")
    client.force_login(person)
    url = reverse("wagtailadmin_account")
    html = client.get(url).content.decode()
    for words in ("Tài khoản của tôi", person.full_name, person.email, person.unit.name):
        assert words in html
    assert 'type="file"' not in html
    response = client.post(
        url,
        {
            "name_email-first_name": "Khác",
            "theme-theme": "system",
            "theme-contrast": "system",
            "theme-density": "default",
            "theme-keyboard_shortcuts": "on",
            "password-old_password": "demo-la-contributor",
            "password-new_password1": "Dong-song-xanh-7",
            "password-new_password2": "Dong-song-xanh-7",
        },
    )
    assert response.status_code == 302
    person.refresh_from_db()
    assert person.full_name == "Cộng tác viên, người gửi tin (demo)"
    assert person.first_name == person.full_name
    assert person.check_password("Dong-song-xanh-7")
