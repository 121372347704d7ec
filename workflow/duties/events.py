"""The door by which whatever happens lays duties on somebody, and by which they are met.

Items, periods and units have ways of their own (`receivers`, `recurring`). Cases, feedback,
incidents and later rooms call `arise` when the event of a deadline happens ("received", "asked",
"detected", "changed" …), `fulfilled` when what was owed is done, `ended` when it is owed no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db.models import Case, F, Q, Value, When

from workflow.audit.recording import record
from workflow.calendar.clock import end_of_day, local_day
from workflow.calendar.queries import calendar_of
from workflow.regulations.book import Clock, Deadline, Measure, RuleBook, StartEvent
from workflow.regulations.loader import load

from .counting import set_due, set_marks
from .models import Duty, Subject
from .queries import CLOCK_RAN

ARISEN = "duty.arisen"


def arise(
    agency_code: str,
    event: StartEvent,
    subject: Subject,
    at: datetime,
    now: datetime,
    *,
    section_code: str = "",
    kind: str = "",
    promised: date | None = None,
    actor=None,
) -> list[Duty]:
    """Lay on `subject` the deadlines that run from `event`, which happened at `at`; the new ones.

    Those of the section `section_code` and those of the whole site; of several kinds the one
    named `kind`. `promised` is the last day where it is set for each case (BP-11.3-2); a deadline
    that needs one and has none is not made. Telling of the same event twice changes nothing.
    """
    book = load(agency_code)
    rules = rules_from(book, event, section_code, kind, local_day(at))
    if promised is None:
        rules = [rule for rule in rules if rule.clock != Clock.PER_ITEM]
    same = Duty.objects.filter(
        agency_code=agency_code, subject_kind=subject.kind, subject_key=subject.key
    )
    # What was owed no more is owed again when the event happens again.
    there = set(same.filter(cancelled_at=None).values_list("deadline_code", flat=True))
    rules = [rule for rule in rules if rule.code not in there]
    if not rules:
        return []
    calendar = calendar_of(agency_code)
    duties = []
    for rule in rules:
        duty = Duty.of_rule(rule, agency_code=agency_code, subject=subject, started_at=at)
        if rule.clock == Clock.PER_ITEM:
            duty.due_at = end_of_day(promised)
        set_due(duty, calendar, book)
        set_marks(duty, now)
        duties.append(duty)
    ended_rows = {row.deadline_code: row for row in same.exclude(cancelled_at=None)}
    for duty in duties:
        before = ended_rows.get(duty.deadline_code)
        if before is not None:
            duty.pk, duty.created_at, duty.overdue_at = (
                before.pk,
                before.created_at,
                before.overdue_at,
            )
            duty.save()
    Duty.objects.bulk_create((duty for duty in duties if not duty.pk), ignore_conflicts=True)
    made = list(same.filter(deadline_code__in=[rule.code for rule in rules]))
    for duty in made:
        record(
            ARISEN,
            actor=actor,
            agency_code=agency_code,
            subject=duty,
            subject_title=duty.subject_title,
            section_code=section_code,
            note=duty.label,
            at=now,
            deadline=duty.deadline_code,
            clauses=duty.clauses,
            started=duty.started_at.isoformat(),
            due=duty.due_at.isoformat() if duty.due_at else "",
        )
    return made


def fulfilled(
    agency_code: str,
    kind: Duty.Kind,
    key: str,
    at: datetime,
    *,
    measures: Iterable[Measure] = tuple(Measure),
    evidence: dict | None = None,
) -> int:
    """Meet at `at` what is owed of a subject; the number met. The first time counts."""
    is_late = Q(overdue_at=None, due_at__lt=at) & CLOCK_RAN
    return (
        _owed(agency_code, kind, key)
        .filter(measure__in=list(measures))
        .update(
            met_at=at,
            evidence=evidence or {},
            overdue_at=Case(When(is_late, then=Value(at)), default=F("overdue_at")),
        )
    )


def ended(agency_code: str, kind: Duty.Kind, key: str, now: datetime) -> int:
    """Owe no more of a subject: withdrawn, sent on to who is competent; the number ended."""
    return _owed(agency_code, kind, key).update(cancelled_at=now)


def rules_from(
    book: RuleBook, event: StartEvent, section_code: str, kind: str, day: date
) -> list[Deadline]:
    """The deadlines in force on `day` that run from `event` in a section."""
    rows = [
        row
        for row in book.deadlines
        if row.start == event
        and row.clock != Clock.NONE
        and row.is_valid_on(day)
        and (not row.sections or section_code in row.sections)
    ]
    kinds = {row.kind for row in rows if row.kind}
    chosen = kind if kind in kinds else next((row.kind for row in rows if row.kind), "")
    return [row for row in rows if row.kind in ("", chosen)]


def _owed(agency_code: str, kind: Duty.Kind, key: str):
    return Duty.objects.filter(
        agency_code=agency_code,
        subject_kind=kind,
        subject_key=key,
        met_at=None,
        cancelled_at=None,
    )
