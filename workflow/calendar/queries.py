"""The working calendar of an agency, read from its rule book and the dated tables."""

from __future__ import annotations

from datetime import date, time

from django.contrib.postgres.fields import ArrayField
from django.db.models import (
    BooleanField,
    Case,
    DateField,
    F,
    Func,
    IntegerField,
    PositiveSmallIntegerField,
    Q,
    TimeField,
    Value,
    When,
)
from django.db.models.functions import Cast

from workflow.regulations.book import RuleBook
from workflow.regulations.loader import load

from .clock import OfficeSpans, WorkCalendar
from .models import CalendarYear, Holiday, OfficeHours
from .office_hours import spans_of

_SHARED, _OWN, _YEAR, _HOURS = range(4)
_TIMES = ("morning_opens", "morning_closes", "afternoon_opens", "afternoon_closes")
# Each kind of row fills some of the columns, so that one query reads them all.
_COLUMNS = ("kind", "day", "is_working_day", "weekdays", "until", *_TIMES)


def calendar_of(agency_code: str) -> WorkCalendar:
    """The working calendar of the agency `agency_code`, in one query.

    For their weekdays and days the agency's own office hours stand before the rule book's.
    """
    worked: dict[int, dict[date, bool]] = {_SHARED: {}, _OWN: {}}
    years, hours = set(), []
    rows = _holidays(agency_code).union(_years(), _office_hours(agency_code), all=True)
    for kind, day, is_working_day, weekdays, until, *times in rows:
        if kind == _YEAR:
            years.add(day.year)
        elif kind == _HOURS:
            hours.append(OfficeSpans(frozenset(weekdays), spans_of(*times), day, until))
        else:
            worked[kind][day] = is_working_day
    # The agency's own rows win.
    days = worked[_SHARED] | worked[_OWN]
    return WorkCalendar(
        hours=(*hours, *office_spans(load(agency_code))),
        days_off=frozenset(day for day, is_worked in days.items() if not is_worked),
        days_moved_in=frozenset(day for day, is_worked in days.items() if is_worked),
        years=frozenset(years),
    )


def office_spans(book: RuleBook) -> tuple[OfficeSpans, ...]:
    """The dated office hours of a rule book: what holds where the agency has no own row."""
    return tuple(
        OfficeSpans(
            weekdays=frozenset(row.weekdays),
            spans=tuple(
                (time.fromisoformat(opens), time.fromisoformat(closes))
                for opens, closes in row.spans
            ),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
        )
        for row in book.office_hours
    )


def _holidays(agency_code: str):
    whose = Case(
        When(agency=None, then=Value(_SHARED)), default=Value(_OWN), output_field=IntegerField()
    )
    rows = Holiday.objects.filter(Q(agency=None) | Q(agency__code=agency_code)).order_by()
    return rows.annotate(kind=whose, **_empty("weekdays", "until", *_TIMES)).values_list(*_COLUMNS)


def _years():
    first_day = Func(F("year"), Value(1), Value(1), function="make_date", output_field=DateField())
    rows = CalendarYear.objects.order_by().annotate(
        kind=Value(_YEAR, IntegerField()),
        day=first_day,
        **_empty("is_working_day", "weekdays", "until", *_TIMES),
    )
    return rows.values_list(*_COLUMNS)


def _office_hours(agency_code: str):
    rows = OfficeHours.objects.filter(agency__code=agency_code).order_by()
    return rows.annotate(
        kind=Value(_HOURS, IntegerField()),
        day=F("valid_from"),
        until=F("valid_to"),
        **_empty("is_working_day"),
    ).values_list(*_COLUMNS)


def _empty(*names: str) -> dict[str, Cast]:
    """Columns without a value; PostgreSQL wants to know even of these what they would hold."""
    fields = {
        "is_working_day": BooleanField(),
        "weekdays": ArrayField(PositiveSmallIntegerField()),
        "until": DateField(),
        **{name: TimeField() for name in _TIMES},
    }
    return {name: Cast(Value(None), fields[name]) for name in names}
