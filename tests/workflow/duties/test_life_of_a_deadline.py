"""Each deadline D01 to D32, and what comes again, from its event past reminder, due time and escalation: who hears what.

The moments are found here minute by minute, on the calendar of the worked examples.
"""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.workflow.calendar.year_2026 import CALENDAR, at
from tests.workflow.duties.every_deadline import CASES
from workflow.agencies.models import Agency, User
from workflow.calendar.clock import local, local_day
from workflow.duties.models import Duty
from workflow.duties.reminding import watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

NEW_YEAR = date(2027, 1, 1)
OFFICE = replace(CALENDAR, days_off=CALENDAR.days_off | {NEW_YEAR})
MINUTE, SECOND = timedelta(minutes=1), timedelta(seconds=1)
UNIT = ("contributor", "unit_head")
BOARD = {
    "LA": ("member",),
    "BP": ("secretary",),
    "DL": ("secretary",),
    "QT": ("member", "operator"),
    "KT": ("member", "operator"),
}
DATED = [case for case in CASES if case.due is not None]
MEASURED = [case for case in CASES if case.due is None]


@pytest.fixture
def the_only_duty(monkeypatch):
    """Makes the event of a case happen; its duty, the only one of the installation."""
    Agency.objects.update(founded_at=at(1, 1))

    def happen(case) -> Duty:
        monkeypatch.setattr(timezone, "now", lambda: case.now)
        case.event(case.agency)
        rows = Duty.objects.filter(
            agency_code=case.agency, deadline_code=case.code, subject_kind=case.kind
        )
        duty = (rows.filter(subject_key=case.key) if case.key else rows).get()
        Duty.objects.exclude(pk=duty.pk).delete()
        return duty

    return happen


def heard(now: datetime) -> dict[str, str]:
    """Who got a mail in two runs at `now`, with the first words of its subject."""
    mail.outbox.clear()
    watch(now)
    watch(now)
    names = dict(User.objects.values_list("email", "username"))
    found = {names[message.to[0]]: message.subject.partition(":")[0] for message in mail.outbox}
    assert len(found) == len(mail.outbox)
    return found


def is_open(moment: datetime) -> bool:
    return any(opens <= moment < closes for opens, closes in OFFICE.spans_on(local_day(moment)))


def told_from(moment: datetime, duty: Duty) -> datetime:
    """`moment`, or when the office opens next; what runs by the clock is told at any hour."""
    if duty.clock == "hours":
        return moment
    while not is_open(moment):
        moment = local(moment).replace(second=0, microsecond=0) + MINUTE
    return moment


def office_hours_after(moment: datetime, hours: int) -> datetime:
    left = hours * 60
    moment = local(moment).replace(second=0, microsecond=0)
    while left:
        left -= is_open(moment)
        moment += MINUTE
    return moment


def expected(case, *roles: str, word: str) -> dict[str, str]:
    return {f"{case.agency.lower()}-{role}": word for role in roles}


def who_owes(case) -> tuple[str, ...]:
    if case.kind == Duty.Kind.PERIOD:
        return BOARD[case.agency]
    if case.kind in (Duty.Kind.CASE, Duty.Kind.UNIT):
        return ("unit_head",)
    return UNIT


@pytest.mark.clause(*{case.clause for case in DATED})
@pytest.mark.parametrize("case", DATED, ids=str)
def test_reminder_due_deputies_head(case, the_only_duty):
    duty = the_only_duty(case)
    owing = who_owes(case)
    reminder = duty.next_at
    assert duty.started_at <= reminder <= duty.due_at
    if reminder > case.now:
        assert heard(max(case.now, reminder - SECOND)) == {}
    assert heard(reminder) == expected(case, *owing, word="Sắp đến hạn")
    assert heard(duty.due_at) == {}

    late = duty.due_at + SECOND
    told = told_from(late, duty)
    if told != late:
        assert heard(late) == {}
    duty.refresh_from_db()
    assert duty.overdue_at == (late if told != late else None)
    assert heard(told) == expected(case, *owing, word="Quá hạn")
    duty.refresh_from_db()
    assert (duty.overdue_at, duty.stage) == (late, Duty.Stage.DUE)

    for hours, role, stage in ((8, "deputy", Duty.Stage.DEPUTY), (16, "head", Duty.Stage.HEAD)):
        moment = told_from(office_hours_after(duty.due_at, hours), duty)
        assert heard(moment - SECOND) == {}
        assert heard(moment) == expected(case, role, word="Báo cáo lên")
        duty.refresh_from_db()
        assert duty.stage == stage
    assert heard(duty.due_at + timedelta(days=100)) == {}
    assert duty.is_open


@pytest.mark.clause(*{case.clause for case in MEASURED})
@pytest.mark.parametrize("case", MEASURED, ids=str)
def test_what_is_only_measured_is_never_late(case, the_only_duty):
    duty = the_only_duty(case)
    for days in (0, 1, 30, 300):
        assert heard(case.now + timedelta(days=days)) == {}
    duty.refresh_from_db()
    assert (duty.due_at, duty.overdue_at, duty.stage, duty.is_open) == (None, None, 0, True)
