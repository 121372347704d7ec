"""What was mailed about before there were stages is not told again, and goes up if it stays late."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from tests.factories import user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.late_duties import late_duties
from workflow.calendar.filling import fill_years
from workflow.duties.models import Duty
from workflow.duties.reminding import watch

BEFORE, AFTER = [("duties", "0002_any_subject")], [("duties", "0003_telling")]
DUE, NOW = at(23, 11, hour=15), at(23, 11, hour=16)


def migrate(target) -> None:
    executor = MigrationExecutor(connection)
    executor.migrate(target)


@pytest.mark.usefixtures("real_database")
def test_the_open_duties_go_on_from_where_they_were():
    fill_years([2026])
    Duty.objects.all().delete()
    mailed, fresh, coming, met = late_duties(4, DUE)
    Duty.objects.filter(pk=coming.pk).update(due_at=DUE + timedelta(days=7))
    Duty.objects.filter(pk=met.pk).update(met_at=DUE)
    migrate(BEFORE)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE duties_duty SET mailed_at = due_at WHERE id = %s", [mailed.pk])
    migrate(AFTER)
    assert dict(Duty.objects.values_list("pk", "stage")) == {
        mailed.pk: Duty.Stage.DUE,
        fresh.pk: Duty.Stage.NONE,
        coming.pk: Duty.Stage.NONE,
        met.pk: Duty.Stage.NONE,
    }
    assert list(Duty.objects.filter(next_at=None)) == [met]
    mail.outbox.clear()
    watch(NOW)
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        ([user("la-member").email], "Quá hạn: «Kỳ 1»")
    ]
    mail.outbox.clear()
    watch(at(25, 11, hour=15))
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        ([user("la-deputy").email], "Báo cáo lên: 2 thời hạn")
    ]
