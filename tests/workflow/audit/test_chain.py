"""Invariant 4: every row is tied to the one before, in one chain for each agency."""

from datetime import UTC, datetime
from hashlib import sha256

import pytest
from django.db import IntegrityError, connection, transaction

from tests.append_only import link_now
from workflow.audit import digest
from workflow.audit.models import Entry, Link
from workflow.audit.recording import record

pytestmark = pytest.mark.django_db

NOT_DIGESTED = {"id", "folded", "digest"}


def stored(entry: Entry) -> tuple:
    """The row as the database gives it to whoever verifies."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {digest.stored_columns('entry')} FROM audit_entry entry WHERE id = %s",  # noqa: S608
            [entry.pk],
        )
        return cursor.fetchone()


def links(chain: str) -> list[Link]:
    return list(Link.objects.filter(chain=chain))


def test_digest_covers_every_column():
    columns = {field.attname for field in Entry._meta.concrete_fields}
    assert set(digest.COLUMNS) == columns - NOT_DIGESTED


def test_digest_is_the_hash_of_a_compact_json_array():
    at = datetime(2026, 2, 5, 1, 30, tzinfo=UTC)
    entry = Entry.objects.create(
        at=at, action="page.edited", actor_id=7, note="sửa", data={"b": 1, "a": []}
    )
    text = (
        '["page.edited",7,"","",null,"","2026-02-05T01:30:00.000000Z",{"a":[],"b":1},'
        '"","sửa","","","","",""]'
    )
    assert entry.digest == sha256(text.encode()).hexdigest()


@pytest.mark.parametrize(
    "values",
    [
        {"note": "hai\x00chữ và nửa cặp \ud83d"},
        {"note": "unicode rời: Quye\u0302\u0301t"},
        {"on_behalf_of": "x" * 255 + "  "},
        {"address": "2001:DB8:0:0::1"},
        {"address": "::ffff:203.0.113.7"},
        {"address": "203.0.113.7"},
        {"at": datetime(2026, 2, 5, 8, 30, 0, 1, tzinfo=UTC)},
        {"actor_id": "17"},
        {"data": {"số": [1.0, -0.0, 0.1, 1e16, 1e-7, 1e300, 10**30, True, None]}},
        {"data": {"b": {"z": 1, "a": (1, 2)}, "a\x00": "\ud800\x00", 1: "khóa số"}},
    ],
)
def test_what_comes_back_from_the_database_has_the_digest_that_went_in(values):
    entry = Entry.objects.create(
        **{"at": datetime(2026, 2, 5, tzinfo=UTC), "action": "x", **values}
    )

    assert digest.digest_of_stored(stored(entry)) == entry.digest
    assert Entry.objects.get(pk=entry.pk).data == entry.data


def test_time_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="zone"):
        Entry.objects.create(at=datetime(2026, 2, 5), action="x")  # noqa: DTZ001


def test_number_that_json_cannot_hold_is_refused_before_it_breaks_the_transaction():
    with pytest.raises(ValueError, match="JSON"):
        record("x", value=float("nan"))


@pytest.mark.parametrize("given", ["", "0" * 63, "G" * 64])
def test_database_refuses_a_row_without_a_digest(given):
    with (
        pytest.raises(IntegrityError, match="entry_digest"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(
            "INSERT INTO audit_entry (at, agency_code, actor_name, actor_role, on_behalf_of, action,"
            " section_code, subject_type, subject_id, subject_title, folded, ground, note, data,"
            " digest) VALUES (now(), '', '', '', '', 'x', '', '', '', '', '', '', '', '{}', %s)",
            [given],
        )


def test_each_agency_and_the_installation_have_a_chain_without_gaps():
    link_now()
    before = {chain: len(links(chain)) for chain in ("", "LA", "BP")}
    for code in ("LA", "", "LA", "BP", "LA"):
        record("x", agency_code=code)
    link_now()

    for chain, more in {"": 1, "LA": 3, "BP": 1}.items():
        found = links(chain)
        assert [link.seq for link in found] == list(range(1, before[chain] + more + 1))


def test_link_ties_the_digest_to_the_link_before():
    first, second = (record("x", agency_code="ZZ", number=number) for number in (1, 2))
    link_now()

    one, two = links("ZZ")
    assert (one.entry_id, one.previous) == (first.pk, "0" * 64)
    assert one.hash == sha256(f"{'0' * 64}:ZZ:1:{first.pk}:{first.digest}".encode()).hexdigest()
    assert (two.entry_id, two.previous) == (second.pk, one.hash)
    assert two.hash == digest.link_hash(one.hash, "ZZ", 2, second.pk, second.digest)


def test_row_that_is_rolled_back_leaves_no_gap():
    record("x", agency_code="ZZ")
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record("x", agency_code="ZZ")
        raise ZeroDivisionError
    kept = record("x", agency_code="ZZ")
    link_now()

    assert [(link.seq, link.entry_id) for link in links("ZZ")][1:] == [(2, kept.pk)]
