"""Mails about accounts, in Vietnamese; the outbox sends them after commit."""

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from wagtail.admin.utils import get_admin_base_url

from workflow.agencies.models import User

INVITED = "Mời bạn nhận tài khoản của {agency}"
RESET = "Liên kết đặt lại mật khẩu – {agency}"
CHANGED = "Tài khoản của bạn vừa được thay đổi"
HANDED_OVER = "Bạn tiếp nhận bản nháp của {name}"


def password_link(account: User) -> str:
    """A link that sets the password once, valid `PASSWORD_RESET_TIMEOUT` seconds."""
    path = reverse(
        "wagtailadmin_password_reset_confirm",
        args=[
            urlsafe_base64_encode(force_bytes(account.pk)),
            default_token_generator.make_token(account),
        ],
    )
    return f"{get_admin_base_url()}{path}"


def send_password_link(account: User) -> None:
    """Mail the link: an invitation as long as no password was ever set, else a reset."""
    is_invitation = not account.has_usable_password()
    subject = (INVITED if is_invitation else RESET).format(agency=account.agency.name)
    _send(
        account.email,
        subject,
        "invitation" if is_invitation else "reset",
        {
            "account": account,
            "url": password_link(account),
            "expires_at": timezone.now() + timedelta(seconds=settings.PASSWORD_RESET_TIMEOUT),
        },
    )


def send_changes(address: str, account: User, changes: dict) -> None:
    """Tell `address` (the one before the change) what was changed in the account."""
    _send(address, CHANGED, "changed", {"account": account, "changes": changes})


def send_hand_over(successor: User, account: User, drafts: list) -> None:
    """Tell `successor` which drafts of `account` are now the own ones."""
    _send(
        successor.email,
        HANDED_OVER.format(name=account.get_full_name()),
        "handed_over",
        {"account": account, "person": successor, "drafts": drafts},
    )


def _send(address: str, subject: str, template: str, context: dict) -> None:
    if not address:
        return
    admin_url = f"{get_admin_base_url()}{reverse('wagtailadmin_home')}"
    body = render_to_string(f"emails/accounts/{template}.txt", {**context, "admin_url": admin_url})
    EmailMessage(" ".join(subject.split()), body, to=[address]).send()
