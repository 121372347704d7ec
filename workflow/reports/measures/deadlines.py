"""Deadlines of the regulation that fell due in the period: met in time, late."""

from __future__ import annotations

from django.db.models import BigIntegerField, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from sections.base.models import BasePage
from workflow.agencies.models import Agency, Unit
from workflow.duties.models import Duty
from workflow.reports.periods import Period

from .measure import LABEL, MONTH, SECTION, UNIT, Line, Measure, month_of, of_page

_BY = frozenset({SECTION, UNIT, MONTH, LABEL})
# While a clock stands no time passes (`Duty.is_late`).
_STOOD = Q(stands_since__isnull=False, stands_since__lte=F("due_at"))
_RAN = Q(stands_since__isnull=True) | Q(stands_since__gt=F("due_at"))
_IN_TIME = Q(met_at__isnull=False) & (Q(met_at__lte=F("due_at")) | _STOOD)


def _due(agency: Agency, period: Period) -> QuerySet[Duty]:
    pages = BasePage.objects.filter(pk=OuterRef("page_id"))
    return (
        Duty.objects.filter(
            agency_code=agency.code,
            due_at__gte=period.starts_at,
            due_at__lt=period.ends_at,
            cancelled_at__isnull=True,
        )
        .annotate(**{**of_page(pages), UNIT: _unit(pages), MONTH: month_of("due_at")})
        .order_by("due_at", "pk")
    )


def _unit(pages: QuerySet) -> Coalesce:
    """The unit that the duty names, else the unit of its page."""
    named = Unit.objects.filter(
        agency__code=OuterRef("agency_code"), code=OuterRef("unit_code")
    ).order_by()
    return Coalesce(
        Subquery(named.values("pk")[:1]),
        Subquery(pages.values("unit_id")[:1]),
        output_field=BigIntegerField(),
    )


def _in_time(agency: Agency, period: Period) -> QuerySet[Duty]:
    return _due(agency, period).filter(_IN_TIME)


def _late(agency: Agency, period: Period) -> QuerySet[Duty]:
    """Met after the due time, or past it and not met: the same whenever it is counted.

    A duty that stands still is late only if it was so before.
    """
    past = Q(met_at__gt=F("due_at")) | Q(met_at__isnull=True, due_at__lt=timezone.now())
    return _due(agency, period).filter(_RAN & past)


def _line(duty: Duty) -> Line:
    met = f"xong {_moment(duty.met_at)}" if duty.met_at else "chưa xong"
    return Line(
        when=f"Hạn {_moment(duty.due_at)}",
        title=duty.subject_title or duty.label,
        detail=f"{duty.label}: {met}",
        url=reverse("duties:duty", args=[duty.pk]),
    )


def _moment(moment) -> str:
    return f"{timezone.localtime(moment):%H:%M %d/%m/%Y}"


IN_TIME = Measure("in-time", "Đúng hạn", _BY, _in_time, _line)
LATE = Measure("late", "Quá hạn", _BY, _late, _line)
MEASURES = (IN_TIME, LATE)
