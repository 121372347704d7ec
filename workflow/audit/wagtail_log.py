"""Takes over what Wagtail logs: drafts, files, comments, locks, records."""

import json

from django.contrib.auth.models import Group
from django.core.serializers.json import DjangoJSONEncoder
from wagtail.log_actions import LogFormatter
from wagtail.models import ModelLogEntry, PageLogEntry, Task, Workflow

from sections.base.models import BasePage
from sections.media.models import AgencyDocument, AgencyImage
from workflow.agencies.models import Agency, User
from workflow.calendar.models import Holiday, OfficeHours

from .actions import OF_WAGTAIL, RECORDED_BY_THE_CHAIN
from .attribution import agency_code_of
from .models import Entry
from .recording import record

_NOUN_OF_MODEL = (
    (BasePage, "page"),
    (AgencyImage, "image"),
    (AgencyDocument, "document"),
    (User, "account"),
    (Workflow, "chain"),
    (Task, "chain"),
)
# Their own receivers say what was changed; Wagtail only says that something was.
_RECORDED_BY_FIELD = (Agency, Holiday, OfficeHours, Group)


def action_of(log_action: str, model) -> str:
    """Our code for what Wagtail calls `log_action`; its own name if it is a new one."""
    verb = OF_WAGTAIL.get(log_action)
    if verb is None:
        return log_action
    noun = next((noun for base, noun in _NOUN_OF_MODEL if issubclass(model, base)), "data")
    return f"{noun}.{verb}"


def on_page_log(sender, instance: PageLogEntry, created=False, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: one row for each act on a page, one for each revision saved."""
    if raw or not created or instance.action in RECORDED_BY_THE_CHAIN:
        return
    page = instance.page.specific
    action = action_of(instance.action, type(page))
    if action == "page.edited" and _already_recorded(page, instance.revision_id):
        return
    _record(instance, action, page)


def on_model_log(sender, instance: ModelLogEntry, created=False, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: one row for each act on a file, an account, a step of a chain, …"""
    if raw or not created or instance.action in RECORDED_BY_THE_CHAIN:
        return
    model = instance.content_type.model_class()
    if issubclass(model, _RECORDED_BY_FIELD):
        return
    # What is gone already still has its type, id and title in the row.
    subject = model._base_manager.filter(pk=instance.object_id).first() or model(
        pk=instance.object_id
    )
    _record(instance, action_of(instance.action, model), subject)


def _already_recorded(page, revision_id: int | None) -> bool:
    """Whether this edit rewrote a revision in place (autosave) whose row is there."""
    return (
        revision_id is not None
        and Entry.objects.filter(
            subject_type=page._meta.label_lower,
            subject_id=str(page.pk),
            action="page.edited",
            data__revision=revision_id,
        ).exists()
    )


def _record(log: PageLogEntry | ModelLogEntry, action: str, subject) -> None:
    record(
        action,
        actor=log.user,
        agency_code=agency_code_of(subject),
        subject=subject,
        subject_title=log.label,
        section_code=getattr(subject, "section_code", ""),
        note=_words(log),
        **({"revision": log.revision_id} if log.revision_id else {}),
        **({"details": _plain(log.data)} if log.data else {}),
    )


def _words(log: PageLogEntry | ModelLogEntry) -> str:
    """Wagtail's sentence and comment where they say more than the act's name."""
    formatter = type(log.formatter)
    words = []
    if formatter.format_message is not LogFormatter.format_message:
        words.append(str(log.message))
    if formatter.format_comment is not LogFormatter.format_comment:
        words.append(str(log.comment))
    return " ".join(filter(None, words))


def _plain(data):
    """Wagtail's details as JSON values: it leaves times and ids as objects."""
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))
