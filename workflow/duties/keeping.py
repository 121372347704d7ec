"""Keeps the duties of an item true to its event time: makes, corrects, meets and ends them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Case, F, Q, Value, When

from workflow.audit.recording import record
from workflow.calendar.clock import local_day
from workflow.calendar.queries import calendar_of
from workflow.regulations.book import Clock, Deadline, Measure, RuleBook

from .clocks import ClockSettings
from .counting import set_due, set_marks
from .facts import Facts
from .models import Duty, Subject
from .queries import CLOCK_RAN, about_page, of_page, pauses_of
from .rules import rules_of, section_codes_of

CORRECTED = "Sửa thời điểm hoặc loại tin: thời hạn tính lại."
RESUMED = "Tin được làm tiếp: thời hạn lại được tính."
NO_LONGER = "Sửa thời điểm hoặc loại tin: thời hạn này thôi tính."

_WRITTEN_OVER = [
    "subject_title", "label", "clauses", "clock", "limit", "start_event", "measure", "started_at",
    "due_at", "trouble", "met_at", "overdue_at", "stage", "next_at", "cancelled_at",
]  # fmt: skip


def keep(
    facts: Facts, book: RuleBook, now: datetime, actor=None, since: datetime | None = None
) -> None:
    """Make the duties of the item what its event time and kind ask for.

    What was due before `since`, when the agency was founded here, is not owed: old documents are
    brought in, they are not late.

    One query when nothing changed, three for a new item. Each correction of a duty that was there
    is recorded with the times before and after and the person (`actor`).
    """
    wanted = _wanted(facts, book)
    present = _present(facts)
    if not _differ(present, wanted, facts):
        return
    with transaction.atomic(savepoint=False):
        if present:
            present = _present(facts, lock=True)
        changed = {
            code: _new_duty(rule, started_at, facts, book)
            for code, (rule, started_at) in wanted.items()
            if code not in present or not _is_same(present[code], rule, started_at, facts)
        }
        changed = _write(changed, present, facts, book, now, since=since)
        ended = [
            duty
            for code, duty in present.items()
            if code not in wanted and duty.cancelled_at is None
        ]
        _end(ended, now)
        for duty in ended:
            _record("duty.cancelled", duty, facts, actor, note=NO_LONGER, at=now)
        for code in changed.keys() & present.keys():
            _record_correction(present[code], changed[code], facts, now, actor)


def meet(page_id: int, measures: Iterable[Measure], at: datetime) -> int:
    """Stop the item's open clocks of these measures at `at`; the number stopped.

    The first stop counts: a later one finds nothing open.
    """
    is_late = Q(overdue_at=None, due_at__lt=at) & CLOCK_RAN
    owed = about_page(page_id).filter(measure__in=list(measures), met_at=None, cancelled_at=None)
    return owed.update(
        met_at=at, overdue_at=Case(When(is_late, then=Value(at)), default=F("overdue_at"))
    )


def end_all(page_id: int, now: datetime) -> int:
    """End every open duty of an item that is refused or gone; the number ended."""
    return about_page(page_id).filter(met_at=None, cancelled_at=None).update(cancelled_at=now)


def end_changes(page_id: int, now: datetime) -> int:
    """End what is owed for a change of a public item that was refused; the number ended."""
    rows = about_page(page_id).filter(subject_kind=Duty.Kind.CHANGE)
    return rows.filter(met_at=None, cancelled_at=None).update(cancelled_at=now)


def _wanted(facts: Facts, book: RuleBook) -> dict[str, tuple[Deadline, datetime]]:
    """The rules that run on the item, each with the moment from which it runs."""
    starts = facts.started_events
    if not starts:
        return {}
    own = facts.page.section_code
    sections = frozenset({own}) if own else section_codes_of(type(facts.page), book)
    found = {}
    for rule in rules_of(book, sections, facts.kind, starts=starts):
        started_at = _start_of(rule, facts, book)
        if started_at is not None:
            found[rule.code] = rule, started_at
    return found


def _start_of(rule: Deadline, facts: Facts, book: RuleBook) -> datetime | None:
    """From when `rule` runs; None before its time is known, or on a day when it is not in force.

    What the item itself must promise runs only once it has promised a day.
    """
    if rule.clock == Clock.PER_ITEM and facts.promised(rule) is None:
        return None
    rough = facts.started_at(rule, ClockSettings())
    if rough is None or not rule.is_valid_on(local_day(rough)):
        return None
    return facts.started_at(rule, ClockSettings.of(book, local_day(rough)))


def _present(facts: Facts, *, lock: bool = False) -> dict[str, Duty]:
    rows = of_page(facts.page.pk)
    if lock:
        # The task that marks what is overdue writes the same rows.
        rows = rows.select_for_update().order_by("pk")
    return {duty.deadline_code: duty for duty in rows}


def _differ(present: dict[str, Duty], wanted: dict, facts: Facts) -> bool:
    running = {code: duty for code, duty in present.items() if duty.cancelled_at is None}
    return running.keys() != wanted.keys() or any(
        not _is_same(duty, *wanted[code], facts) or duty.subject_title != facts.title
        for code, duty in running.items()
    )


def _is_same(duty: Duty, rule: Deadline, started_at: datetime, facts: Facts) -> bool:
    promised = facts.promised(rule)
    return (duty.cancelled_at, duty.started_at, duty.clock, duty.limit, duty.measure) == (
        None, started_at, rule.clock, rule.limit, rule.measure,
    ) and (promised is None or duty.due_at == promised)  # fmt: skip


def _new_duty(rule: Deadline, started_at: datetime, facts: Facts, book: RuleBook) -> Duty:
    duty = Duty.of_rule(
        rule,
        agency_code=book.code,
        subject=Subject.of_page(facts.page, facts.title),
        started_at=started_at,
    )
    duty.due_at = facts.promised(rule)
    return duty


def _write(changed: dict[str, Duty], present: dict[str, Duty], facts, book, now, *, since) -> dict:
    if any(duty.subject_title != facts.title for duty in present.values()):
        of_page(facts.page.pk).update(subject_title=facts.title)
    if not changed:
        return changed
    calendar = calendar_of(book.code)
    corrected = changed.keys() & present.keys()
    pauses = pauses_of([present[code].pk for code in corrected]) if corrected else {}
    for code, duty in changed.items():
        before = present.get(code)
        duty.met_at = (before and before.met_at) or facts.done_at(duty.measure, now)
        if before is not None:
            duty.overdue_at, duty.stage = before.overdue_at, before.stage
            duty.stands_since = before.stands_since
        set_due(duty, calendar, book, pauses.get(before.pk, ()) if before is not None else ())
        set_marks(duty, now, moved=before is not None and before.due_at != duty.due_at)
    owed = {
        code: duty
        for code, duty in changed.items()
        if code in present or since is None or duty.due_at is None or duty.due_at >= since
    }
    # Two first saves at once write the same rows: the later one writes over.
    Duty.objects.bulk_create(
        owed.values(),
        update_conflicts=True,
        unique_fields=["agency_code", "deadline_code", "subject_kind", "subject_key"],
        update_fields=_WRITTEN_OVER,
    )
    return owed


def _end(duties: list[Duty], now: datetime) -> None:
    if duties:
        Duty.objects.filter(pk__in=[duty.pk for duty in duties]).update(cancelled_at=now)


def _record_correction(before: Duty, after: Duty, facts: Facts, now, actor) -> None:
    resumed = before.cancelled_at is not None
    _record(
        "duty.resumed" if resumed else "duty.recomputed",
        after,
        facts,
        actor,
        note=RESUMED if resumed else CORRECTED,
        at=now,
        started_before=_iso(before.started_at),
        due_before=_iso(before.due_at),
        overdue_before=_iso(before.overdue_at),
    )


def _record(action: str, duty: Duty, facts: Facts, actor, **words) -> None:
    record(
        action,
        actor=actor,
        agency_code=duty.agency_code,
        subject=facts.page,
        subject_title=facts.title,
        section_code=getattr(facts.page, "section_code", ""),
        deadline=duty.deadline_code,
        clauses=duty.clauses,
        started=_iso(duty.started_at),
        due=_iso(duty.due_at),
        **words,
    )


def _iso(moment: datetime | None) -> str:
    return moment.isoformat() if moment else ""
