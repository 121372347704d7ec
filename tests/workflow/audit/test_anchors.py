"""The daily anchor finds what the chain alone cannot: a cut end, a chain rewritten as a whole."""

import json
from datetime import UTC, datetime

import pytest
from django.core import mail

from tests.append_only import link_now
from tests.factories import user
from tests.workflow.audit.bending import bend, delete, rewrite
from tests.workflow.audit.verifying import told
from workflow.agencies.models import User
from workflow.audit import anchors
from workflow.audit.anchor_files import read
from workflow.audit.models import Entry, Link
from workflow.audit.problems import Kind
from workflow.audit.recording import record
from workflow.audit.verification import verify

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 2, 4, 19, 7, tzinfo=UTC)  # 02:07 on 5 February in Việt Nam
SAME_DAY = datetime(2026, 2, 5, 16, 59, tzinfo=UTC)
NEXT_DAY = datetime(2026, 2, 5, 17, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.AUDIT_ANCHOR_DIR = tmp_path / "mốc"
    return settings.AUDIT_ANCHOR_DIR


@pytest.fixture
def rows() -> list[Entry]:
    """Three linked rows of Long An, the last of its chain."""
    added = [record("x", agency_code="LA", number=number) for number in (1, 2, 3)]
    link_now()
    return added


def anchored(now: datetime = DAY) -> list:
    done = anchors.anchor(now)
    link_now()
    return done


def problems() -> list[tuple]:
    return [(row.kind, row.chain, row.seq) for row in verify().problems]


def last_seq(chain: str = "LA") -> int:
    return Link.objects.filter(chain=chain).last().seq


def test_each_chain_is_anchored_on_disk_and_in_itself(rows, folder):
    last = Link.objects.get(pk=rows[-1].pk)

    done = anchored()

    chains = set(Link.objects.values_list("chain", flat=True))
    assert {row.chain for row in done} == chains
    assert {path.name for path in folder.iterdir()} == {
        f"{chain or 'cai-dat'}.jsonl" for chain in chains
    }
    (line,) = (folder / "LA.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line) == {
        "chain": "LA",
        "day": "2026-02-05",
        "seq": last.seq,
        "hash": last.hash,
        "count": last.seq,
        "at": "2026-02-04T19:07:00+00:00",
    }
    entry = Entry.objects.get(agency_code="LA", action="audit.anchored")
    assert (entry.data["seq"], entry.data["hash"]) == (last.seq, last.hash)
    assert verify().problems == ()


def test_anchors_are_mailed_to_the_heads_with_the_line_to_keep(rows, folder):
    User.objects.filter(username="bp-head").update(email="")
    User.objects.create_superuser("quan-tri-thu", email="quan-tri@example.vn", password="x")
    anchored()

    letters = {letter.to[0]: letter for letter in mail.outbox}
    head = user("la-head")
    assert head.email in letters
    assert user("la-deputy").email not in letters
    assert letters[head.email].subject.startswith("Mốc nhật ký ngày 05/02/2026: Sở Tư pháp")
    assert (folder / "LA.jsonl").read_text("utf-8").strip() in letters[head.email].body
    assert "chung của hệ thống" in letters["quan-tri@example.vn"].subject
    notes = dict(Entry.objects.filter(action="audit.anchored").values_list("agency_code", "note"))
    assert notes["LA"] == f"Đã gửi thư cho: {head.get_full_name()}."
    assert notes["BP"] == "Không có ai có địa chỉ thư để gửi."


def test_a_second_run_of_the_day_does_nothing_and_the_next_day_adds_a_line(rows, folder):
    anchored(DAY)
    letters = len(mail.outbox)

    assert anchored(SAME_DAY) == []
    assert len(mail.outbox) == letters > 0
    anchored(NEXT_DAY)

    lines = (folder / "LA.jsonl").read_text("utf-8").splitlines()
    assert [json.loads(line)["day"] for line in lines] == ["2026-02-05", "2026-02-06"]
    assert verify().problems == ()
    assert {chain.anchors for chain in verify("LA").chains} == {2}


def test_a_run_that_died_after_the_line_is_taken_up_by_the_next(rows, folder, monkeypatch):
    def die(*args):
        raise RuntimeError("máy chủ dừng")

    with monkeypatch.context() as broken:
        broken.setattr(anchors, "_tell", die)
        with pytest.raises(RuntimeError):
            anchors.anchor(DAY)
    (path,) = folder.iterdir()
    line = path.read_text("utf-8")
    assert problems() == []

    anchored(SAME_DAY)

    assert path.read_text("utf-8") == line
    entry = Entry.objects.get(agency_code="", action="audit.anchored")
    assert entry.data["seq"] == json.loads(line)["seq"]
    assert problems() == []


def test_rows_deleted_at_the_end_are_found(rows):
    anchored()
    after = Entry.objects.get(agency_code="LA", action="audit.anchored")
    delete(rows[1].pk, rows[2].pk, after.pk)

    assert problems() == [(Kind.CUT, "LA", last_seq() + 1)]
    assert "các dòng cuối đã bị xóa: mốc ngày 05/02/2026" in told("--chain", "LA")[0]


def test_end_deleted_and_filled_up_with_other_rows_is_found(rows):
    anchored()
    after = Entry.objects.get(agency_code="LA", action="audit.anchored")
    seq = Link.objects.get(pk=rows[2].pk).seq
    delete(rows[1].pk, rows[2].pk, after.pk)
    for _ in range(3):
        record("y", agency_code="LA")
    link_now()

    assert problems() == [(Kind.ANCHOR_MISMATCH, "LA", seq)]


def test_whole_chain_deleted_is_found(rows):
    anchored()
    bend(
        ("DELETE FROM audit_entry WHERE agency_code = 'LA'", []),
        ("DELETE FROM audit_link WHERE chain = 'LA'", []),
    )

    # What the other rooms hold against the record follows.
    assert problems()[0] == (Kind.CUT, "LA", 1)


def test_chain_rewritten_as_a_whole_is_found(rows):
    first = Link.objects.filter(chain="LA").first()
    record("x", agency_code="LA")
    link_now()
    anchored()
    seq = Link.objects.filter(chain="LA").last().seq - 1
    rewrite("LA", first.pk, "đã viết lại")

    found = problems()
    assert found[0] == (Kind.ANCHOR_MISMATCH, "LA", seq)
    assert f"viết lại ở một dòng từ 1 đến {seq}" in told("--chain", "LA")[0]


def test_rewriting_after_the_last_anchor_is_told_apart(rows):
    anchored(DAY)
    seen = last_seq()
    later = record("x", agency_code="LA")
    link_now()
    anchored(NEXT_DAY)
    rewrite("LA", later.pk, "đã viết lại")

    words = next(str(row) for row in verify().problems if row.kind == Kind.ANCHOR_MISMATCH)
    assert f"viết lại ở một dòng từ {seen} đến {seen + 1}" in words


def test_deleted_file_of_anchors_is_reported_where_the_chain_tells_of_it(rows, folder):
    anchored()
    entry = Entry.objects.get(agency_code="LA", action="audit.anchored")
    (folder / "LA.jsonl").unlink()

    (problem,) = verify().problems
    assert (problem.kind, problem.chain, problem.entry_id) == (
        Kind.ANCHOR_MISSING,
        "LA",
        entry.pk,
    )
    assert "KHÔNG nguyên vẹn" in told("--chain", "LA")[0]


def test_a_single_line_deleted_from_the_file_is_reported(rows, folder):
    anchored(DAY)
    anchored(NEXT_DAY)
    path = folder / "LA.jsonl"
    path.write_text(path.read_text("utf-8").splitlines(keepends=True)[1], "utf-8")

    (problem,) = verify().problems
    assert (problem.kind, problem.chain) == (Kind.ANCHOR_MISSING, "LA")
    assert "ngày 05/02/2026" in problem.words


def test_a_copy_kept_elsewhere_stands_in_for_the_file(rows, folder, tmp_path):
    anchored()
    kept = tmp_path / "bản-sao"
    kept.mkdir()
    (folder / "LA.jsonl").rename(kept / "LA.jsonl")

    assert told("--anchors", str(kept))[1] == ""
    assert told()[1] != ""


def test_a_copy_tells_of_what_was_cut_together_with_the_file(rows, folder, tmp_path):
    anchored()
    after = Entry.objects.get(agency_code="LA", action="audit.anchored")
    kept = tmp_path / "thư"
    kept.mkdir()
    (kept / "LA.jsonl").write_text((folder / "LA.jsonl").read_text("utf-8"), "utf-8")
    (folder / "LA.jsonl").unlink()
    delete(rows[2].pk, after.pk)

    assert problems() == []
    assert "các dòng cuối đã bị xóa" in told("--anchors", str(kept))[0]


@pytest.mark.parametrize(
    "line",
    [
        "không phải json",
        "[]",
        '{"chain": "LA"}',
        '{"chain": "BP", "day": "2026-02-05", "seq": 1, "hash": "", "count": 1, "at": ""}',
        '{"chain": "LA", "day": "hôm qua", "seq": 1, "hash": "", "count": 1, "at": ""}',
        '{"chain": "LA", "day": "2026-02-05", "seq": "1", "hash": "", "count": 1, "at": ""}',
    ],
)
def test_a_line_that_says_nothing_is_reported_with_its_place(rows, folder, line):
    anchored()
    with (folder / "LA.jsonl").open("a", encoding="utf-8") as file:
        file.write(f"\n{line}")

    (problem,) = verify().problems
    assert problem.kind == Kind.ANCHOR_UNREADABLE
    assert problem.words.endswith("LA.jsonl dòng 3.")


def test_a_line_cut_off_by_a_crash_does_not_swallow_the_next(rows, folder):
    folder.mkdir()
    (folder / "LA.jsonl").write_text('{"chain": "L', "utf-8")

    anchored()

    assert [row.day for row in read([folder]).by_chain["LA"]] == ["2026-02-05"]
