"""What went round every guard is found by comparing what is live with what was approved."""

import pytest
from django.core import mail
from django.db import connection

from tests import factories
from workflow.approval import watch
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def public():
    return factories.publish_news("QT", title="Tin đã duyệt")


def behind_every_guard(sql: str, values: list) -> None:
    """As the owner of the tables, who switches the triggers off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE base_basepage DISABLE TRIGGER USER")
        cursor.execute(sql, values)
        cursor.execute("ALTER TABLE base_basepage ENABLE TRIGGER USER")


def alarms():
    return Entry.objects.filter(action=watch.ALARM)


@pytest.mark.parametrize("code", factories.CODES)
def test_a_founded_agency_is_as_approved(code):
    assert watch.watch_pages(factories.agency(code)) == []


def test_after_publishing_editing_and_publishing_again(public):
    factories.edit(public, public.owner, title="Bản hai")
    assert watch.watch_pages(factories.agency("QT")) == []
    factories.submit(public)
    factories.walk(public)
    assert watch.watch_pages(factories.agency("QT")) == []


def test_changed_text_is_told_once(public):
    sql = "UPDATE base_basepage SET summary = 'Lén.' WHERE id = %s"
    behind_every_guard(sql, [public.pk])
    mail.outbox.clear()
    found = watch.watch_pages(factories.agency("QT"))
    assert [(alarm.subject.pk, alarm.reason) for alarm in found] == [(public.pk, watch.DIFFERENT)]
    assert alarms().count() == 1
    told = {address for message in mail.outbox for address in message.to}
    assert factories.user("qt-head").email in told
    assert len(watch.watch_pages(factories.agency("QT"))) == 1
    assert alarms().count() == 1


def test_a_page_that_nobody_approved():
    page = factories.make_news("QT")
    behind_every_guard("UPDATE base_basepage SET live = true WHERE id = %s", [page.pk])
    found = watch.watch_pages(factories.agency("QT"))
    assert [alarm.reason for alarm in found] == [watch.NEVER_APPROVED]


def test_a_file_changed_on_the_disk():
    document = factories.make_document("QT")
    factories.publish_news("QT", body=[("document", {"document": document, "title": ""})])
    assert watch.watch_files(factories.agency("QT")) == []
    with open(document.file.path, "wb") as stored:
        stored.write(b"noi dung khac")
    found = watch.watch_files(factories.agency("QT"))
    assert [alarm.reason for alarm in found] == [watch.FILE_DIFFERENT]


def test_a_file_that_is_gone():
    document = factories.make_document("QT")
    factories.publish_news("QT", body=[("document", {"document": document, "title": ""})])
    document.file.storage.delete(document.file.name)
    assert [alarm.reason for alarm in watch.watch_files(factories.agency("QT"))] == [
        watch.FILE_MISSING
    ]


def test_a_missing_guard():
    assert watch.watch_guards() == []
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE sections_newspage DISABLE TRIGGER USER")
    assert watch.watch_guards() == ["sections_newspage"]
    assert alarms().get().note == watch.GUARD_MISSING.format(table="sections_newspage")
