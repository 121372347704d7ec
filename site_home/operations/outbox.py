"""An e-mail back end that only queues: a mail server's trouble never costs an approval."""

import logging

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction
from django.utils import timezone
from django_q.tasks import async_task

from .models import OutgoingMail

MAX_ATTEMPTS = 20

logger = logging.getLogger(__name__)


class OutboxBackend(BaseEmailBackend):
    """Writes each message to `OutgoingMail` and asks the worker to send after commit."""

    def send_messages(self, email_messages) -> int:
        """Queue the messages; the number queued."""
        rows = [
            OutgoingMail(
                sender=message.from_email or settings.DEFAULT_FROM_EMAIL,
                recipients=message.recipients(),
                subject=" ".join(message.subject.split()),
                body=message.body,
                html_body=_html_of(message),
            )
            for message in email_messages
            if message.recipients()
        ]
        if rows:
            OutgoingMail.objects.bulk_create(rows)
            transaction.on_commit(_ask_worker)
        return len(rows)


def send_waiting() -> int:
    """Send what waits, oldest first; the number sent. A failed mail waits for the next run.

    Each row is locked while it is sent, so two workers never send the same mail.
    """
    sent = 0
    waiting = OutgoingMail.objects.filter(sent_at__isnull=True, attempts__lt=MAX_ATTEMPTS)
    for pk in list(waiting.order_by("pk").values_list("pk", flat=True)):
        with transaction.atomic():
            mail = (
                OutgoingMail.objects.select_for_update(skip_locked=True)
                .filter(pk=pk, sent_at__isnull=True)
                .first()
            )
            if mail is not None:
                sent += _send(mail)
    return sent


def _send(mail: OutgoingMail) -> int:
    mail.attempts += 1
    message = EmailMultiAlternatives(
        mail.subject,
        mail.body,
        mail.sender,
        mail.recipients,
        connection=get_connection(settings.MAIL_TRANSPORT),
    )
    if mail.html_body:
        message.attach_alternative(mail.html_body, "text/html")
    try:
        message.send()
    except (OSError, ValueError) as error:
        mail.last_error = str(error)
        logger.warning("mail %s not sent: %s", mail.pk, error)
    else:
        mail.sent_at = timezone.now()
        mail.last_error = ""
    mail.save(update_fields=["attempts", "sent_at", "last_error"])
    return 1 if mail.sent_at else 0


def _html_of(message) -> str:
    for alternative in getattr(message, "alternatives", ()):
        if alternative[1] == "text/html":
            return alternative[0]
    return ""


def _ask_worker() -> None:
    async_task("site_home.operations.tasks.send_mail")
