"""A column's value as a person reads it."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime

from .richtext import ref_to
from .words import Word, words_of

_YES_NO = {True: "có", False: "không"}


def words_of_field(field: models.Field, value) -> list[Word]:
    """The words of `value`, as a revision holds it, of the column `field`."""
    if value is None or value == "":
        return []
    if field.is_relation:
        return [Word("{}", ref=ref_to(field.related_model, value))]
    if field.choices:
        return words_of(label_of(field.flatchoices, value))
    if isinstance(field, models.BooleanField):
        return words_of(_YES_NO[bool(value)])
    return words_of(moment_text(value) if isinstance(field, models.DateField) else value)


def is_text(field: models.Field) -> bool:
    """Whether the change of the column is read word by word."""
    return isinstance(field, models.CharField | models.TextField) and not field.choices


def label_of(choices: Iterable[tuple], value) -> str:
    """The label of a choice; the value itself where the choice has been dropped."""
    return next((str(label) for key, label in choices if str(key) == str(value)), str(value))


def moment_text(value: date | datetime | str) -> str:
    """A day as dd/mm/yyyy, a moment as dd/mm/yyyy HH:MM in local time (with its seconds if any)."""
    if isinstance(value, str):
        value = (parse_date(value) if len(value) <= len("2026-11-22") else None) or (
            parse_datetime(value) or value
        )
    if isinstance(value, datetime):
        local = timezone.localtime(value) if timezone.is_aware(value) else value
        return f"{local:%d/%m/%Y %H:%M:%S}" if local.second else f"{local:%d/%m/%Y %H:%M}"
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else value
