"""What is overdue is marked and told once, whatever is run twice, at once or killed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection, transaction
from django.utils import timezone

from site_home.operations.models import OutgoingMail
from tests.factories import agency, make_news, submit, user
from tests.workflow.calendar.year_2026 import at
from workflow.approval.notice import Notice
from workflow.audit.models import Entry
from workflow.calendar.models import Holiday
from workflow.duties import tasks
from workflow.duties.models import Duty, Telling
from workflow.duties.queries import duties_of
from workflow.duties.reminding import watch

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

DUE = at(23, 11, hour=15)
AFTER = at(23, 11, hour=16, minute=5)


def told() -> dict[str, list[str]]:
    """The subjects of the mails by recipient."""
    found = {}
    for message in mail.outbox:
        found.setdefault(message.to[0], []).append(message.subject)
    return found


def late_item(code: str = "LA", **fields):
    page = make_news(code, happened_at=at(20, 11, hour=15), **fields)
    mail.outbox.clear()
    return page


@pytest.mark.parametrize(
    ("now", "marked"),
    [(DUE - timedelta(seconds=1), 0), (DUE, 0), (DUE + timedelta(seconds=1), 1)],
)
def test_late_begins_after_the_due_second(now, marked):
    page = late_item()
    assert watch(now) == marked
    assert duties_of(page)[0].overdue_at == (now if marked else None)


@pytest.mark.clause("LA-9.2.a")
def test_author_and_unit_head_each_get_one_mail_and_a_notice():
    page = late_item(title="Tin trễ")
    assert watch(AFTER) == 1
    people = [user(name) for name in ("la-contributor", "la-unit_head")]
    assert people[1].unit == page.unit
    assert told() == {person.email: ["Quá hạn: «Tin trễ»"] for person in people}
    notices = Notice.objects.filter(url__endswith=f"/{page.pk}/")
    assert set(notices.values_list("user__username", "text")) == {
        (
            person.username,
            "«Tin trễ» quá hạn 1 giờ 05 phút làm việc: Gửi tin tức, sự kiện: không quá 08 giờ "
            "hành chính từ khi diễn ra.",
        )
        for person in people
    }


def test_the_mail_names_clause_due_time_and_address():
    page = late_item(title="Tin trễ")
    watch(AFTER)
    body = mail.outbox[0].body
    assert "(LA-9.2.a)" in body
    assert "Hạn: 15:00 23/11/2026, quá hạn 1 giờ 05 phút làm việc." in body
    assert f"http://localhost/admin/ban-lam-viec/{page.pk}/" in body


def test_one_mail_for_all_that_is_new_in_a_run():
    late_item(title="Một")
    late_item(title="Hai")
    assert watch(AFTER) == 2
    assert set(map(tuple, told().values())) == {("Quá hạn: 2 thời hạn",)}
    assert Notice.objects.filter(user=user("la-unit_head")).count() == 2


def test_running_again_tells_nobody_again():
    late_item()
    watch(AFTER)
    before = len(mail.outbox)
    assert watch(AFTER) == watch(AFTER + timedelta(minutes=30)) == 0
    assert len(mail.outbox) == before


@pytest.mark.clause("KT-11.2.b", "QT-5.3")
@pytest.mark.parametrize("code", ["KT", "QT"])
def test_without_a_number_nothing_is_ever_late(code):
    late_item(code)
    assert watch(AFTER + timedelta(days=400)) == 0
    assert mail.outbox == []


def test_what_was_supplied_or_gone_is_not_told():
    submitted = make_news("LA", happened_at=at(2, 11, hour=8))
    submit(submitted)
    deleted = make_news("LA", happened_at=at(2, 11, hour=8))
    deleted.delete()
    assert watch(AFTER) == 0


def test_each_agency_hears_of_its_own():
    late_item("LA")
    late_item("BP")
    watch(at(25, 11, hour=10))
    outsiders = {person.email for person in agency("DL").users.all()}
    assert outsiders.isdisjoint(told())
    assert Notice.objects.filter(user=user("bp-unit_head")).count() == 1
    assert len(told()[user("la-unit_head").email]) == 1


def test_people_who_left_hear_nothing():
    person = user("la-contributor")
    late_item()
    person.is_active = False
    person.save()
    watch(AFTER)
    assert person.email not in told()
    assert user("la-unit_head").email in told()


def test_a_run_that_dies_leaves_nothing_and_the_next_does_it_all(settings):
    settings.EMAIL_BACKEND = "site_home.operations.outbox.OutboxBackend"
    page = late_item()
    OutgoingMail.objects.all().delete()
    with pytest.raises(KeyboardInterrupt), transaction.atomic():
        watch(AFTER)
        assert OutgoingMail.objects.count() == 2
        raise KeyboardInterrupt
    assert (OutgoingMail.objects.count(), Notice.objects.count()) == (0, 0)
    assert (duties_of(page)[0].stage, Telling.objects.count()) == (0, 0)
    assert watch(AFTER) == 1
    assert OutgoingMail.objects.count() == 2


def elsewhere(act, *args):
    """`act` on a connection of its own, committed."""

    def run():
        try:
            return act(*args)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(run).result()


@pytest.fixture
def committed_duty(real_database):
    """A late duty that other connections see, in a database of its own."""
    values = {
        "agency_code": "LA",
        "page_id": 10**12,
        "subject_key": str(10**12),
        "subject_title": "Tin",
        "deadline_code": "D01",
        "label": "Gửi tin",
        "clock": "office_hours",
        "limit": 8,
        "start_event": "happened",
        "measure": "supply",
        "started_at": at(20, 11, hour=15),
        "due_at": DUE,
        "next_at": DUE,
    }
    elsewhere(Duty.objects.all().delete)
    return elsewhere(lambda: Duty.objects.create(**values))


class Killed(Exception):
    """The first of two runs dies before it commits."""


def test_of_two_runs_at_once_only_one_tells(committed_duty):
    with pytest.raises(Killed), transaction.atomic():
        assert watch(AFTER) == 1
        assert elsewhere(watch, AFTER) == 0
        raise Killed
    mail.outbox.clear()
    assert elsewhere(watch, AFTER) == 1
    assert told() == {user("la-member").email: ["Quá hạn: «Tin»"]}
    assert watch(AFTER) == 0


def test_the_cost_of_a_run_does_not_grow_with_the_items(django_assert_num_queries):
    for items in (1, 5):
        for _number in range(items):
            late_item()
        with django_assert_num_queries(27):
            assert watch(AFTER) == items


def test_the_task_takes_the_time_of_the_worker():
    page = make_news("LA", happened_at=at(2, 11, hour=8))
    assert tasks.watch() == 1
    assert timezone.now() - duties_of(page)[0].overdue_at < timedelta(seconds=20)


def test_a_changed_calendar_moves_what_is_open(django_capture_on_commit_callbacks):
    page, other = late_item("LA"), late_item("BP")
    with django_capture_on_commit_callbacks(execute=True):
        Holiday.objects.create(
            day=date(2026, 11, 23), name="Nghỉ bão", basis="Công điện", agency=agency("LA")
        )
    assert duties_of(page)[0].due_at == at(25, 11, hour=15)
    assert duties_of(other)[0].due_at == at(25, 11, hour=9)
    assert watch(AFTER) == 0
    with django_capture_on_commit_callbacks(execute=True):
        Holiday.objects.get(name="Nghỉ bão").delete()
    assert duties_of(page)[0].due_at == DUE


def test_what_is_late_stands_in_the_record_once():
    late_item(title="Tin trễ")
    watch(AFTER)
    watch(AFTER)
    entry = Entry.objects.get(action="duty.overdue")
    assert (entry.agency_code, entry.subject_title) == ("LA", "Tin trễ")
