"""Questions about how often a site is read."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Min, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone

from sections.base.models import BasePage
from sections.base.readership import for_everyone
from workflow.agencies.models import Agency

from .models import DailyVisits, PageVisits, SeenVisitor

# Whoever had a page shown within this time still reads.
ONLINE = timedelta(minutes=10)
HOME = "Trang chủ"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Readers now; visits today, in the calendar month, in all; views in all; the first day."""

    online: int
    today: int
    month: int
    total: int
    views: int
    since: date | None


@dataclass(frozen=True, slots=True)
class Row:
    """Visits and views of a day, a month (its first day) or a section (its code)."""

    of: date | str
    label: str
    visits: int
    views: int


def numbers_of(agency: Agency, now: datetime) -> Numbers:
    """The agency's numbers as of the last fold (two queries)."""
    today = timezone.localdate(now)
    of_today, of_month = Q(day=today), Q(day__gte=today.replace(day=1), day__lte=today)
    sums = _days(agency).aggregate(
        today=Sum("visits", filter=of_today, default=0),
        month=Sum("visits", filter=of_month, default=0),
        total=Sum("visits", default=0),
        views=Sum("views", default=0),
        since=Min("day"),
    )
    online = SeenVisitor.objects.filter(agency_code=agency.code, last_at__gt=now - ONLINE).count()
    return Numbers(online=online, **sums)


def by_day(agency: Agency, first: date, last: date) -> list[Row]:
    """Every day from `first` to `last`, zeros included (one query)."""
    rows = _summed(_days(agency).filter(day__range=(first, last)).values("day"))
    found = {row["day"]: row for row in rows}
    days = [first + timedelta(days=number) for number in range((last - first).days + 1)]
    return [_row(day, f"{day:%d/%m/%Y}", found.get(day)) for day in days]


def by_month(agency: Agency, first: date = date.min) -> list[Row]:
    """The months with views, from the one of `first` on, in order (one query)."""
    rows = _days(agency).filter(day__gte=first.replace(day=1))
    months = rows.annotate(month=TruncMonth("day")).values("month").order_by("month")
    return [_row(row["month"], f"{row['month']:%m/%Y}", row) for row in _summed(months)]


def by_section(agency: Agency, first: date, last: date) -> list[Row]:
    """The sections read from `first` to `last`, most visits first, then most views (one query)."""
    labels = _labels(agency)
    rows = _days(agency).filter(day__range=(first, last)).values("section_code")
    ordered = _summed(rows).order_by("-sum_visits", "-sum_views", "section_code")
    return [
        _row(row["section_code"], labels.get(row["section_code"], row["section_code"]), row)
        for row in ordered
    ]


def by_section_and_month(agency: Agency) -> list[Row]:
    """For each month, in order, its sections by code; `of` is the month (one query)."""
    labels = _labels(agency)
    rows = _days(agency).annotate(month=TruncMonth("day")).values("month", "section_code")
    return [
        _row(row["month"], labels.get(row["section_code"], row["section_code"]), row)
        for row in _summed(rows).order_by("month", "section_code")
    ]


def most_read(
    agency: Agency, *, days: int = 30, limit: int = 5, today: date | None = None
) -> list[int]:
    """Ids of the agency's public items shown most often in the last `days` days (one query).

    Items only: section pages and the home page are always read most. Best first; the newer page
    first among equals.
    """
    today = today or timezone.localdate()
    rows = (
        PageVisits.objects.filter(
            agency_code=agency.code,
            day__range=(today - timedelta(days=days - 1), today),
            page_id__in=for_everyone(_items()).values("pk"),
        )
        .values("page_id")
        .annotate(times=Sum("views"))
        .order_by("-times", "-page_id")
    )
    return [row["page_id"] for row in rows[:limit]]


def _days(agency: Agency) -> QuerySet[DailyVisits]:
    return DailyVisits.objects.filter(agency_code=agency.code).order_by()


def _items() -> QuerySet[BasePage]:
    models = [model for model in apps.get_models() if issubclass(model, BasePage) and model.is_item]
    types = ContentType.objects.get_for_models(*models).values()
    return BasePage.objects.filter(content_type__in=[row.pk for row in types])


def _summed(rows: QuerySet) -> QuerySet:
    return rows.annotate(sum_visits=Sum("visits"), sum_views=Sum("views"))


def _labels(agency: Agency) -> dict[str, str]:
    return {"": HOME, **{row.code: row.label for row in agency.book.sections}}


def _row(of: date | str, label: str, sums: dict | None) -> Row:
    return Row(of, label, sums["sum_visits"] if sums else 0, sums["sum_views"] if sums else 0)
