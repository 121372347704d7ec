"""Runs at random times, late, double, after outages: each stage is told at most once, all is told."""

from datetime import timedelta
from random import Random

import pytest
from django.core import mail

from tests.factories import user
from tests.workflow.calendar.year_2026 import CALENDAR, at
from tests.workflow.duties.late_duties import heard_of, late_duties
from workflow.duties.models import Duty, Telling
from workflow.duties.office_time import open_from
from workflow.duties.reminding import watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

DUTIES, WEEKS = 40, 3
CLOCKS = ("office_hours", "working_days", "days", "period_end", "hours")
END = at(18, 12, hour=10)


class Sent:
    """A mail as `heard_of` reads it."""

    def __init__(self, message):
        self.recipients, self.body = message.to, message.body


@pytest.mark.parametrize("seed", range(3))
def test_each_stage_once_and_all_in_the_end(seed):
    chance = Random(seed)
    duties = late_duties(DUTIES, at(16, 11))
    for duty in duties:
        duty.clock = chance.choice(CLOCKS)
        duty.due_at = at(16, 11) + timedelta(minutes=chance.randrange(WEEKS * 7 * 24 * 60))
        duty.next_at = duty.started_at
    Duty.objects.bulk_update(duties, ["clock", "due_at", "next_at"])
    urgent = {duty.subject_title for duty in duties if duty.clock == "hours"}
    mails = []
    now = at(10, 11, hour=8)
    while now < END:
        # A minute, some hours, or an outage of days; sometimes twice.
        step = chance.choice((1, 7, 60, 60, 300, 300, 1_000, 4_000))
        now += timedelta(minutes=chance.randint(1, step))
        for _run in range(chance.choice((1, 1, 2))):
            mail.outbox.clear()
            watch(now)
            sent = [Sent(message) for message in mail.outbox]
            assert len({one.recipients[0] for one in sent}) == len(sent)
            if open_from(now, CALENDAR) > now:
                assert {title for _who, _what, title in heard_of(sent)} <= urgent
            mails += sent
    mail.outbox.clear()
    watch(END)
    mails += [Sent(message) for message in mail.outbox]

    heard = heard_of(mails)
    assert max(heard.values()) == 1
    titles = {duty.subject_title for duty in duties}
    for name, what in (("la-member", "late"), ("la-deputy", "report"), ("la-head", "report")):
        email = user(name).email
        assert {title for who, kind, title in heard if (who, kind) == (email, what)} == titles
    assert {who for who, kind, _title in heard if kind == "before"} == {user("la-member").email}
    assert not Duty.objects.exclude(stage=Duty.Stage.HEAD, next_at=None).exists()
    assert Duty.objects.filter(overdue_at__gt=at(1, 1)).count() == DUTIES
    assert not Telling.objects.exists()
