"""What happens to an item, told to its duties. Each receiver reads the facts and calls one act."""

from dataclasses import dataclass, field
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone
from django_q.tasks import async_task
from wagtail.models import Revision, WorkflowState

from sections.base.models import BasePage
from workflow.approval.decision import Decision
from workflow.approval.subject import agency_of
from workflow.calendar.clock import TIME_ZONE, local_day
from workflow.calendar.models import Holiday, OfficeHours
from workflow.regulations.book import Measure, StartEvent

from .events import arise, rules_from
from .facts import Facts
from .keeping import end_all, end_changes, keep, meet
from .models import Duty, Subject


def on_revision_saved(sender, instance: Revision, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: the draft of an item says when its event was.

    What is live already is measured by what was approved: a later draft changes its clocks only
    when it is published (`on_published`). That it has changed starts a clock of its own.
    """
    if raw or not _is_item_type(instance.content_type.model_class()):
        return
    page = instance.content_object
    if page is None:
        return
    if page.live:
        _note_change(page, timezone.now(), instance.user)
    else:
        values = {
            name: _read(page._meta.get_field(name), instance.content.get(name))
            for name in page.clock_fields.names()
        }
        facts = Facts(page, instance.content.get("title") or page.title, values)
        _keep(facts, timezone.now(), instance.user)


def _note_change(page: BasePage, now: datetime, actor) -> None:
    """What is public has changed: it is owed again, at once (LA-9.2.đ, BP-9.3.f, QT-5.3)."""
    agency = agency_of(page)
    if agency is None or not rules_from(
        agency.book, StartEvent.CHANGED, page.section_code, "", local_day(now)
    ):
        return
    key = f"{page.pk}@{page.live_revision_id}"
    subject = Subject(Duty.Kind.CHANGE, key, page.title, page_id=page.pk)
    arise(
        agency.code,
        StartEvent.CHANGED,
        subject,
        now,
        now,
        section_code=page.section_code,
        actor=actor,
    )


def on_submitted(sender, instance: WorkflowState, user=None, **kwargs) -> None:
    """Receiver of `workflow_submitted`: what was refused runs again, the supply clock stops."""
    if not _is_item_type(instance.content_type.model_class()):
        return
    page = instance.content_object
    now = timezone.now()
    if not page.live:
        _keep(_facts_of(page, page.get_latest_revision_as_object()), now, user)
    meet(page.pk, [Measure.SUPPLY], now)


def on_cancelled(sender, instance: WorkflowState, **kwargs) -> None:
    """Receiver of `workflow_cancelled`: a refused item owes nothing for now.

    Of a public item only the change was refused: what it owes otherwise, an answer, runs on.

    The next draft or submission of the item resumes its clocks.
    """
    if not _is_item_type(instance.content_type.model_class()):
        return
    last = Decision.objects.filter(run_id=instance.pk).order_by("-pk").first()
    if last is None or last.action != Decision.Action.REFUSED:
        return
    page = instance.content_object
    if page is not None and page.live:
        end_changes(page.pk, timezone.now())
    else:
        end_all(int(instance.object_id), timezone.now())


def on_published(sender, instance: BasePage, **kwargs) -> None:
    """Receiver of `page_published`: the event time is now approved, the clocks stop.

    What is owed beside the publishing, an answer, stops when it is public.
    """
    if not instance.is_item:
        return
    now = timezone.now()
    facts = _facts_of(instance, instance)
    _keep(facts, now, None)
    meet(instance.pk, (Measure.SUPPLY, Measure.PUBLICATION), now)
    answered_at = facts.done_at(Measure.ANSWER, now)
    if answered_at is not None:
        meet(instance.pk, (Measure.ANSWER,), answered_at)


def on_page_deleted(sender, instance: BasePage, **kwargs) -> None:
    """Receiver of `post_delete`: nothing is owed for what is gone."""
    end_all(instance.pk, timezone.now())


def on_calendar_changed(sender, instance: Holiday | OfficeHours, raw=False, **kwargs) -> None:
    """Receiver of `post_save` and `post_delete`: the worker counts what is open anew.

    A transaction that changes many days, as the filling of a year, asks once for each agency.
    """
    if raw:
        return
    asked = _Recount(instance.agency.code if instance.agency_id else "")
    places = {None, *connection.savepoint_ids}
    for saved_in, act, _robust in connection.run_on_commit:
        # What was asked in a savepoint that still stands is undone only with this change.
        if act == asked and saved_in <= places and not act.is_done:
            return
    transaction.on_commit(asked)


@dataclass
class _Recount:
    """Asks the worker, on commit, to count what is open in an agency anew; in all with ""."""

    agency_code: str
    is_done: bool = field(default=False, compare=False)

    def __call__(self) -> None:
        self.is_done = True
        async_task("workflow.duties.tasks.recount_open", self.agency_code)


def _is_item_type(model: type | None) -> bool:
    return model is not None and issubclass(model, BasePage) and model.is_item


def _read(field, value):
    """What a draft holds in `field`; None where it is no such value: the draft is kept anyhow."""
    try:
        found = field.to_python(value)
        if isinstance(found, datetime):
            found = found.replace(tzinfo=found.tzinfo or TIME_ZONE)
            # Near the ends of the calendar a moment has no Vietnamese day.
            local_day(found)
    except (ValidationError, TypeError, ValueError, OverflowError):
        return None
    return found


def _facts_of(page: BasePage, version: BasePage) -> Facts:
    names = page.clock_fields.names()
    return Facts(page, version.title, {name: getattr(version, name) for name in names})


def _keep(facts: Facts, now: datetime, actor) -> None:
    agency = agency_of(facts.page)
    if agency is not None:
        keep(facts, agency.book, now, actor, since=agency.founded_at)
