"""Makes the duties of obligations that come again, and meets them by what the record shows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Q

from workflow.agencies.models import Agency, Unit
from workflow.audit.models import Entry
from workflow.calendar.clock import TIME_ZONE, CalendarNotFilled, WorkCalendar, local_day
from workflow.calendar.queries import calendar_of
from workflow.duties.agencies import sum_of_each
from workflow.duties.counting import set_due, set_marks
from workflow.duties.fulfilling import records_of
from workflow.duties.models import Duty, Subject
from workflow.regulations.book import Clock, Deadline, StartEvent

from .evidence import ACTIONS, Act, Periods, acts_of
from .obligation import Obligation, obligations
from .turn import LONGEST, Turn, turn_named, turns_between

# A worker that was down catches up for so long; what fell due before that is not made up later.
CAUGHT_UP = timedelta(days=40)
# The days by which a week is owed ahead.
OWED_AHEAD = timedelta(days=8)
# Acts become visible when their transaction ends, so the last minutes are read again.
READ_AGAIN = timedelta(minutes=15)


def open_turns(now: datetime) -> int:
    """Make the duties that have begun by `now` and are not there yet; the number made.

    Idempotent, also for two workers at once. What fell due before the agency was founded, or more
    than CAUGHT_UP ago, is not owed.
    """
    agencies = Agency.objects.in_bulk(field_name="code")
    return sum_of_each(sorted(agencies), lambda code: _open_of(agencies[code], now))


def follow_record(now: datetime) -> int:
    """Look again at the open duties that acts since the last look may have met; the number met."""
    since = now - READ_AGAIN
    wanted = {action for actions in ACTIONS.values() for action in actions}
    fresh = Entry.objects.filter(action__in=wanted, at__gte=since).order_by()
    actions = defaultdict(set)
    for code, action in fresh.values_list("agency_code", "action").distinct():
        actions[code].add(action)
    return sum_of_each(
        sorted(actions.keys() - {""}), lambda code: look_again(code, now, actions[code])
    )


def look_before_telling(now: datetime) -> int:
    """Look again at the turns of those agencies in which people are about to hear of one.

    However long no worker ran, nothing is called late before the record was read.
    """
    about = Duty.objects.filter(
        next_at__lte=now,
        met_at=None,
        cancelled_at=None,
        subject_kind__in=(Duty.Kind.PERIOD, Duty.Kind.UNIT),
    )
    codes = about.order_by().values_list("agency_code", flat=True).distinct()
    return sum_of_each(sorted(codes), lambda code: look_again(code, now))


def look_again(agency_code: str, now: datetime, actions: Iterable[str] = ()) -> int:
    """Count anew what shows that the agency's open turns were met; the number met.

    Only those that one of `actions` of the record can meet, if any are named.
    """
    agency = Agency.objects.filter(code=agency_code).first()
    if agency is None:
        return 0
    known = {row.code: row for row in obligations(agency.book, local_day(now))}
    if actions:
        chosen = set(actions)
        known = {code: row for code, row in known.items() if chosen & set(ACTIONS[row.evidence])}
    owed = _running(agency_code, now).filter(deadline_code__in=known)
    # The units of a turn are counted together.
    turns = {
        (code, key.partition("|")[0])
        for code, key in owed.values_list("deadline_code", "subject_key").order_by()
    }
    periods: Periods = {}
    return sum(
        _count(known[code], turn_named(name), agency_code, now, periods)
        for code, name in sorted(turns)
    )


def _running(agency_code: str, now: datetime):
    """What is owed, and what is met while its time still runs: more may be done."""
    return Duty.objects.filter(
        Q(met_at=None) | Q(due_at__gte=now),
        agency_code=agency_code,
        subject_kind__in=(Duty.Kind.PERIOD, Duty.Kind.UNIT),
        cancelled_at=None,
    )


def _open_of(agency: Agency, now: datetime) -> int:
    today = local_day(now)
    calendar = calendar_of(agency.code)
    since = max(now - CAUGHT_UP, agency.founded_at)
    known = obligations(agency.book, today)
    there = set(
        Duty.objects.filter(
            Q(due_at__gte=since) | Q(due_at=None),
            agency_code=agency.code,
            subject_kind__in=(Duty.Kind.PERIOD, Duty.Kind.UNIT),
        ).values_list("deadline_code", "subject_key")
    )
    units = list(Unit.objects.filter(agency=agency)) if any(o.of_units for o in known) else []
    made, fresh = [], []
    periods: Periods = {}
    for obligation in known:
        for turn in _turns(obligation, today, since, calendar):
            duties = [
                duty
                for duty in _duties(obligation, turn, agency, units)
                if (duty.deadline_code, duty.subject_key) not in there
            ]
            for duty in duties:
                set_due(duty, calendar, agency.book)
                set_marks(duty, now)
            if duties and (duties[0].due_at is None or duties[0].due_at >= since):
                made += duties
                fresh.append((obligation, turn))
    with transaction.atomic():
        Duty.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
        for obligation, turn in fresh:
            _count(obligation, turn, agency.code, now, periods)
    return len(made)


def _turns(
    obligation: Obligation, today: date, since: datetime, calendar: WorkCalendar
) -> Iterator[Turn]:
    first = max(local_day(since) - LONGEST - OWED_AHEAD, date(local_day(since).year - 1, 1, 1))
    if obligation.per in ("working_day", "day"):
        first = local_day(since)
    elif obligation.per == "week":
        first = local_day(since) - 2 * OWED_AHEAD
    for turn in turns_between(obligation.per, first, today + OWED_AHEAD):
        if obligation.opens_on(turn) > today:
            return
        try:
            if obligation.is_owed(turn, calendar):
                yield turn
        except CalendarNotFilled:
            # Without the calendar nobody knows whether the day is worked: asked again later.
            continue


def _duties(
    obligation: Obligation, turn: Turn, agency: Agency, units: list[Unit]
) -> Iterator[Duty]:
    if not obligation.of_units:
        subject = Subject(Duty.Kind.PERIOD, turn.key, _capital(turn.label))
        yield _duty(obligation, turn, agency, subject)
        return
    for unit in units:
        if (unit.valid_from or turn.last) <= turn.last and turn.first <= (
            unit.valid_to or turn.first
        ):
            subject = Subject(
                Duty.Kind.UNIT,
                f"{turn.key}|{unit.code}",
                f"{unit.name}, {turn.label}",
                unit_code=unit.code,
            )
            yield _duty(obligation, turn, agency, subject)


def _duty(obligation: Obligation, turn: Turn, agency: Agency, subject: Subject) -> Duty:
    rule = Deadline(
        code=obligation.code,
        label=obligation.row.label,
        clauses=obligation.row.clauses,
        clock=Clock.PERIOD_END,
        start=StartEvent.PERIOD,
        measure=obligation.measure,
    )
    # What is owed before its week begins runs from the day on which it is asked for.
    begins = min(turn.first, obligation.opens_on(turn))
    started_at = datetime.combine(begins, time.min, TIME_ZONE)
    duty = Duty.of_rule(rule, agency_code=agency.code, subject=subject, started_at=started_at)
    duty.needed = obligation.needed
    return duty


def _count(
    obligation: Obligation, turn: Turn, agency_code: str, now: datetime, periods: Periods
) -> int:
    """Bring the open duties of a turn in line with the record; the number now met."""
    found = acts_of(obligation, turn, agency_code, periods)
    with transaction.atomic():
        duties = _running(agency_code, now).filter(deadline_code=obligation.code)
        rows = duties.filter(Q(subject_key=turn.key) | Q(subject_key__startswith=f"{turn.key}|"))
        # The task that marks what is overdue writes the same rows.
        changed, met = [], 0
        for duty in rows.select_for_update().order_by("pk"):
            before = duty.done, duty.met_at
            _meet(duty, found.get(duty.unit_code, []), turn)
            if (duty.done, duty.met_at) != before:
                changed.append(duty)
                met += duty.met_at != before[1]
                set_marks(duty, now)
        Duty.objects.bulk_update(changed, ["done", "met_at", "evidence", "overdue_at"])
    return met


def _meet(duty: Duty, acts: list[Act], turn: Turn) -> None:
    """Set what `acts` show of `duty`, beside what people recorded; the first time it was met stands."""
    by_hand = len(records_of(duty))
    missing = duty.needed - by_hand
    duty.done = by_hand + sum(act.at < turn.ends_at for act in acts)
    if duty.met_at is None and 0 < missing <= len(acts):
        duty.met_at = acts[missing - 1].at
        if not by_hand:
            duty.evidence = acts[missing - 1].as_evidence()


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
