"""Makes the duties to keep the site up to date, and settles them by what was published since."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import OuterRef, Subquery

from sections.base.models import BasePage
from workflow.agencies.models import Agency
from workflow.calendar.clock import ONE_DAY, local_day
from workflow.calendar.queries import calendar_of
from workflow.duties.agencies import sum_of_each
from workflow.duties.counting import set_due, set_marks
from workflow.duties.models import Duty
from workflow.duties.office_time import assuming_the_week

from . import pages, sections
from .rule import OF_PAGE, UPKEEP, KeptUp

_KINDS = (Duty.Kind.SECTION, Duty.Kind.REVIEW)
_SETTLED = ["met_at", "cancelled_at", "evidence", "overdue_at"]


def open_due(now: datetime) -> int:
    """Make the duties whose time to be seen to has come and are not there yet; the number made.

    Idempotent, also for two workers at once: a duty is named by the day from which it runs.
    """
    return sum_of_each(_codes(), lambda code: _open(code, now))


def follow(now: datetime) -> int:
    """Settle the open duties that a publication has met, or whose page is gone; the number settled.

    Costs what is open, whatever stands on the sites.
    """
    owed = Duty.objects.filter(subject_kind__in=_KINDS, met_at=None, cancelled_at=None)
    codes = owed.order_by().values_list("agency_code", flat=True).distinct()
    return sum_of_each(sorted(codes), lambda code: _follow(code, now))


def _codes() -> list[str]:
    return list(Agency.objects.order_by("code").values_list("code", flat=True))


def _open(agency_code: str, now: datetime) -> int:
    agency = _agency(agency_code)
    known = KeptUp.all_of(agency.book, local_day(now))
    _end_all_but(known, agency, now)
    calendar = calendar_of(agency_code)
    # Who works on Monday is told on Friday of what would arise on Saturday.
    day = assuming_the_week(calendar).working_day_from(local_day(now) + ONE_DAY) - ONE_DAY
    made = []
    for kept in known:
        ask = pages.unreviewed if kept.row.of == OF_PAGE else sections.stale
        for subject, last in ask(kept, agency, kept.limit(day)):
            duty = Duty.of_rule(
                kept.deadline, agency_code=agency_code, subject=subject, started_at=last
            )
            set_due(duty, calendar, agency.book)
            set_marks(duty, now)
            made.append(duty)
    return _add(made)


def _add(duties: list[Duty]) -> int:
    """Save those that are not there; one that was owed no more for a while is owed again."""
    keys = [duty.subject_key for duty in duties]
    rows = Duty.objects.filter(subject_kind__in=_KINDS, subject_key__in=keys)
    there = {(row.agency_code, row.deadline_code, row.subject_key): row for row in rows}
    fresh, resumed = [], []
    for duty in duties:
        before = there.get((duty.agency_code, duty.deadline_code, duty.subject_key))
        if before is None:
            fresh.append(duty)
        elif before.cancelled_at is not None and before.met_at is None:
            resumed.append(before.pk)
    with transaction.atomic():
        Duty.objects.filter(pk__in=resumed).update(cancelled_at=None)
        Duty.objects.bulk_create(fresh, ignore_conflicts=True, batch_size=500)
    return len(fresh) + len(resumed)


def _end_all_but(known: Iterable[KeptUp], agency: Agency, now: datetime) -> None:
    """What the rule book or the site no longer has is no longer owed."""
    sections_of = {kept.code: frozenset(kept.row.sections) for kept in known}
    rows = Duty.objects.filter(
        agency_code=agency.code,
        subject_kind__in=_KINDS,
        deadline_code__startswith=UPKEEP,
        met_at=None,
        cancelled_at=None,
    )
    on_site = sections.on_site(agency)
    page = BasePage.objects.filter(pk=OuterRef("page_id")).values("section_code")
    gone = [
        duty.pk
        for duty in rows.annotate(section=Subquery(page))
        if (duty.section or sections.section_of(duty))
        not in sections_of.get(duty.deadline_code, frozenset()) & on_site
    ]
    Duty.objects.filter(pk__in=gone).update(cancelled_at=now)


def _agency(agency_code: str) -> Agency:
    return Agency.objects.select_related("site__root_page").get(code=agency_code)


@transaction.atomic
def _follow(agency_code: str, now: datetime) -> int:
    settled = pages.follow(agency_code, now)
    rows = Duty.objects.filter(
        agency_code=agency_code, subject_kind=Duty.Kind.SECTION, met_at=None, cancelled_at=None
    )
    stale = rows.select_for_update().order_by("pk")
    for duty, item in sections.published_since(stale, _agency(agency_code)):
        at = item.first_published_at
        duty.met_at = at
        duty.evidence = {"at": at.isoformat(), "page": item.pk, "note": item.title}
        settled.append(duty)
    for duty in settled:
        set_marks(duty, now)
    Duty.objects.bulk_update(settled, _SETTLED)
    return len(settled)
