"""Mail waits in the outbox; no mail stops another."""

import pytest
from django.core import mail
from django.core.mail import EmailMessage

from site_home.operations.models import OutgoingMail
from site_home.operations.outbox import MAX_ATTEMPTS, send_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def outbox_backend(settings):
    """Django's test runner puts its own back end in place of the application's."""
    settings.EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"


def write(subject: str, to: str = "nguoi@demo.localhost") -> None:
    """Send a mail as the application does."""
    EmailMessage(subject, "Nội dung", to=[to]).send()


def test_mail_is_queued_and_sent_once():
    write("Tin chờ duyệt")
    assert mail.outbox == []
    assert send_waiting() == 1
    assert send_waiting() == 0
    assert [message.subject for message in mail.outbox] == ["Tin chờ duyệt"]
    assert OutgoingMail.objects.get().sent_at is not None


def test_subject_of_two_lines_is_sent_as_one():
    write("Dòng một\r\nBcc: ai-do@example.com")
    assert send_waiting() == 1
    assert mail.outbox[0].subject == "Dòng một Bcc: ai-do@example.com"


def test_a_mail_that_cannot_be_sent_does_not_stop_the_next():
    OutgoingMail.objects.create(
        sender="a@demo.localhost", recipients=["b@demo.localhost"], subject="hai\ndòng", body="x"
    )
    write("Thư sau")
    assert send_waiting() == 1
    waiting = OutgoingMail.objects.get(sent_at__isnull=True)
    assert waiting.attempts == 1
    assert waiting.last_error


def test_a_mail_is_given_up_after_many_attempts():
    OutgoingMail.objects.create(
        sender="a@demo.localhost",
        recipients=["b@demo.localhost"],
        subject="Thư",
        body="x",
        attempts=MAX_ATTEMPTS,
    )
    assert send_waiting() == 0
    assert mail.outbox == []
