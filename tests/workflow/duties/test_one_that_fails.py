"""One bad row keeps no other waiting, and is seen: in the log and as a task that failed."""

import logging
from datetime import timedelta

import pytest
from django.core import mail

from tests.factories import user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.late_duties import late_duties
from workflow.audit.models import Entry
from workflow.duties import counting
from workflow.duties.counting import NotRecounted, recount_open, recount_troubled
from workflow.duties.delivering import NotTold, deliver
from workflow.duties.models import Duty, Telling
from workflow.duties.reminding import PUT_OFF, NotLookedAt, watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

DUE, NOW = at(23, 11, hour=15), at(23, 11, hour=16)
GONE = "XX"
# No clock is called that.
UNREADABLE = {"clock": "sundial", "limit": 8}


def subjects() -> dict[str, str]:
    return {message.to[0]: message.subject for message in mail.outbox}


def noted(duty: Duty, person_id: int) -> Telling:
    return Telling.objects.create(
        agency_code=duty.agency_code,
        person_id=person_id,
        duty_id=duty.pk,
        stage=Duty.Stage.DUE,
        is_urgent=False,
    )


def errors(caplog) -> list[str]:
    """What was logged with its traceback as an error."""
    return [
        row.getMessage() for row in caplog.records if row.levelno >= logging.ERROR and row.exc_info
    ]


class TestLooking:
    def test_the_duty_of_an_agency_that_is_gone_waits_an_hour_and_the_others_are_told(self, caplog):
        late_duties(3, DUE, "LA")
        bad = late_duties(1, DUE - timedelta(hours=1), GONE)[0]
        late_duties(2, DUE, "BP")
        with pytest.raises(NotLookedAt, match=rf"Chưa xem được 1 thời hạn.*: {bad.pk}\."):
            watch(NOW)
        assert subjects() == {
            user("la-member").email: "Quá hạn: 3 thời hạn",
            user("bp-secretary").email: "Quá hạn: 2 thời hạn",
        }
        bad.refresh_from_db()
        assert (bad.stage, bad.overdue_at, bad.next_at) == (0, None, NOW + PUT_OFF)
        assert Entry.objects.filter(action="duty.overdue").count() == 5
        assert f"Duty {bad.pk} cannot be looked at" in errors(caplog)

    def test_it_is_not_looked_at_before_the_hour_is_over_but_then(self):
        bad = late_duties(1, DUE, GONE)[0]
        with pytest.raises(NotLookedAt):
            watch(NOW)
        assert watch(NOW + PUT_OFF - timedelta(seconds=1)) == 0
        Duty.objects.filter(pk=bad.pk).update(agency_code="LA")
        assert watch(NOW + PUT_OFF) == 1

    def test_several_bad_rows_among_many(self):
        duties = late_duties(9, DUE, "LA")
        bad = [duties[0].pk, duties[4].pk, duties[8].pk]
        Duty.objects.filter(pk__in=bad).update(agency_code=GONE)
        with pytest.raises(NotLookedAt, match="Chưa xem được 3 thời hạn"):
            watch(NOW)
        done = Duty.objects.filter(stage=Duty.Stage.DUE, overdue_at=NOW)
        assert set(done.values_list("pk", flat=True)) == {row.pk for row in duties} - set(bad)
        assert set(Duty.objects.filter(next_at=NOW + PUT_OFF).values_list("pk", flat=True)) == set(
            bad
        )


class TestTelling:
    def test_the_notes_of_an_agency_that_is_gone_stay_and_the_others_hear(self, caplog):
        # In the order in which it is told GONE stands between the two.
        (gone,) = late_duties(1, DUE, "AA", stage=Duty.Stage.DUE, overdue_at=NOW, next_at=None)
        note = noted(gone, user("la-member").pk)
        late_duties(1, DUE, "LA")
        with pytest.raises(NotTold, match="AA"):
            watch(NOW)
        assert subjects() == {user("la-member").email: "Quá hạn: «Kỳ 0»"}
        assert list(Telling.objects.all()) == [note]
        assert errors(caplog) == ["Nobody of agency AA can be told"]

    def test_who_cannot_be_told_keeps_the_notes_and_the_others_hear(self, caplog):
        first, second = sorted((user("la-member"), user("la-deputy")), key=lambda row: row.pk)
        (duty,) = late_duties(1, DUE, stage=Duty.Stage.DUE, overdue_at=NOW, next_at=None)
        notes = [noted(duty, person.pk) for person in (first, second)]
        broken = first.email
        first.email = "a\nb@example.vn"
        first.save(update_fields=["email"])
        with pytest.raises(NotTold, match=f"LA, {first.pk}"):
            deliver(NOW)
        assert subjects() == {second.email: "Quá hạn: «Kỳ 0»"}
        assert list(Telling.objects.all()) == notes[:1]
        assert errors(caplog) == [f"Person {first.pk} of LA cannot be told"]
        first.email = broken
        first.save(update_fields=["email"])
        assert deliver(NOW) == 1
        assert not Telling.objects.exists()


class TestCounting:
    def moved(self, number: int, code: str = "LA", **fields) -> list[Duty]:
        """Duties whose due time is not what the calendar says."""
        values = {"limit": 8, "subject_kind": Duty.Kind.CASE, "started_at": at(20, 11, hour=15)}
        return late_duties(number, at(30, 11), code, **{**values, **fields})

    def test_the_others_are_counted(self, caplog):
        good, (bad,) = self.moved(3), self.moved(1, "BP", **UNREADABLE)
        Duty.objects.filter(pk=bad.pk).update(agency_code="LA")
        with pytest.raises(NotRecounted, match=rf"\(mã\): {bad.pk}\."):
            recount_open(NOW, "LA")
        due = dict(Duty.objects.values_list("pk", "due_at"))
        assert due == {bad.pk: at(30, 11), **{duty.pk: DUE for duty in good}}
        assert errors(caplog) == [f"Duty {bad.pk} cannot be counted anew"]

    def test_an_agency_that_is_gone_keeps_no_other_waiting(self, caplog):
        self.moved(1, "AA")
        (good,) = self.moved(1, "LA", trouble="chưa rõ")
        with pytest.raises(NotRecounted, match="AA"):
            recount_open(NOW)
        good.refresh_from_db()
        assert (good.due_at, good.trouble) == (DUE, "")
        assert errors(caplog) == ["The duties of AA cannot be counted anew"]
        assert recount_troubled(NOW) == 0

    def test_every_batch_is_counted_and_recorded(self, monkeypatch):
        monkeypatch.setattr(counting, "BATCH", 2)
        self.moved(5)
        (kept,) = late_duties(
            1,
            DUE,
            "LA",
            limit=8,
            started_at=at(20, 11, hour=15),
            subject_kind=Duty.Kind.CASE,
            deadline_code="D02",
        )
        assert recount_open(NOW, "LA") == 5
        assert set(Duty.objects.values_list("due_at", flat=True)) == {DUE}
        rows = Entry.objects.filter(action="duty.recomputed").order_by("pk")
        assert [row.subject_title for row in rows] == [f"Kỳ {place}" for place in range(5)]
        assert str(kept.pk) not in rows.values_list("subject_id", flat=True)
        assert {(row.data["due"], row.data["due_before"]) for row in rows} == {
            ("2026-11-23T15:00:00+07:00", "2026-11-29T17:00:00+00:00")
        }
        assert recount_open(NOW, "LA") == 0

    def test_of_what_moved_people_hear_from_the_first_stage_on(self):
        told = {"stage": Duty.Stage.DUE, "overdue_at": at(20, 11), "next_at": None}
        (duty,) = self.moved(1, **told)
        before_due = DUE - timedelta(hours=2)
        assert recount_open(before_due, "LA") == 1
        duty.refresh_from_db()
        assert (duty.due_at, duty.stage, duty.overdue_at, duty.next_at) == (
            DUE,
            Duty.Stage.NONE,
            None,
            before_due,
        )

    def test_the_queries_grow_with_the_batches_only(self, django_assert_num_queries):
        self.moved(2)
        with django_assert_num_queries(8):
            assert recount_open(NOW, "LA") == 2
        self.moved(40, deadline_code="D02")
        with django_assert_num_queries(8):
            assert recount_open(NOW, "LA") == 40
