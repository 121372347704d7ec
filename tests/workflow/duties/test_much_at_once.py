"""More than one run can look at: the run ends in time, the next ones go on, each hears once."""

import pytest
from django.core import mail

from tests.factories import user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.late_duties import late_duties
from workflow.audit.models import Entry
from workflow.duties import reminding
from workflow.duties.models import Duty, Telling
from workflow.duties.reminding import watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

DUE, NOW = at(23, 11, hour=15), at(23, 11, hour=16)


@pytest.fixture
def one_batch_a_run(monkeypatch):
    """Two duties a batch, and no time for a second batch."""
    monkeypatch.setattr(reminding, "BATCH", 2)
    monkeypatch.setattr(reminding, "SECONDS", 0)


def test_a_run_ends_in_time_and_the_next_goes_on(one_batch_a_run):
    late_duties(5, DUE)
    for seen in (2, 4):
        assert watch(NOW) == 2
        assert Duty.objects.filter(stage=Duty.Stage.DUE).count() == seen
        assert Telling.objects.count() == seen
        assert mail.outbox == []
    assert watch(NOW) == 1
    assert [(message.to, message.subject) for message in mail.outbox] == [
        ([user("la-member").email], "Quá hạn: 5 thời hạn")
    ]
    assert watch(NOW) == 0
    assert len(mail.outbox) == 1
    assert Entry.objects.filter(action="duty.overdue").count() == 5
    assert not Telling.objects.exists()


def test_what_ends_with_a_full_batch_is_told_by_the_next_run(one_batch_a_run):
    late_duties(2, DUE)
    assert watch(NOW) == 2
    assert mail.outbox == []
    assert watch(NOW) == 0
    assert [message.subject for message in mail.outbox] == ["Quá hạn: 2 thời hạn"]
