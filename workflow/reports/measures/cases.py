"""Questions, petitions and their answers, as published: received, answered, late in the period.

The page types are found by their shape (a day of receipt and a day of answer), not by name.
"""

from __future__ import annotations

from functools import reduce
from operator import or_

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import DateField, F, Q, QuerySet
from django.db.models.functions import Coalesce, TruncMonth
from django.urls import reverse
from django.utils import timezone

from sections.base.models import BasePage
from workflow.agencies.models import Agency
from workflow.reports.periods import Period

from .measure import MONTH, SECTION, UNIT, Line, Measure

_BY = frozenset({SECTION, UNIT, MONTH})
_DAYS = ("received_on", "answered_on", "due_on")


def case_relations() -> list[str]:
    """The names under which the base page knows its records of cases."""
    return [
        model._meta.model_name
        for model in apps.get_models()
        if issubclass(model, BasePage) and model.is_item and _has_days(model)
    ]


def _has_days(model) -> bool:
    try:
        return all(model._meta.get_field(name) for name in _DAYS)
    except FieldDoesNotExist:
        return False


def _cases(column: str, extra=None):
    """Public cases whose day `column` lies in the period; `extra` narrows, of a relation."""

    def rows(agency: Agency, period: Period) -> QuerySet[BasePage]:
        relations = case_relations()
        if not relations:
            return BasePage.objects.none()
        home = agency.site.root_page.path
        days = {
            f"case_{name}": _first_of([f"{relation}__{name}" for relation in relations])
            for name in _DAYS
        }
        wanted = reduce(
            or_, (_in_period(relation, column, period, extra) for relation in relations)
        )
        return (
            BasePage.objects.filter(wanted, path__startswith=home, live=True)
            .annotate(**days)
            .annotate(
                **{
                    SECTION: F("section_code"),
                    UNIT: F("unit_id"),
                    MONTH: TruncMonth(f"case_{column}", output_field=DateField()),
                }
            )
            .order_by(f"case_{column}", "pk")
        )

    return rows


def _first_of(columns: list[str]):
    return Coalesce(*columns, output_field=DateField()) if len(columns) > 1 else F(columns[0])


def _in_period(relation: str, column: str, period: Period, extra) -> Q:
    found = Q(**{f"{relation}__{column}__range": (period.first, period.last)})
    return found & extra(relation) if extra else found


def _is_late(relation: str) -> Q:
    """The promised day is over, and the answer came after it or not at all."""
    answered, due = f"{relation}__answered_on", f"{relation}__due_on"
    return Q(**{f"{answered}__gt": F(due)}) | Q(
        **{f"{answered}__isnull": True, f"{due}__lt": timezone.localdate()}
    )


def _line(page: BasePage) -> Line:
    words = (
        ("tiếp nhận", page.case_received_on),
        ("hạn trả lời", page.case_due_on),
        ("trả lời", page.case_answered_on),
    )
    return Line(
        when=f"{page.case_received_on:%d/%m/%Y}" if page.case_received_on else "",
        title=page.title,
        detail="; ".join(f"{word} {day:%d/%m/%Y}" for word, day in words if day),
        url=reverse("desk:item", args=[page.pk]),
    )


RECEIVED = Measure("received", "Ý kiến, câu hỏi tiếp nhận", _BY, _cases("received_on"), _line)
ANSWERED = Measure("answered", "Đã trả lời", _BY, _cases("answered_on"), _line)
ANSWERED_LATE = Measure("answer-late", "Quá hạn trả lời", _BY, _cases("due_on", _is_late), _line)
MEASURES = (RECEIVED, ANSWERED, ANSWERED_LATE)
