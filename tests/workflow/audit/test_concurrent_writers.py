"""Several connections write at once: one chain, no fork, nobody waits for another's work."""

import threading

import pytest
from django.db import IntegrityError, connection, transaction

from tests.real_database import together
from workflow.audit import digest
from workflow.audit.models import Entry, Link
from workflow.audit.recording import record

PATIENCE_SECONDS = 120


def assert_whole(chain: str) -> None:
    """Every row of the chain is linked once, in one line."""
    previous = digest.FIRST_PREVIOUS
    digests = dict(Entry.objects.filter(agency_code=chain).values_list("pk", "digest"))
    for seq, link in enumerate(Link.objects.filter(chain=chain), start=1):
        assert (link.seq, link.previous) == (seq, previous)
        previous = digest.link_hash(previous, chain, seq, link.pk, digests.pop(link.pk))
        assert link.hash == previous
    assert digests == {}


def write(codes: tuple[str, ...], times: int) -> None:
    for number in range(times):
        with transaction.atomic():
            for code in codes:
                record("x", agency_code=code, number=number)


def test_writers_of_the_same_chains_in_opposite_order_leave_one_line_each(real_database):
    before = Link.objects.filter(chain="LA").count()

    outcomes = together(
        lambda: write(("LA", "BP"), 40),
        lambda: write(("BP", "LA"), 40),
        lambda: write(("LA",), 40),
        lambda: write(("", "LA"), 40),
    )

    assert outcomes == [None] * 4
    assert Link.objects.filter(chain="LA").count() == before + 160
    for chain in ("LA", "BP", ""):
        assert_whole(chain)


def test_a_row_is_linked_after_the_one_whose_commit_it_waited_for(real_database):
    linked, waiting = threading.Event(), threading.Event()

    def first() -> int:
        with transaction.atomic():
            entry = record("x", agency_code="ZZ")
            with connection.cursor() as cursor:
                cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            linked.set()
            assert waiting.wait(PATIENCE_SECONDS)
            # The other commit is on its way; it may not overtake, nor see a chain without us.
            threading.Event().wait(0.3)
        return entry.pk

    def second() -> int:
        with transaction.atomic():
            entry = record("x", agency_code="ZZ")
            assert linked.wait(PATIENCE_SECONDS)
            waiting.set()
        return entry.pk

    one, two = together(first, second)

    assert list(Link.objects.filter(chain="ZZ").values_list("seq", "pk")) == [(1, one), (2, two)]
    assert_whole("ZZ")


def test_a_writer_does_not_wait_for_work_that_is_not_yet_committed(real_database):
    written, done = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record("slow", agency_code="ZZ")
            written.set()
            assert done.wait(PATIENCE_SECONDS)

    def quick() -> None:
        assert written.wait(PATIENCE_SECONDS)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '5s'")
        record("quick", agency_code="ZZ")
        done.set()

    assert together(slow, quick) == [None, None]
    by_seq = dict(Entry.objects.filter(agency_code="ZZ").values_list("action", "pk"))
    assert list(Link.objects.filter(chain="ZZ").values_list("pk", flat=True)) == [
        by_seq["quick"],
        by_seq["slow"],
    ]


def test_a_writer_with_an_old_snapshot_fails_instead_of_forking_the_chain(real_database):
    record("x", agency_code="ZZ")

    def write_on_an_old_snapshot() -> None:
        with transaction.atomic():
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
            assert Entry.objects.filter(agency_code="ZZ").count() == 1
            assert together(lambda: record("y", agency_code="ZZ") and None) == [None]
            record("z", agency_code="ZZ")

    with pytest.raises(IntegrityError, match="link_of_chain"):
        write_on_an_old_snapshot()

    assert list(Entry.objects.filter(agency_code="ZZ").values_list("action", flat=True)) == [
        "y",
        "x",
    ]
    assert_whole("ZZ")
