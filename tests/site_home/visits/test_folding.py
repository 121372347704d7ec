"""From the spool to the sums: exact, once, each agency for itself, kept for ever."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from sections.contact import ContactPage
from site_home.visits import counting, folding, spool
from site_home.visits.models import DailyVisits, PageVisits, SeenVisitor
from site_home.visits.queries import by_day, by_month, by_section, most_read, numbers_of
from tests import factories
from tests.real_database import together

from .readers import MORNING, shown

DAY = date(2026, 2, 5)


def sums():
    """Every row of the sums, in order."""
    return list(
        DailyVisits.objects.values_list("agency_code", "day", "section_code", "visits", "views")
    )


@pytest.fixture
def spool_of_the_day(db, spool_folder):
    """Two readers of Long An and one of Bình Phước; the first comes back after a pause."""
    shown("LA", "/", who="an")
    shown("LA", "/lien-he/", who="an", minutes=29)
    shown("LA", "/lien-he/", who="an", minutes=59)
    shown("LA", "/lien-he/", who="binh", minutes=61)
    shown("BP", "/", who="an", minutes=62)
    return spool_folder


@pytest.mark.clause("LA-4.22", "BP-18.5")
def test_views_and_visits_are_counted_by_agency_day_and_section(spool_of_the_day):
    assert folding.fold(MORNING + timedelta(minutes=63)) == 5
    assert sums() == [
        ("BP", DAY, "", 1, 1),
        ("LA", DAY, "", 1, 1),
        ("LA", DAY, "S25", 2, 3),
    ]
    contact = ContactPage.objects.child_of(factories.agency("LA").site.root_page).get()
    assert PageVisits.objects.get(page_id=contact.pk).views == 3
    assert not list(spool_of_the_day.glob("beats*"))


def test_a_second_run_counts_nothing_again(spool_of_the_day):
    folding.fold(MORNING)
    before = sums()
    assert folding.fold(MORNING) == 0
    assert sums() == before


def test_what_was_not_a_public_page_is_not_counted(db, spool_folder):
    draft = factories.make_news("LA")
    for path in ("/khong-co/", "/lien-he/a/", f"/tin-tuc/{draft.slug}/", "/admin/", "/../"):
        shown("LA", path)
    with (spool_folder / "beats").open("ab") as file:
        file.write(b"torn\n17\tx\ty\n99999999999999\tabc\tlong-an.localhost\t/\n\xff\xfe\n")
    assert folding.fold(MORNING) == 0
    assert sums() == []


def test_an_address_below_the_news_counts_for_the_news(db, spool_folder):
    shown("LA", "/tin-tuc/thang/2026/02/")
    folding.fold(MORNING)
    assert sums() == [("LA", DAY, "S04", 1, 1)]


def test_the_day_is_vietnams(db, spool_folder):
    shown("LA", "/", minutes=15 * 60 - 1)
    shown("LA", "/", minutes=15 * 60)
    folding.fold(MORNING + timedelta(hours=16))
    assert sums() == [("LA", DAY, "", 1, 1), ("LA", DAY + timedelta(days=1), "", 1, 1)]


def test_a_crash_while_counting_loses_and_doubles_nothing(spool_of_the_day, monkeypatch):
    monkeypatch.setattr(folding, "LINES", 2)
    calls = []

    def crash_on_second(beats, places):
        calls.append(len(beats))
        counted = counting.count(beats, places)
        if len(calls) == 2:
            raise SystemExit
        return counted

    with monkeypatch.context() as crashing:
        crashing.setattr(folding, "count", crash_on_second)
        with pytest.raises(SystemExit):
            folding.fold(MORNING)
    assert sum(row[4] for row in sums()) == 2
    assert folding.fold(MORNING) == 3
    assert sums()[2] == ("LA", DAY, "S25", 2, 3)


def test_a_crash_after_counting_doubles_nothing(spool_of_the_day, monkeypatch):
    (path,) = spool.take()
    kept = path.read_bytes()
    folding.fold(MORNING)
    path.write_bytes(kept)
    assert folding.fold(MORNING) == 0
    assert not path.exists()


def test_two_workers_at_once_count_once(real_database, spool_folder):
    for number in range(300):
        shown("LA", "/", who=str(number))
    done = together(*[lambda: folding.fold(MORNING)] * 3)
    assert sorted(done) == [0, 0, 300]
    assert sums() == [("LA", DAY, "", 300, 300)]


def test_nobody_writes_into_a_file_that_was_taken(spool_folder):
    def write():
        for number in range(200):
            shown("LA", "/", who=str(number))

    def take():
        return [spool.take() for _time in range(50)]

    assert together(write, write, take)[:2] == [None, None]
    spool.take()
    lines = [line for path in spool_folder.glob("beats-*") for line in path.open()]
    assert len(lines) == 400
    assert all(spool.beat_of(line.rstrip("\n")) for line in lines)


def test_a_full_spool_refuses_more(spool_folder, monkeypatch):
    monkeypatch.setattr(spool, "MAX_BYTES", 100)
    beat = spool.Beat(MORNING, "a" * 16, "long-an.localhost", "/lien-he/")
    assert [spool.append(beat) for _time in range(4)] == [True, True, False, False]


def test_no_reader_is_counted_beyond_what_a_person_reads(db, spool_folder, monkeypatch):
    monkeypatch.setattr(counting, "MAX_VIEWS", 3)
    for _time in range(5):
        shown("LA", "/")
    assert folding.fold(MORNING) == 3
    shown("LA", "/")
    assert folding.fold(MORNING) == 0


def test_readers_and_salts_are_forgotten_when_the_day_is_over(spool_of_the_day):
    (spool_of_the_day / "salt-2026-02-05").write_bytes(b"x")
    folding.fold(MORNING + timedelta(hours=14))
    assert SeenVisitor.objects.count() == 3
    assert (spool_of_the_day / "salt-2026-02-05").exists()
    folding.fold(MORNING + timedelta(hours=15))
    assert SeenVisitor.objects.count() == 0
    assert list(spool_of_the_day.iterdir()) == []
    assert len(sums()) == 3


@pytest.mark.clause("LA-4.22")
def test_the_sums_of_a_day_cannot_be_lost(spool_of_the_day):
    folding.fold(MORNING)
    rows = DailyVisits.objects.filter(agency_code="LA")
    for act in (
        rows.delete,
        lambda: rows.update(views=0),
        lambda: rows.update(visits=0),
        lambda: rows.update(agency_code="KT"),
    ):
        with pytest.raises(IntegrityError, match="kept for ever"), transaction.atomic():
            act()
    folding.fold(MORNING + timedelta(days=4000))
    assert len(sums()) == 3
    assert PageVisits.objects.count() == 0


@pytest.mark.clause("LA-4.22", "BP-18.5", "QT-7.1-6")
def test_the_numbers_are_those_of_the_agency(spool_of_the_day):
    shown("LA", "/lien-he/", who="an", at=MORNING - timedelta(days=40))
    folding.fold(MORNING + timedelta(minutes=63))
    agency = factories.agency("LA")
    numbers = numbers_of(agency, MORNING + timedelta(minutes=65))
    assert (numbers.online, numbers.today, numbers.month, numbers.total) == (2, 3, 3, 4)
    assert (numbers.views, numbers.since) == (5, DAY - timedelta(days=40))
    later = numbers_of(agency, MORNING + timedelta(minutes=70))
    assert later.online == 1
    days = by_day(agency, DAY - timedelta(days=1), DAY)
    assert [(row.label, row.visits, row.views) for row in days] == [
        ("04/02/2026", 0, 0),
        ("05/02/2026", 3, 4),
    ]
    months = by_month(agency, date(2025, 12, 31))
    assert [(row.label, row.visits) for row in months] == [("12/2025", 1), ("02/2026", 3)]
    sections = by_section(agency, DAY, DAY)
    assert [(row.of, row.label, row.visits, row.views) for row in sections] == [
        ("S25", "Thông tin liên hệ, giao dịch", 2, 3),
        ("", "Trang chủ", 1, 1),
    ]
    assert numbers_of(factories.agency("KT"), MORNING).total == 0


def test_most_read_names_public_items_of_the_agency_only(db, spool_folder):
    first, second, other = (
        factories.publish_news(code, title=title)
        for code, title in (("LA", "Một"), ("LA", "Hai"), ("BP", "Ba"))
    )
    draft = factories.make_news("LA")
    PageVisits.objects.bulk_create(
        PageVisits(agency_code=code, day=day, page_id=pk, views=views)
        for code, day, pk, views in (
            ("LA", DAY, first.pk, 3),
            ("LA", DAY - timedelta(days=6), second.pk, 9),
            ("LA", DAY - timedelta(days=7), first.pk, 7),
            ("LA", DAY, draft.pk, 99),
            ("LA", DAY, first.get_parent().pk, 99),
            ("BP", DAY, other.pk, 99),
        )
    )
    agency = factories.agency("LA")
    assert most_read(agency, days=7, today=DAY) == [second.pk, first.pk]
    assert most_read(agency, days=8, today=DAY) == [first.pk, second.pk]
    assert most_read(agency, days=8, limit=1, today=DAY) == [first.pk]
