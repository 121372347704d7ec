"""A colour and the list behind it agree on what is near its due time."""

from datetime import timedelta
from random import Random

import pytest
from django.db.models import Q

from tests.workflow.duties.overview.rows import DAY, HOUR, NOW, duty
from workflow.calendar.queries import calendar_of
from workflow.duties.models import Duty
from workflow.duties.near import is_near, near
from workflow.duties.standing import NEAR, WELL, standings

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]


def test_near_begins_with_the_reminder_and_two_hours_before_at_the_latest():
    reminded = duty(due_at=NOW + 20 * DAY, stage=Duty.Stage.BEFORE)
    soon = duty(due_at=NOW + 2 * HOUR)
    later = duty(due_at=NOW + 2 * HOUR + timedelta(seconds=1))
    rows = standings([reminded, soon, later], NOW, {"LA": calendar_of("LA")})
    assert [row.mark for row in rows] == [NEAR, NEAR, WELL]
    assert set(Duty.objects.filter(near(["LA"], NOW))) == {reminded, soon}
    assert not Duty.objects.filter(near(["BP"], NOW)).exists()


def test_a_row_and_the_database_agree():
    chance = Random(7)
    for _number in range(60):
        due_at = NOW + timedelta(minutes=chance.randrange(1, 600))
        code = chance.choice(["LA", "BP", "KT"])
        duty(code, due_at=due_at, stage=chance.choice([0, 1]))
    owed = Duty.objects.filter(Q(met_at=None))
    found = set(owed.filter(near(["LA", "BP"], NOW)))
    assert found == {row for row in owed if row.agency_code != "KT" and is_near(row, NOW)}
    assert 0 < len(found) < 60
