"""Two requests at once, each in a transaction of its own that really commits."""

import time
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from sections.base.door import Refused
from tests.factories import user
from tests.real_database import together
from workflow.agencies import signals
from workflow.agencies.delegations import giving
from workflow.agencies.delegations.models import Delegation

pytestmark = pytest.mark.usefixtures("real_database")

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
END = NOW + timedelta(hours=8)


def give(receiver: str, number: str, valid_to: datetime = END) -> Delegation:
    return giving.give(
        user("bp-head"),
        user(receiver),
        kind="delegation",
        valid_from=NOW,
        valid_to=valid_to,
        decision_number=number,
        reason="Trưởng Ban đi công tác",
        now=NOW,
    )


@pytest.fixture
def slow_acts():
    """Every act dawdles between writing and committing, so that the other one comes in between."""

    def dawdle(**kwargs):
        time.sleep(0.3)

    heard = (signals.delegation_given, signals.delegation_revoked)
    for signal in heard:
        signal.connect(dawdle)
    yield
    for signal in heard:
        signal.disconnect(dawdle)


def test_of_two_overlapping_acts_at_once_one_is_refused(slow_acts):
    outcomes = together(partial(give, "bp-deputy", "12"), partial(give, "bp-member", "13"))
    made = [row for row in outcomes if isinstance(row, Delegation)]
    refused = [error for error in outcomes if isinstance(error, ValidationError)]
    assert (len(made), len(refused)) == (1, 1)
    assert list(Delegation.objects.all()) == made
    assert f"số {made[0].decision_number}" in refused[0].messages[0]


def test_a_double_click_makes_one(slow_acts):
    outcomes = together(*[partial(give, "bp-deputy", "12")] * 3)
    assert len({row.pk for row in outcomes}) == 1
    assert Delegation.objects.count() == 1


def test_of_two_revocations_at_once_one_is_told_that_it_is_done(slow_acts):
    made = give("bp-deputy", "12")
    act = partial(giving.revoke, reason="Về sớm", now=NOW + timedelta(hours=1))
    outcomes = together(*[partial(act, user("bp-head"), made)] * 2)
    refused = [error for error in outcomes if isinstance(error, Refused)]
    assert ["thu hồi lúc 09:00 20/11/2026" in str(error) for error in refused] == [True]
    assert Delegation.objects.get().revoked_by == user("bp-head")


def test_a_revocation_waits_for_the_decision_that_holds_the_row_and_comes_after_it():
    made = give("bp-deputy", "12", valid_to=timezone.now() + timedelta(hours=1))
    moments = {}

    def decide():
        with transaction.atomic():
            Delegation.objects.select_for_update(no_key=True).get(pk=made.pk)
            time.sleep(0.5)
            moments["decided"] = timezone.now()

    def revoke():
        time.sleep(0.2)
        return giving.revoke(user("bp-head"), made, reason="Về sớm")

    _decided, revoked = together(decide, revoke)
    assert moments["decided"] < revoked.revoked_at
