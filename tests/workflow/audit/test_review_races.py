"""Two signatures, two reminders at the same moment: one row, the other person is told."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.core import mail

from sections.base.door import Refused
from tests.factories import agency, user
from tests.real_database import together
from workflow.agencies.queries import holders
from workflow.audit.models import Entry
from workflow.audit.recording import record
from workflow.audit.review import reminding, signing
from workflow.audit.review.periods import parse

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 3, 9, 9, tzinfo=HANOI)
NOW = datetime(2026, 4, 2, 8, tzinfo=HANOI)


def sign() -> Entry:
    return signing.sign(
        agency("LA"), parse("2026-03"), user("la-head"), note="Đã xem", seen=1, now=NOW
    )


def test_of_signatures_at_once_one_counts_and_the_others_learn_of_it(real_database):
    record("page.edited", agency_code="LA", at=MORNING)

    outcomes = together(*[sign] * 6)

    assert Entry.objects.filter(action="audit.signed_off").count() == 1
    refused = [str(outcome) for outcome in outcomes if isinstance(outcome, Refused)]
    assert len(refused) == 5
    assert all("đã được" in words for words in refused)


def test_workers_at_once_tell_of_a_period_once(real_database):
    record("page.edited", agency_code="LA", at=MORNING)

    outcomes = together(*[lambda: reminding.remind(NOW)] * 4)

    assert sorted(outcomes) == [0, 0, 0, 1]
    assert Entry.objects.filter(action="audit.review_reminded").count() == 1
    assert len(mail.outbox) == holders(agency("LA"), ("head",)).count()
