"""Many rows in one statement are digested and chained like rows added alone."""

import pytest

from tests.append_only import link_now
from tests.factories import user
from workflow.audit import recording
from workflow.audit.models import Entry, Link
from workflow.audit.verification import verify

pytestmark = pytest.mark.django_db


def test_they_are_chained_and_verified(django_assert_num_queries):
    person = user("la-head")
    rows = [
        {
            "action": "duty.overdue",
            "agency_code": code,
            "subject": person,
            "subject_title": f"Tin số {number}\u0000 o\u0302",
            "note": "Ghi chú",
            "number": number,
            "share": 1.0,
        }
        for number, code in enumerate(("LA", "BP", "LA"))
    ]
    with django_assert_num_queries(1):
        added = recording.record_all(rows)
    link_now()
    assert [entry.subject_title for entry in added] == [f"Tin số {number} ô" for number in range(3)]
    stored = Entry.objects.filter(pk__in=[entry.pk for entry in added])
    assert [entry.digest for entry in stored.order_by("pk")] == [entry.digest for entry in added]
    assert Link.objects.filter(entry_id__in=stored.values("pk")).count() == 3
    assert verify().problems == ()


def test_none_is_no_row():
    before = Entry.objects.count()
    assert recording.record_all([]) == []
    assert Entry.objects.count() == before
