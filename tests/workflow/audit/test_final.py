"""Invariant 4: a row that is written stays as it is, for the application and for SQL."""

import pytest
from django.core.management.color import no_style
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.append_only import flush_allowed
from workflow.audit.final import ONLY_ADDED, RecordIsFinal
from workflow.audit.models import Entry
from workflow.audit.recording import record

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry() -> Entry:
    return record("account.signed_in", note="dòng gốc")


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


def test_flush_between_tests_passes_and_leaves_the_triggers_on(entry):
    statements = connection.ops.sql_flush(no_style(), ["audit_entry"])

    with flush_allowed():
        connection.ops.execute_sql_flush(statements)

    assert Entry.objects.count() == 0
    with (
        pytest.raises(ProgrammingError, match="TRUNCATE"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_entry")
