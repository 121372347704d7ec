"""Signing in, forgotten passwords, and what somebody sees after too many failures."""

from axes.helpers import get_cool_off
from django import forms
from django.conf import settings
from django.shortcuts import render
from django.utils import timezone
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from workflow.agencies import signals
from workflow.agencies.models import User


class LoginForm(WagtailLoginForm):
    """Vietnamese labels; one sentence for a wrong name and a wrong password alike."""

    error_messages = {
        **WagtailLoginForm.error_messages,
        "invalid_login": "Tên đăng nhập hoặc mật khẩu không đúng. Hãy thử lại.",
        "inactive": "Tài khoản này đã ngừng hoạt động.",
    }

    def __init__(self, request=None, *args, **kwargs):
        super().__init__(request, *args, **kwargs)
        username, password = self.fields["username"], self.fields["password"]
        username.label = "Tên đăng nhập"
        username.widget.attrs.update(
            placeholder="", autocomplete="username", autocapitalize="none", spellcheck="false"
        )
        password.label = "Mật khẩu"
        password.widget.attrs.update(placeholder="", autocomplete="current-password")


class PasswordResetForm(WagtailPasswordResetForm):
    """Mails the link to active accounts of the address, invited ones included."""

    email = forms.EmailField(
        label="Thư điện tử của tài khoản",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )

    def get_users(self, email):
        """Active accounts with the address; who lost the invitation helps themselves here.

        Compared again in Python: the database takes some different letters for the same.
        """
        wanted = email.casefold()
        accounts = User.objects.filter(email__iexact=email, is_active=True)
        return (account for account in accounts if account.email.casefold() == wanted)

    def send_mail(self, *message, **options):
        """Send, and tell that a link was sent (`message` as in Django's form)."""
        super().send_mail(*message, **options)
        _subject, _body, context, _sender, address = message
        signals.password_link_sent.send(
            sender=User, actor=None, account=context["user"], changes={"email": address}
        )


def locked_out(request, original_response=None, credentials=None):
    """The answer (429) after too many failures: when to try again (AXES_LOCKOUT_CALLABLE)."""
    pause = get_cool_off(request)
    response = render(
        request,
        "wagtailadmin/locked_out.html",
        {
            "failure_limit": settings.AXES_FAILURE_LIMIT,
            "again_at": timezone.now() + pause,
            "minutes": round(pause.total_seconds() / 60),
        },
        status=429,
    )
    response["Retry-After"] = str(int(pause.total_seconds()))
    return response
