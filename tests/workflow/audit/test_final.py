"""Invariant 4: a row that is written stays as it is, for the application and for SQL."""

import pytest
from django.core.management.color import no_style
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.append_only import flush_allowed, link_now
from workflow.audit.final import ONLY_ADDED, RecordIsFinal
from workflow.audit.models import Entry, Link
from workflow.audit.recording import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    added = record("account.signed_in", note="dòng gốc")
    link_now()
    return added


def stored_notes() -> list[str]:
    return list(Entry.objects.filter(note="dòng gốc").values_list("note", flat=True))


def test_refusal_says_in_vietnamese_that_the_record_only_grows(entry):
    with pytest.raises(RecordIsFinal, match=f"^{ONLY_ADDED}$"):
        entry.save()


@pytest.mark.parametrize(
    "act",
    [
        lambda entry: entry.save(),
        lambda entry: entry.save(update_fields=["note"]),
        lambda entry: Entry.objects.get(pk=entry.pk).save(),
        lambda entry: entry.delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).delete(),
        lambda entry: Entry.objects.all().delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk)._raw_delete("default"),
        lambda entry: Entry._base_manager.filter(pk=entry.pk).delete(),
        lambda entry: Entry.objects.filter(pk=entry.pk).update(note="khác"),
        lambda entry: Entry._base_manager.filter(pk=entry.pk).update(note="khác"),
        lambda entry: Entry.objects.update_or_create(pk=entry.pk, defaults={"note": "khác"}),
        lambda entry: Entry.objects.bulk_update([entry], ["note"]),
        lambda entry: Entry.objects.bulk_create([Entry(at=entry.at, action="x")]),
    ],
)
def test_orm_refuses_to_change_delete_or_slip_in_rows(entry, act):
    entry.note = "khác"

    with pytest.raises(RecordIsFinal):
        act(entry)

    assert stored_notes() == ["dòng gốc"]


def test_new_row_with_the_id_of_another_does_not_replace_it(entry):
    impostor = Entry(pk=entry.pk, at=entry.at, action="x", note="khác")

    with pytest.raises(IntegrityError, match="audit_entry_pkey"), transaction.atomic():
        impostor.save()

    assert stored_notes() == ["dòng gốc"]


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_entry SET note = 'khác'",
        "UPDATE audit_entry SET note = 'khác' WHERE id = -1",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "TRUNCATE audit_entry CASCADE",
        "INSERT INTO audit_entry SELECT * FROM audit_entry "
        "ON CONFLICT (id) DO UPDATE SET note = 'khác'",
    ],
)
def test_database_refuses_to_change_delete_or_empty_the_record(entry, sql):
    with (
        pytest.raises(ProgrammingError, match="Nhật ký chỉ được ghi thêm"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert stored_notes() == ["dòng gốc"]


@pytest.mark.parametrize(
    "act",
    [
        lambda link: link.save(),
        lambda link: link.delete(),
        lambda link: Link.objects.create(entry_id=-1, chain="", seq=0, previous="", hash=""),
        lambda link: Link.objects.filter(pk=link.pk).delete(),
        lambda link: Link.objects.filter(pk=link.pk)._raw_delete("default"),
        lambda link: Link._base_manager.filter(pk=link.pk).update(hash=""),
        lambda link: Link.objects.bulk_update([link], ["hash"]),
        lambda link: Link.objects.bulk_create([link]),
    ],
)
def test_orm_refuses_to_change_delete_or_add_links(entry, act):
    link = Link.objects.get(pk=entry.pk)

    with pytest.raises(RecordIsFinal):
        act(link)

    assert Link.objects.get(pk=entry.pk).hash == link.hash


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE audit_link SET hash = ''",
        "DELETE FROM audit_link WHERE entry_id = -1",
        "TRUNCATE audit_link",
        "TRUNCATE audit_link, audit_entry",
    ],
)
def test_database_refuses_to_change_delete_or_empty_the_chain(entry, sql):
    with (
        pytest.raises(ProgrammingError, match="Nhật ký chỉ được ghi thêm"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql)

    assert Link.objects.filter(pk=entry.pk).exists()


def test_database_refuses_links_that_it_has_not_made_itself(entry):
    with (
        pytest.raises(ProgrammingError, match="không ai thêm tay được"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("INSERT INTO audit_link VALUES (-1, '', 1000000, '', '')")


def test_flush_between_tests_passes_and_leaves_the_triggers_on(entry):
    tables = ["audit_entry", "audit_link"]
    statements = connection.ops.sql_flush(no_style(), tables)

    with flush_allowed():
        connection.ops.execute_sql_flush(statements)

    assert (Entry.objects.count(), Link.objects.count()) == (0, 0)
    for table in tables:
        with (
            pytest.raises(ProgrammingError, match="TRUNCATE"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"TRUNCATE {table}")
