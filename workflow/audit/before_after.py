"""Records what a save changed, field by field: agencies, days of the calendar, powers of accounts."""

from datetime import date, time

from django.db.models import Field, Model
from wagtail.log_actions import get_active_log_context

from workflow.agencies.models import Agency, User
from workflow.calendar.models import Holiday, OfficeHours
from workflow.calendar.office_hours import WeekdaysField

from .attribution import agency_code_of
from .recording import record

# What is shown in public of an agency, and what decides how its items are approved.
_AGENCY = (
    "emblem", "person_responsible", "postal_address", "phone", "fax", "email", "site",
    "collection", "workflow", "applied",
)  # fmt: skip
_HOLIDAY = ("day", "is_working_day", "name", "basis", "agency")
_OFFICE_HOURS = (
    "agency", "weekdays", "morning_opens", "morning_closes", "afternoon_opens",
    "afternoon_closes", "valid_from", "valid_to", "basis",
)  # fmt: skip
_POWERS = ("is_superuser", "is_staff", "is_active")

WATCHED: dict[type[Model], tuple[str, tuple[str, ...]]] = {
    Agency: ("agency.edited", _AGENCY),
    Holiday: ("calendar.edited", _HOLIDAY),
    OfficeHours: ("calendar.edited", _OFFICE_HOURS),
    User: ("account.powers_changed", _POWERS),
}
"""Model → the act, and the fields whose change is one."""

_APPLIED = "áp dụng quy chế"


def remember(sender, instance: Model, raw=False, update_fields=None, **kwargs) -> None:
    """Receiver of `pre_save`: read what the fields about to be written say now (one query)."""
    _action, names = WATCHED[sender]
    if update_fields is not None:
        names = tuple(name for name in names if name in update_fields)
    rows = sender._base_manager.filter(pk=instance.pk) if instance.pk and names else None
    instance._recorded_before = rows.values(*names).first() if rows and not raw else None


def on_saved(sender, instance: Model, created=False, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: one row that names each field with its old and new value."""
    before, instance._recorded_before = instance._recorded_before, None
    if raw:
        return
    if created:
        _record_created(sender, instance)
        return
    changed = {
        name: [_words(field, was), _words(field, now)]
        for name, was in (before or {}).items()
        if was != (now := (field := sender._meta.get_field(name)).value_from_object(instance))
    }
    if changed:
        _record(WATCHED[sender][0], instance, note=_sentence(sender, changed), changes=changed)


def on_deleted(sender, instance: Holiday | OfficeHours, **kwargs) -> None:
    """Receiver of `post_delete`: a row left the calendar; the filling replaces what it computed."""
    is_computed = isinstance(instance, Holiday) and instance.is_computed
    if not is_computed or _acting_user() is not None:
        _record("calendar.deleted", instance, note=instance.basis)


def on_year_filled(sender, instance, raw=False, **kwargs) -> None:
    """Receiver of `post_save`: the days off of a year were filled in."""
    if not raw:
        record("calendar.filled", actor=_acting_user(), subject=instance)


def _record_created(sender, instance: Model) -> None:
    if sender is User:
        held = {name: ["không", "có"] for name in _POWERS[:2] if getattr(instance, name)}
        if held:
            _record("account.powers_changed", instance, note=_sentence(User, held), changes=held)
    else:
        _record(WATCHED[sender][0].replace("edited", "created"), instance)


def _record(action: str, instance: Model, **words) -> None:
    record(
        action,
        actor=_acting_user(),
        agency_code=agency_code_of(instance),
        subject=instance,
        **words,
    )


def _sentence(model: type[Model], changed: dict[str, list[str]]) -> str:
    """«điện thoại: A → B; fax: …»."""
    return "; ".join(
        f"{model._meta.get_field(name).verbose_name}: {was} → {now}"
        if name != "applied"
        else _APPLIED
        for name, (was, now) in changed.items()
    )


def _words(field: Field, value) -> str:
    if field.is_relation and value is not None:
        related = field.related_model._base_manager.filter(pk=value).first()
        return str(related) if related is not None else str(value)
    if isinstance(field, WeekdaysField):
        return field.words(value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, date | time):
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else f"{value:%H:%M}"
    if isinstance(value, dict):
        return ""
    return str(value or "") or "(trống)"


def _acting_user() -> User | None:
    return get_active_log_context().user
