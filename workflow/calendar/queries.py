"""The working calendar of an agency, read from its rule book and the dated table."""

from __future__ import annotations

from datetime import date, time

from django.db.models import BooleanField, Case, DateField, F, Func, IntegerField, Q, Value, When

from workflow.regulations.book import RuleBook
from workflow.regulations.loader import load

from .clock import OfficeSpans, WorkCalendar
from .models import CalendarYear, Holiday

_SHARED, _OWN, _YEAR = range(3)


def calendar_of(agency_code: str) -> WorkCalendar:
    """The working calendar of the agency `agency_code`, in one query."""
    worked: dict[date, bool] = {}
    years = set()
    # The agency's own rows come after the shared ones, and win.
    for kind, day, is_working_day in sorted(_holidays(agency_code).union(_years(), all=True)):
        if kind == _YEAR:
            years.add(day.year)
        else:
            worked[day] = is_working_day
    return WorkCalendar(
        hours=office_spans(load(agency_code)),
        days_off=frozenset(day for day, is_worked in worked.items() if not is_worked),
        days_moved_in=frozenset(day for day, is_worked in worked.items() if is_worked),
        years=frozenset(years),
    )


def office_spans(book: RuleBook) -> tuple[OfficeSpans, ...]:
    """The dated office hours of a rule book."""
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
    return (
        Holiday.objects.filter(Q(agency=None) | Q(agency__code=agency_code))
        .order_by()
        .annotate(kind=whose)
        .values_list("kind", "day", "is_working_day")
    )


def _years():
    first_day = Func(F("year"), Value(1), Value(1), function="make_date", output_field=DateField())
    return (
        CalendarYear.objects.order_by()
        .annotate(
            kind=Value(_YEAR, IntegerField()),
            day=first_day,
            is_working_day=Value(False, BooleanField()),
        )
        .values_list("kind", "day", "is_working_day")
    )
