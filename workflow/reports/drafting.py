"""Draws up reports: all that are due, by the worker, and one by the button."""

from __future__ import annotations

import logging
from datetime import date, datetime
from itertools import islice

from django.db import transaction
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from sections.base.door import Refused
from workflow.agencies.models import Agency, User
from workflow.agencies.queries import holders
from workflow.approval.notice import Notice
from workflow.audit.recording import record
from workflow.regulations.book import Report

from .contents import can_be_counted, figures_of
from .models import PeriodReport
from .periods import MONTHS, Period, ended_before

logger = logging.getLogger(__name__)

# After an outage, the newest periods of each report; older ones by the button.
CATCH_UP = 3
RIGHT = "edit"

ONE = "Đã lập dự thảo «{title}»; hãy xem số liệu, ghi nhận xét và gửi duyệt."
SEVERAL = "Đã lập dự thảo {count} báo cáo định kỳ; hãy xem số liệu, ghi nhận xét và gửi duyệt."
UNKNOWN = "Quy chế của cơ quan không có báo cáo số liệu này."
OTHER_PERIOD = "Báo cáo «{label}» lập theo kỳ khác; hãy chọn lại kỳ."
NO_SUCH_PERIOD = "Không lập báo cáo của {period}: khi đó cơ quan chưa có trên hệ thống hoặc quy định chưa có hiệu lực."
NOT_BEGUN = "Kỳ «{period}» chưa bắt đầu."


def draft_due(now: datetime) -> int:
    """Draft every report whose period has ended and that is not there yet; how many were.

    Idempotent: a second run, or a second worker at the same time, adds nothing and tells nobody.
    What fails for one agency does not keep the others waiting; it is raised when they are done.
    """
    done, failed = 0, []
    for agency in Agency.objects.select_related("site__root_page").order_by("code"):
        try:
            done += draft_of_agency(agency, now)
        except Exception as error:
            logger.exception("Reports of %s were not drafted", agency.code)
            failed.append(error)
    if failed:
        raise failed[0]
    return done


def draft_of_agency(agency: Agency, now: datetime) -> int:
    """The due reports of one agency, and one notice to each member of the board about them.

    A report that was drawn up while its period ran is counted to the end. One that fails keeps no
    other waiting; it is raised when they are done and told of.
    """
    ready, failed = _draft_all(agency, now)
    if failed:
        raise failed[0]
    return ready


@transaction.atomic
def _draft_all(agency: Agency, now: datetime) -> tuple[int, list[Exception]]:
    drafted, failed = [], []
    for row, period in missing(agency, now):
        try:
            with transaction.atomic():
                drafted.append(_draft(agency, row, period, now))
        except Exception as error:
            logger.exception("Report %s of %s was not drafted", row.code, agency.code)
            failed.append(error)
    ready = [report for report in (*drafted, *_counted_to_the_end(agency, now)) if report]
    if ready:
        _tell(agency, ready)
    return len(ready), failed


def missing(agency: Agency, now: datetime) -> list[tuple[Report, Period]]:
    """The reports due at `now` that are not there: of the last periods since the founding."""
    founded = timezone.localdate(agency.founded_at)
    wanted = [
        (row, period)
        for row in agency.book.reports
        if is_drafted(row)
        for period in _due_periods(row, founded, timezone.localdate(now))
    ]
    there = set(
        PeriodReport.objects.filter(
            agency_code=agency.code, period__in={period.code for _row, period in wanted}
        ).values_list("report_code", "period")
    )
    return [(row, period) for row, period in wanted if (row.code, period.code) not in there]


@transaction.atomic
def _counted_to_the_end(agency: Agency, now: datetime) -> list[PeriodReport]:
    """Drafts whose period has ended since they were counted, counted again."""
    early = PeriodReport.objects.select_for_update(no_key=True, skip_locked=True).filter(
        agency_code=agency.code,
        approved_at=None,
        last_day__lt=timezone.localdate(now),
        counted_at__date__lte=F("last_day"),
    )
    reports = list(early.order_by("pk"))
    for report in reports:
        count_again(report, now)
        record(
            "report.recounted",
            agency_code=agency.code,
            subject=report,
            at=now,
            period=report.period,
            content_hash=report.hash(),
        )
    return reports


def count_again(report: PeriodReport, now: datetime) -> None:
    """Count and store the figures of the locked `report`, which nobody decides on now."""
    report.figures = figures_of(report.agency, report.report_code, report.of, now)
    report.counted_at = now
    report.save(update_fields=["figures", "counted_at"])


def is_drafted(row: Report) -> bool:
    """Whether the worker draws up this report of the rule book by itself."""
    return row.per in MONTHS and can_be_counted(row)


def _due_periods(row: Report, founded: date, today: date) -> list[Period]:
    newest = islice(ended_before(row.per, today), CATCH_UP)
    periods = [period for period in newest if period.last >= founded and _is_valid(row, period)]
    return list(reversed(periods))


def _is_valid(row: Report, period: Period) -> bool:
    return row.is_valid_on(period.last)


@transaction.atomic
def draw_up(agency: Agency, report_code: str, period: Period, user: User, now: datetime):
    """The report of `period`, drawn up for `user` where there is none yet.

    `Refused` where the rule book has no such report, or not for such a period.
    """
    row = next((row for row in agency.book.reports if row.code == report_code), None)
    if row is None or not can_be_counted(row):
        raise Refused(UNKNOWN)
    if row.per in MONTHS and row.per != period.kind:
        raise Refused(OTHER_PERIOD.format(label=row.label))
    if period.starts_at > now:
        raise Refused(NOT_BEGUN.format(period=period.label))
    if period.last < timezone.localdate(agency.founded_at) or not _is_valid(row, period):
        raise Refused(NO_SUCH_PERIOD.format(period=period.label))
    report = _draft(agency, row, period, now, user)
    if report is None:
        key = {"agency_code": agency.code, "report_code": row.code, "period": period.code}
        report = PeriodReport.objects.get(**key)
    return report


def _draft(
    agency: Agency, row: Report, period: Period, now: datetime, user: User | None = None
) -> PeriodReport | None:
    """Count and store; None when somebody was faster (the database keeps one of a period)."""
    key = {"agency_code": agency.code, "report_code": row.code, "period": period.code}
    if PeriodReport.objects.filter(**key).exists():
        return None
    report, added = PeriodReport.objects.get_or_create(
        **key,
        defaults={
            "label": row.label,
            "clauses": list(row.clauses),
            "made_by": row.by,
            "sent_to": row.to,
            "first_day": period.first,
            "last_day": period.last,
            "drafted_at": now,
            "drafted_by_id": user.pk if user else None,
            "figures": figures_of(agency, row.code, period, now),
            "counted_at": now,
        },
    )
    if not added:
        return None
    record(
        "report.drafted",
        actor=user,
        agency_code=agency.code,
        subject=report,
        at=now,
        clauses=report.clauses,
        period=period.code,
        content_hash=report.hash(),
    )
    return report


def _tell(agency: Agency, added: list[PeriodReport]) -> None:
    """One notice for each of the board, however many reports there are."""
    if len(added) == 1:
        text = ONE.format(title=added[0].short_title)
        url = reverse("reports:report", args=[added[0].pk])
    else:
        text, url = SEVERAL.format(count=len(added)), reverse("reports:index")
    Notice.objects.bulk_create(
        Notice(user=person, text=text[:1000], url=url) for person in board_of(agency)
    )


def board_of(agency: Agency):
    """Those who look at the reports of the agency: the roles that edit."""
    roles = tuple(role.code for role in agency.book.roles if RIGHT in role.rights)
    return holders(agency, roles)
