"""The decisions against the record: whatever was bent is named, nothing is bent unnoticed."""

import pytest
from django.db import ProgrammingError, connection, transaction
from django.utils import timezone

from tests import factories
from tests.append_only import link_now, unguarded
from tests.workflow.approval.changes import cases
from tests.workflow.audit.verifying import told
from workflow.approval import evidence_check
from workflow.approval.decision import Decision
from workflow.approval.models import Change, ItemEdit, Rendering, Snapshot
from workflow.approval.snapshots.tasks import render
from workflow.audit.final import RecordIsFinal
from workflow.audit.models import Entry

pytestmark = pytest.mark.django_db

FINAL = (Decision, ItemEdit, Snapshot, Rendering, Change)
TABLES = [model._meta.db_table for model in FINAL]


@pytest.fixture(autouse=True)
def anchor_folder(settings, tmp_path):
    settings.AUDIT_ANCHOR_DIR = tmp_path


@pytest.fixture
def page():
    """An item that went its whole chain."""
    found = factories.publish_news("BP", title="Tin đã duyệt")
    link_now()
    return found


def approval(page) -> Decision:
    return Decision.objects.filter(page_id=page.pk, action="approved").last()


def bend(sql: str, *values) -> None:
    """What the owner of the tables does with the triggers switched off."""
    with unguarded("approval_decision"), connection.cursor() as cursor:
        cursor.execute(sql, values)


def named() -> list[str]:
    """What `verify_audit_log` says is wrong; it fails if and only if something is."""
    out, failed = told()
    wrong = [line for line in out.splitlines() if line.startswith("SAI")]
    assert bool(failed) is bool(wrong)
    return wrong


def test_the_founded_agencies_and_a_whole_chain_agree_with_the_record(page):
    assert Decision.objects.filter(action="founded").exists()
    assert Decision.objects.filter(page_id=page.pk).count() == 8
    assert list(evidence_check.problems()) == []
    assert named() == []


def test_so_do_requests_returns_and_voided_decisions():
    case = cases.BY_KIND["unpublish"]
    request = cases.file(case)
    cases.decide(request, "qt-head", "return", note="Chưa rõ lý do.")
    cases.decide(cases.file(case), "qt-head")
    item = factories.make_news("BP")
    factories.submit(item)
    factories.take_step(item, "bp-unit_head")
    factories.edit(item, item.owner, title="Sửa sau khi đã duyệt")
    assert Decision.objects.filter(action="voided").exists()
    link_now()
    assert named() == []


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("note", "Ý kiến khác"),
        ("actor_name", "Người khác"),
        ("actor_role", "Phó Trưởng Ban"),
        ("on_behalf_of", "thay mặt Trưởng Ban"),
        ("at", timezone.now()),
        ("content_hash", "0" * 64),
        ("action", "returned"),
        ("page_id", 1),
        ("step_code", ""),
        ("revision_id", None),
        ("voids", "[1]"),
        ("clauses", "[]"),
        ("address", "203.0.113.9"),
    ],
)
def test_an_altered_decision_is_named(page, column, value):
    row = approval(page)
    entry = Entry.objects.get(data__decision=row.pk)
    bend(f"UPDATE approval_decision SET {column} = %s WHERE id = %s", value, row.pk)  # noqa: S608
    [line] = named()
    assert f"Ý kiến số {row.pk} không còn như lúc được ghi: đã bị sửa." in line
    assert f"mục số {entry.pk}" in line


def test_a_removed_decision_is_named(page):
    row = approval(page)
    bend("DELETE FROM approval_decision WHERE id = %s", row.pk)
    [line] = named()
    assert f"Ý kiến số {row.pk} không còn: đã bị xóa." in line


def test_every_removed_decision_is_named(page):
    rows = list(Decision.objects.filter(page_id=page.pk).values_list("pk", flat=True))
    bend("DELETE FROM approval_decision WHERE page_id = %s", page.pk)
    lines = named()
    assert len(lines) == len(rows)
    assert all(f"Ý kiến số {pk} " in "".join(lines) for pk in rows)


def test_a_decision_slipped_in_is_named(page):
    columns = ", ".join(
        field.column for field in Decision._meta.concrete_fields if not field.primary_key
    )
    bend(
        f"INSERT INTO approval_decision ({columns}) SELECT {columns} FROM approval_decision"  # noqa: S608
        " WHERE id = %s",
        approval(page).pk,
    )
    [line] = named()
    assert f"Ý kiến số {Decision.objects.latest('pk').pk} không có trong nhật ký" in line


def test_a_decision_put_in_the_place_of_another_is_named(page):
    """Its content moved to another id: one is gone, one is slipped in."""
    row = approval(page)
    bend("UPDATE approval_decision SET id = id + 100000 WHERE id = %s", row.pk)
    lines = named()
    assert len(lines) == 2
    assert any(f"Ý kiến số {row.pk} không còn: đã bị xóa." in line for line in lines)
    assert any(f"Ý kiến số {row.pk + 100000} không có" in line for line in lines)


def test_the_guards_switched_off_for_good_are_named(page):
    link_now()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE approval_decision DISABLE TRIGGER USER")
    assert any("approval_decision" in line for line in named())


@pytest.fixture
def rows(page):
    """A row of each of the final tables."""
    render(approval(page).content_hash)
    found = {model: model.objects.last() for model in FINAL}
    assert all(found.values())
    return found


@pytest.mark.parametrize("model", FINAL)
@pytest.mark.parametrize(
    "act",
    [
        lambda row: row.save(),
        lambda row: row.delete(),
        lambda row: type(row).objects.filter(pk=row.pk).update(pk=row.pk),
        lambda row: type(row)._base_manager.filter(pk=row.pk).update(pk=row.pk),
        lambda row: type(row).objects.filter(pk=row.pk).delete(),
        lambda row: type(row).objects.all()._raw_delete("default"),
        lambda row: type(row).objects.bulk_update([row], [type(row)._meta.fields[1].name]),
        lambda row: type(row).objects.bulk_create([row]),
    ],
)
def test_the_orm_refuses_to_change_or_remove_evidence(rows, model, act):
    count = model.objects.count()
    with pytest.raises(RecordIsFinal):
        act(rows[model])
    assert model.objects.count() == count


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize(
    "sql",
    ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}", "TRUNCATE {} CASCADE"],
)
def test_the_database_refuses_to_change_or_remove_evidence(rows, table, sql):
    link_now()
    with (
        pytest.raises(ProgrammingError, match="chỉ được ghi thêm"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(sql.format(table))
