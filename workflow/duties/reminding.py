"""Looks at the duties whose moment has come: marks what is late, notes whom to tell, tells.

A batch is one transaction: what a duty reached, the rows of the record and the notes of whom to
tell (`Telling`) are there together or not at all. Telling one person is one transaction too: the
notes go as the mail comes. A run that dies in between leaves notes that the next run tells.

A duty that cannot be looked at keeps no other waiting: it is logged, looked at again after
`PUT_OFF`, and named at the end in `NotLookedAt`, so that the failure of the task is seen.
"""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from django.db import connection, transaction

from workflow.agencies.models import Agency
from workflow.audit.recording import record_all
from workflow.calendar.queries import calendar_of
from workflow.regulations.loader import load

from .audience import NOWHERE, Staff, origins_of
from .delivering import deliver
from .models import Duty, Telling
from .telling import Look, Stage, is_urgent, look

logger = logging.getLogger(__name__)

BATCH = 500
# No batch is begun after so many seconds: the worker has other tasks, the rest waits a minute.
SECONDS = 5
PUT_OFF = timedelta(hours=1)

NOT_LOOKED_AT = "Chưa xem được {number} thời hạn, sẽ xem lại sau một giờ: {named}."
NAMED = 20

_WRITE = """
    UPDATE duties_duty SET stage = seen.stage, next_at = seen.next_at,
        overdue_at = CASE WHEN seen.is_late THEN %s ELSE overdue_at END
    FROM unnest(%s::bigint[], %s::smallint[], %s::timestamptz[], %s::boolean[])
        AS seen(id, stage, next_at, is_late)
    WHERE duties_duty.id = seen.id
"""


class NotLookedAt(Exception):
    """Some duties could not be looked at; all others were."""

    def __init__(self, duty_ids: list[int]):
        named = ", ".join(map(str, duty_ids[:NAMED])) + (" …" if len(duty_ids) > NAMED else "")
        super().__init__(NOT_LOOKED_AT.format(number=len(duty_ids), named=named))


def watch(now: datetime) -> int:
    """Look at every open duty whose moment has come and tell of it; the number newly late.

    Each person hears once of all that is new. Where more is new than one run looks at in SECONDS,
    people are told when the last of it has been looked at, by one of the next runs. Of two runs at
    once the second passes over what the first holds.

    Raises NotLookedAt or `delivering.NotTold` after everything that can be done is done.
    """
    offices: dict[str, Office] = {}
    failed: list[int] = []
    late, found = 0, BATCH
    until = time.monotonic() + SECONDS
    while found == BATCH:
        found, newly_late = _look_at_batch(now, offices, failed)
        late += newly_late
        if time.monotonic() > until:
            break
    if found < BATCH:
        deliver(now)
    if failed:
        raise NotLookedAt(failed)
    return late


@dataclass
class Office:
    """What a run knows of one agency; each is asked for once."""

    code: str
    now: datetime

    @cached_property
    def book(self):
        """The rule book."""
        return load(self.code)

    @cached_property
    def calendar(self):
        """The working calendar."""
        return calendar_of(self.code)

    @cached_property
    def staff(self) -> Staff:
        """The people."""
        return Staff(Agency.objects.get(code=self.code), self.now)


def _look_at_batch(now: datetime, offices: dict[str, Office], failed: list[int]) -> tuple[int, int]:
    """The number looked at, and of these the number newly late."""
    duties: list[Duty] = []
    try:
        with transaction.atomic():
            duties += _waiting(now).order_by("next_at", "pk")[:BATCH]
            return len(duties), _look_at(duties, now, offices)
    except Exception:
        if not duties:
            raise
        logger.warning("A batch of duties cannot be looked at as a whole", exc_info=True)
    return len(duties), _look_at_apart([duty.pk for duty in duties], now, offices, failed)


def _look_at_apart(
    duty_ids: list[int], now: datetime, offices: dict[str, Office], failed: list[int]
) -> int:
    """Look at the duties in halves, and these in halves, until what fails stands alone."""
    try:
        with transaction.atomic():
            return _look_at(list(_waiting(now).filter(pk__in=duty_ids)), now, offices)
    except Exception:
        if len(duty_ids) == 1:
            logger.exception("Duty %s cannot be looked at", duty_ids[0])
            Duty.objects.filter(pk=duty_ids[0]).update(next_at=now + PUT_OFF)
            failed += duty_ids
            return 0
    half = len(duty_ids) // 2
    return sum(
        _look_at_apart(part, now, offices, failed) for part in (duty_ids[:half], duty_ids[half:])
    )


def _waiting(now: datetime):
    return Duty.objects.select_for_update(skip_locked=True, no_key=True).filter(
        next_at__lte=now, met_at=None, cancelled_at=None, stands_since=None
    )


def _look_at(duties: list[Duty], now: datetime, offices: dict[str, Office]) -> int:
    """The number newly late of the locked `duties`."""
    if not duties:
        return 0
    looks = []
    for duty in duties:
        office = offices.setdefault(duty.agency_code, Office(duty.agency_code, now))
        looks.append(look(duty, now, office.calendar, office.book))
    late = [duty for duty in duties if duty.overdue_at is None and duty.is_late(now)]
    _record(late)
    _write(duties, _note_whom_to_tell(duties, looks, offices), {duty.pk for duty in late}, now)
    return len(late)


def _record(late: list[Duty]) -> None:
    record_all(
        {
            "action": "duty.overdue",
            "agency_code": duty.agency_code,
            "subject": duty,
            "subject_title": duty.subject_title,
            "note": duty.label,
            "page": duty.page_id,
            "due_at": duty.due_at.isoformat(),
        }
        for duty in late
    )


def _note_whom_to_tell(
    duties: list[Duty], looks: list[Look], offices: dict[str, Office]
) -> list[Look]:
    """Write down who is to hear of each duty that went on; `looks` as they are after that."""
    going_on = [duty for duty, seen in zip(duties, looks, strict=True) if seen.stage > duty.stage]
    origins = origins_of(going_on) if going_on else {}
    after, notes = [], []
    for duty, seen in zip(duties, looks, strict=True):
        if seen.stage == duty.stage:
            after.append(seen)
            continue
        staff = offices[duty.agency_code].staff
        people, reached = _audience(duty, seen, staff, origins.get(duty.page_id, NOWHERE))
        after.append(reached)
        notes += [
            Telling(
                agency_code=duty.agency_code,
                person_id=person_id,
                duty_id=duty.pk,
                stage=stage,
                is_urgent=is_urgent(duty),
            )
            for person_id, stage in people.items()
        ]
    Telling.objects.bulk_create(notes)
    return after


def _audience(duty: Duty, seen: Look, staff: Staff, origin) -> tuple[dict[int, int], Look]:
    """The stage of which each person hears, and the look: without deputies the head hears at once.

    Of stages that were jumped everybody hears who would have heard of one of them.
    """
    people: dict[int, int] = {}
    if duty.stage < Stage.DUE:
        stage = min(seen.stage, Stage.DUE)
        people = dict.fromkeys(staff.those_who_owe(duty, origin), stage)
    if duty.stage < Stage.DEPUTY <= seen.stage:
        deputies = staff.deputies()
        if not deputies:
            seen = Look(Stage.HEAD, None)
        people = dict.fromkeys(deputies, Stage.DEPUTY) | people
    if duty.stage < Stage.HEAD <= seen.stage:
        people = dict.fromkeys(staff.heads(), Stage.HEAD) | people
    return people, seen


def _write(duties: list[Duty], looks: list[Look], late: set[int], now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE,
            [
                now,
                [duty.pk for duty in duties],
                [int(seen.stage) for seen in looks],
                [seen.next_at for seen in looks],
                [duty.pk in late for duty in duties],
            ],
        )
