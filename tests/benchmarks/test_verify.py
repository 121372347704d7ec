"""How long it takes to verify a record of a million rows."""

import json
import time
from datetime import UTC, datetime, timedelta
from io import StringIO

from django.db import connection

from tests.append_only import unguarded
from workflow.audit import digest
from workflow.audit.models import Entry, Link
from workflow.audit.verification import verify

ROWS, AT_ONCE = 1_000_000, 50_000
CODES = ("LA", "BP", "DL", "QT", "KT", "")
START = datetime(2020, 1, 2, 1, 0, tzinfo=UTC)
COLUMNS = (*digest.COLUMNS, "id", "digest", "folded")
TABLES = ("audit_entry", "audit_link")


def entry_values(number: int) -> dict:
    """A row as the board's work makes them: names, a note, a content hash."""
    return {
        "action": ("approval.approved", "page.edited", "account.signed_in")[number % 3],
        "actor_id": number % 97,
        "actor_name": f"Trưởng Ban Biên tập {number % 97} (demo)",
        "actor_role": "Trưởng Ban Biên tập",
        "address": f"203.0.113.{number % 250}",
        "agency_code": CODES[number % len(CODES)],
        "at": digest.instant(START + timedelta(seconds=number * 90)),
        "data": {"content_hash": f"{number:064x}", "run": number // 4, "step": "Duyệt đăng"},
        "ground": "",
        "note": "Đã đối chiếu với văn bản gốc, đồng ý đăng.",
        "on_behalf_of": "",
        "section_code": "S04",
        "subject_id": str(number // 8),
        "subject_title": f"Hội nghị triển khai công tác tư pháp lần thứ {number // 8}",
        "subject_type": "sections.newspage",
    }


def fill(rows: int) -> None:
    """Add `rows` chained rows to the record of the founded agencies."""
    ends = {link.chain: (link.seq, link.hash) for link in Link.objects.order_by("chain", "seq")}
    first = Entry.objects.latest("pk").pk + 1
    with unguarded(*TABLES), connection.cursor() as cursor:
        for start in range(first, first + rows, AT_ONCE):
            entries, links = StringIO(), StringIO()
            for number in range(start, min(start + AT_ONCE, first + rows)):
                _write(number, ends, entries, links)
            for table, columns, lines in (
                ("audit_entry", COLUMNS, entries),
                ("audit_link", ("entry_id", "chain", "seq", "previous", "hash"), links),
            ):
                lines.seek(0)
                cursor.copy_expert(f"COPY {table} ({', '.join(columns)}) FROM STDIN", lines)
        cursor.execute("ANALYZE audit_entry, audit_link")


def _write(number: int, ends: dict, entries: StringIO, links: StringIO) -> None:
    values = entry_values(number)
    chain = values["agency_code"]
    row_digest = digest.digest_of(tuple(values.values()))
    seq, previous = ends.get(chain, (0, digest.FIRST_PREVIOUS))
    hashed = digest.link_hash(previous, chain, seq + 1, number, row_digest)
    ends[chain] = (seq + 1, hashed)
    values["data"] = json.dumps(values["data"], ensure_ascii=False)
    entries.write("\t".join(map(str, (*values.values(), number, row_digest, ""))) + "\n")
    links.write(f"{number}\t{chain}\t{seq + 1}\t{previous}\t{hashed}\n")


def test_a_million_rows_verify_in_under_a_minute(real_database, settings, tmp_path):
    settings.AUDIT_ANCHOR_DIR = tmp_path
    fill(ROWS)
    started = time.process_time()
    done = verify()
    used = time.process_time() - started
    assert (done.rows, done.problems) == (Entry.objects.count(), ())
    print(  # noqa: T201
        f"\nverify_audit_log: {done.rows:,} rows in {done.seconds:.1f} s"
        f" ({done.rows / done.seconds:,.0f} rows/s; {used:.1f} s of this process)"
    )
