"""Work that failed in the background reaches the record: which task, why in one line, no secrets."""

import re

from django.conf import settings
from django.views.debug import SafeExceptionReporterFilter
from django_q.models import Task

from sections.base.text import clean_text

from .models import Entry
from .recording import record

FAILED = "task.failed"
_MAX_REASON = 200
_TRACEBACK = re.compile(r"\s*:?\s*Traceback \(most recent call last\).*", re.DOTALL)
_CREDENTIALS = re.compile(r"//[^/\s@]+@")
_HIDDEN = SafeExceptionReporterFilter.hidden_settings
# Shorter values would blot out ordinary words.
_SHORTEST_SECRET = 6


def on_task_saved(sender, instance: Task, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: one row for each attempt that failed."""
    if raw or instance.success:
        return
    attempt = {"task": instance.pk, "attempt": instance.attempt_count}
    rows = Entry.objects.filter(subject_type=Task._meta.label_lower, subject_id=instance.pk)
    if rows.filter(action=FAILED, data__contains=attempt).exists():
        return
    record(
        FAILED,
        subject=instance,
        subject_title=instance.func,
        note=reason_of(str(instance.result or "")),
        **attempt,
    )


def reason_of(result: str) -> str:
    """The first line of the error, without the traceback, credentials and secret settings."""
    reason = _TRACEBACK.sub("", result).strip() or result.strip().rpartition("\n")[2]
    reason = _CREDENTIALS.sub("//***@", reason.partition("\n")[0])
    for secret in _secrets():
        reason = reason.replace(secret, "***")
    return clean_text(reason)[:_MAX_REASON]


def _secrets() -> set[str]:
    values = [getattr(settings, name) for name in dir(settings) if _HIDDEN.search(name)]
    values += [row.get("PASSWORD") for row in settings.DATABASES.values()]
    return {value for value in values if isinstance(value, str) and len(value) >= _SHORTEST_SECRET}
