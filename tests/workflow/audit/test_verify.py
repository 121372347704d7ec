"""`verify_audit_log`: what was bent with the triggers switched off is named."""

import json

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from tests.append_only import link_now
from tests.workflow.audit.bending import bend, delete
from tests.workflow.audit.verifying import told
from workflow.audit import guards, verification
from workflow.audit.append_only import append_only_sql
from workflow.audit.final import FinalManager
from workflow.audit.models import Entry, Link
from workflow.audit.problems import Kind, Problem
from workflow.audit.recording import record
from workflow.audit.verification import verify

pytestmark = pytest.mark.django_db

CHAIN = "ZZ"


@pytest.fixture(autouse=True)
def anchor_folder(settings, tmp_path):
    settings.AUDIT_ANCHOR_DIR = tmp_path
    return tmp_path


@pytest.fixture
def rows() -> list[Entry]:
    """Five linked rows of a chain of their own."""
    added = [
        record("approval.approved", agency_code=CHAIN, note=f"dòng {number}", number=number)
        for number in range(1, 6)
    ]
    link_now()
    return added


def first_of(chain: str = CHAIN) -> tuple:
    """(kind, seq, entry) of the first problem of the chain, which is the only one reported."""
    (problem,) = verify().problems
    assert problem.chain == chain
    return problem.kind, problem.seq, problem.entry_id


def test_the_record_of_the_founded_agencies_is_whole(rows):
    done = verify()

    assert done.problems == ()
    assert {chain.code for chain in done.chains} >= {"LA", "BP", "DL", "QT", "KT", CHAIN}
    assert done.rows == Entry.objects.count()


@pytest.mark.parametrize(
    "change",
    [
        "note = 'khác'",
        "actor_name = 'Người khác'",
        "at = at + interval '1 microsecond'",
        "at = at - interval '1 day'",
        "address = '203.0.113.9/24'",
        "data = data || '{\"number\": 33}'",
        "data = data - 'number'",
        "agency_code = 'LA'",
        "action = 'approval.refused'",
        "subject_id = '1'",
        "digest = repeat('0', 64)",
    ],
)
def test_altered_row_is_named(rows, change):
    bend((f"UPDATE audit_entry SET {change} WHERE id = %s", [rows[2].pk]))  # noqa: S608

    assert first_of() == (Kind.ALTERED, 3, rows[2].pk)


def test_every_later_damage_is_counted(rows):
    bend(
        ("UPDATE audit_entry SET note = 'khác' WHERE id = ANY(%s)", [[row.pk for row in rows[1:4]]])
    )

    assert first_of() == (Kind.ALTERED, 2, rows[1].pk)
    (chain,) = (chain for chain in verify().chains if chain.code == CHAIN)
    assert (chain.rows, chain.further) == (5, 2)


def test_row_altered_together_with_its_digest_is_named(rows):
    forged = Entry.objects.get(pk=rows[2].pk)
    other = record("approval.approved", agency_code="ZY", note="dòng khác")
    link_now()
    bend(("UPDATE audit_entry SET digest = %s WHERE id = %s", [other.digest, forged.pk]))
    assert first_of() == (Kind.ALTERED, 3, forged.pk)


def test_row_rewritten_with_a_fitting_digest_and_link_breaks_the_next_link(rows):
    entry = rows[2]
    link = Link.objects.get(pk=entry.pk)
    forged = "f" * 64
    bend(("UPDATE audit_link SET hash = %s WHERE entry_id = %s", [forged, entry.pk]))
    assert first_of() == (Kind.ALTERED, 3, entry.pk)

    bend(("UPDATE audit_link SET hash = %s WHERE entry_id = %s", [link.hash, entry.pk]))
    bend(("UPDATE audit_link SET previous = %s WHERE entry_id = %s", [forged, rows[3].pk]))
    assert first_of() == (Kind.BROKEN_LINK, 4, rows[3].pk)


def test_deleted_row_is_named_by_the_link_left_behind(rows):
    bend(("DELETE FROM audit_entry WHERE id = %s", [rows[1].pk]))

    assert first_of() == (Kind.MISSING_ROW, 2, rows[1].pk)


def test_rows_deleted_in_the_middle_with_their_links_leave_a_gap(rows):
    delete(rows[1].pk, rows[2].pk)

    assert first_of() == (Kind.MISSING_LINK, 2, None)
    assert "không còn 2 dòng" in str(verify().problems[0])


def test_rows_deleted_at_the_start_leave_a_gap(rows):
    delete(rows[0].pk)

    assert first_of() == (Kind.MISSING_LINK, 1, None)


def test_gap_closed_by_counting_anew_is_a_broken_link(rows):
    delete(rows[1].pk)
    bend(
        (
            "UPDATE audit_link SET seq = -seq WHERE chain = %s AND seq > 2",
            [CHAIN],
        ),
        ("UPDATE audit_link SET seq = -seq - 1 WHERE chain = %s AND seq < 0", [CHAIN]),
    )

    assert first_of() == (Kind.BROKEN_LINK, 2, rows[2].pk)


def test_row_slipped_in_without_a_link_is_named(rows):
    columns = ", ".join(
        field.column for field in Entry._meta.concrete_fields if not field.primary_key
    )
    bend(
        (
            f"INSERT INTO audit_entry ({columns}) SELECT {columns} FROM audit_entry WHERE id = %s",  # noqa: S608
            [rows[0].pk],
        )
    )

    kind, seq, entry_id = first_of()
    assert (kind, seq) == (Kind.UNLINKED, None)
    assert entry_id > rows[-1].pk


def test_row_moved_into_another_chain_is_named(rows):
    bend(
        (
            "UPDATE audit_link SET chain = 'ZY', seq = 1, previous = repeat('0', 64), hash = "
            "encode(sha256(convert_to(repeat('0', 64) || ':ZY:1:' || entry_id || ':' || %s, 'UTF8')),"
            " 'hex') WHERE entry_id = %s",
            [rows[4].digest, rows[4].pk],
        )
    )

    assert first_of("ZY") == (Kind.ALTERED, 1, rows[4].pk)


@pytest.mark.parametrize(
    ("table", "trigger"),
    [
        ("audit_entry", "audit_entry_append_only"),
        ("audit_entry", "audit_entry_linked"),
        ("audit_link", "audit_link_append_only"),
        ("audit_link", "audit_link_by_database_only"),
    ],
)
@pytest.mark.parametrize("how", ["DISABLE", "ENABLE REPLICA", "DROP"])
def test_missing_or_sleeping_trigger_is_a_problem(table, trigger, how):
    link_now()
    sql = (
        f"DROP TRIGGER {trigger} ON {table}"
        if how == "DROP"
        else f"ALTER TABLE {table} {how} TRIGGER {trigger}"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql)

    (problem,) = verify().problems
    assert (problem.kind, problem.chain) == (Kind.GUARD_OFF, None)
    assert trigger in problem.words


def test_sleeping_trigger_of_another_append_only_table_is_a_problem():
    link_now()
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE evidence (id int)")
        cursor.execute(append_only_sql("evidence"))
    assert verify().problems == ()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE evidence DISABLE TRIGGER USER")

    assert [problem.kind for problem in verify().problems] == [Kind.GUARD_OFF]


def test_every_append_only_model_is_expected_to_be_guarded():
    models = {
        model._meta.db_table
        for model in apps.get_models()
        if isinstance(model._default_manager, FinalManager)
    }

    assert {table for table, name in guards.expected() if name.endswith("_append_only")} == models
    assert models >= {"audit_entry", "audit_link"}


def test_evidence_of_other_rooms_is_asked(monkeypatch):
    link_now()
    damage = Problem(Kind.EVIDENCE, "ý kiến số 1 đã bị sửa.", chain="LA")
    monkeypatch.setattr(verification, "EVIDENCE", [lambda: [damage]])

    assert verify().problems == (damage,)
    assert verify(CHAIN).problems == ()


def test_command_says_that_the_record_is_whole(rows):
    out, failure = told()

    assert failure == ""
    assert "Chuỗi ZZ: 5 dòng, 0 mốc khớp, nguyên vẹn.\n" in out
    assert out.endswith("Nhật ký nguyên vẹn.\n")


def test_command_names_the_first_broken_row_and_fails(rows):
    bend(("UPDATE audit_entry SET note = 'khác' WHERE id = %s", [rows[2].pk]))

    out, failure = told("--chain", CHAIN)

    at = timezone.localtime(rows[2].at)
    assert failure == "Nhật ký không còn nguyên vẹn."
    assert "Chuỗi ZZ: 5 dòng, 0 mốc khớp, KHÔNG nguyên vẹn." in out
    assert (
        f"SAI · Chuỗi ZZ: dòng 3 (mục số {rows[2].pk}, {at:%H:%M:%S %d/%m/%Y}, duyệt): "
        "dòng đã bị sửa sau khi ghi.\n"
    ) in out


def test_command_answers_programs(rows):
    bend(("DELETE FROM audit_entry WHERE id = %s", [rows[3].pk]))

    out, failure = told("--json", "--chain", CHAIN)

    answer = json.loads(out)
    (chain,) = answer["chains"]
    (problem,) = answer["problems"]
    assert failure
    assert (answer["whole"], chain["chain"], chain["rows"], chain["whole"]) == (
        False,
        CHAIN,
        5,
        False,
    )
    assert (problem["kind"], problem["seq"], problem["entry_id"]) == ("missing_row", 4, rows[3].pk)


def test_command_verifies_one_chain_only(rows):
    bend(("UPDATE audit_entry SET note = 'khác' WHERE id = %s", [rows[2].pk]))

    assert told("--chain", "LA")[1] == ""
    assert "Chuỗi cai-dat: " in told("--chain", "cai-dat")[0]


def test_command_refuses_what_it_does_not_know(tmp_path):
    assert told("--chain", "XX")[1] == (
        "Không có chuỗi nhật ký «XX»; hiện có: BP, DL, KT, LA, QT, cai-dat."
    )
    assert told("--anchors", str(tmp_path / "không-có"))[1].startswith("Không có thư mục")
