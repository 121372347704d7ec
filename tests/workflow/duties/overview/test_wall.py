"""The wall of clauses: figures, colours, and that each number leads to its rows."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.factories import agency, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.overview.rows import DAY, HOUR, LA_NEWS, NOW, duty, met
from workflow.agencies.models import Agency
from workflow.audit.review.periods import parse
from workflow.duties.models import Duty, Subject
from workflow.duties.overview.clauses import obligations_of
from workflow.duties.overview.figures import Figures
from workflow.duties.overview.wall import LATE, NEAR, NONE, WELL, walls_of
from workflow.regulations.loader import CODES, load

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]

NOVEMBER, OCTOBER = parse("2026-11"), parse("2026-10")
WALL = reverse("duty_overview:wall")


def tiles(code: str = "LA", month=NOVEMBER) -> dict:
    (wall,) = walls_of([agency(code)], month, NOW)
    return {tile.key: tile for tile in wall.tiles}


def news(month=NOVEMBER):
    return tiles(month=month)[LA_NEWS]


def test_nothing_has_arisen():
    assert (news().mark, news().words, news().symbol) == (NONE, "chưa phát sinh", "–")


def test_every_state_is_counted_once():
    met(NOW - DAY, NOW - 2 * DAY)
    met(NOW - DAY, NOW - DAY)
    met(NOW - 2 * DAY, NOW - DAY)
    duty(due_at=NOW - HOUR)
    duty(due_at=at(30, 10, hour=10))
    duty(due_at=NOW + HOUR)
    duty(due_at=NOW + 9 * DAY)
    duty(due_at=NOW - HOUR, cancelled_at=NOW)
    figures = news().figures
    assert figures == Figures(in_time=2, late=2, carried=1, open=2, near=1)
    assert figures.total == 7


@pytest.mark.parametrize(
    ("shift", "mark", "words"),
    [
        (-timedelta(seconds=1), LATE, "có việc quá hạn"),
        (timedelta(0), NEAR, "sắp đến hạn"),
        (timedelta(hours=2), NEAR, "sắp đến hạn"),
        (timedelta(hours=2, seconds=1), WELL, "đang giữ đúng"),
    ],
)
def test_the_colour_of_what_is_open(shift, mark, words):
    duty(due_at=NOW + shift)
    assert (news().mark, news().words) == (mark, words)


def test_met_at_the_due_second_is_well_and_a_second_later_late():
    met(NOW - DAY, NOW - DAY)
    assert news().mark == WELL
    met(NOW - DAY, NOW - DAY + timedelta(seconds=1))
    assert news().mark == LATE


def test_a_due_time_that_could_not_be_counted_asks_for_attention():
    duty(trouble="Lịch làm việc năm 2029 chưa được lập.")
    assert (news().mark, news().words) == (NEAR, "có việc chưa tính được hạn")
    assert (news().figures.open, news().figures.troubled) == (1, 1)


def test_a_clock_that_stands_is_not_late():
    duty(due_at=NOW - HOUR, stands_since=NOW - DAY)
    assert (news().mark, news().figures.open) == (WELL, 1)
    duty(due_at=NOW - DAY, stands_since=NOW - HOUR)
    assert (news().mark, news().figures.late) == (LATE, 1)


@pytest.mark.clause("KT-11.2.b")
def test_without_a_number_time_is_only_measured():
    fields = {"deadline_code": "D28", "clauses": ["KT-11.2.b"], "clock": "prompt", "limit": None}
    assert tiles("KT")["KT-11.2.b"].words == "chỉ đo, quy chế không định số"
    for hours in (2, 4):
        duty("KT", started_at=NOW - 5 * HOUR, met_at=NOW - (5 - hours) * HOUR, **fields)
    duty("KT", started_at=NOW - 400 * DAY, **fields)
    tile = tiles("KT")["KT-11.2.b"]
    assert (tile.mark, tile.words) == (NONE, "chỉ đo, quy chế không định số")
    assert tile.figures == Figures(open=1, measured=2, used=3 * HOUR)


def test_the_month_begins_at_midnight_of_vietnam():
    last, first = at(31, 10, hour=23, minute=59), at(1, 11)
    met(last + DAY, last)
    met(first + DAY, first)
    met(first + DAY, first + HOUR)
    assert news().figures.in_time == 2
    assert news(OCTOBER).figures.in_time == 1


def test_what_was_late_counts_in_the_month_of_its_due_time():
    met(at(31, 10, hour=10), at(2, 11, hour=10))
    assert news(OCTOBER).figures == Figures(late=1)
    assert news().figures == Figures(carried=1)
    assert news(parse("2026-12")).figures == Figures()


def test_what_is_open_counts_in_the_month_that_runs():
    duty(due_at=at(10, 12, hour=10))
    assert news().figures == Figures(open=1)
    assert news(OCTOBER).figures == Figures()


def test_recurring_duties_stand_under_their_clauses():
    duty("BP", deadline_code="D19", clauses=["BP-13.1-1"], due_at=NOW - DAY)
    duty("BP", deadline_code="quota:items-per-unit", clauses=[], due_at=NOW + DAY)
    duty("BP", deadline_code="review:la", clauses=["BP-20.1-2"], label="Rà", due_at=NOW + DAY)
    duty("BP", deadline_code="quite-new", clauses=[], label="Việc lạ", due_at=NOW + DAY)
    found = tiles("BP")
    assert found["BP-13.1-1"].figures == Figures(late=1)
    assert found["BP-9.4"].figures == Figures(open=1)
    assert found["BP-20.1-2"].codes == ["report:monthly-implementation", "review:la"]
    assert [found[key].mark for key in ("BP-9.4", "quite-new")] == [WELL, WELL]
    assert (found["quite-new"].labels, found["quite-new"].is_clause) == (["Việc lạ"], False)


@pytest.mark.parametrize("code", CODES)
def test_every_deadline_and_frequency_of_the_book_has_a_tile(code):
    book = load(code)
    shown = tiles(code)
    asked = {
        clause
        for row in (*book.deadlines, *book.frequencies, *book.backups)
        for clause in row.clauses
    }
    assert asked <= set(shown)
    assert "log-review" in shown
    assert len({row.code for row in obligations_of(book, NOVEMBER.first, NOVEMBER.last)}) > 3


def test_each_number_leads_to_as_many_rows(get):
    met(NOW - DAY, NOW - 2 * DAY)
    for _number in range(3):
        duty(due_at=NOW - HOUR)
    duty(due_at=at(3, 10, hour=10))
    duty(due_at=NOW + HOUR)
    duty(due_at=NOW + DAY)
    duty("LA", deadline_code="log-review", clauses=[], due_at=NOW - HOUR)
    duty("BP", clauses=["BP-9.3.a"], due_at=NOW - HOUR)
    text = get("la-head", WALL).text_shown
    links = re.findall(r'href="(/admin/thoi-han/\?[^"]+trang-thai[^"]+)">(\d+)<', text)
    assert {number for _address, number in links} == {"1", "2", "3"}
    for address, number in links:
        shown = get("la-head", address.replace("&amp;", "&"))
        assert shown.context["page_obj"].paginator.count == int(number), address
    assert len(links) == 6


def test_colour_word_and_symbol_stand_together(get):
    duty(due_at=NOW - HOUR)
    text = get("la-head", WALL).text_shown
    assert 'class="tile tile--late"' in text
    assert '<span aria-hidden="true">✕</span> có việc quá hạn' in text
    assert "điểm a khoản 2 Điều 9" in text


def test_everyone_of_the_agency_looks_and_only_the_board_follows(get):
    duty(due_at=NOW - HOUR)
    for name in ("la-contributor", "la-operator"):
        answer = get(name, WALL)
        assert answer.status_code == 200
        assert "có việc quá hạn" in answer.text_shown
        assert "trang-thai=tre-han" not in answer.text_shown
    assert "trang-thai=tre-han" in get("la-member", WALL).text_shown


def test_another_agency_is_refused(get):
    duty("BP", clauses=["BP-9.3.a"], due_at=NOW - HOUR)
    for name in ("wall", "list", "units", "history", "calendar"):
        address = reverse(f"duty_overview:{name}")
        assert get("la-head", f"{address}?co-quan=BP").status_code == 404
        assert get("la-head", address).status_code == 200
    assert "BP-9.3.a" not in get("la-head", WALL).text_shown


def test_the_past_is_chosen_and_the_future_is_not(get):
    met(at(3, 10, hour=10), at(4, 10, hour=10))
    assert "Trễ, quá hạn" in get("la-head", f"{WALL}?thang=2026-10").text_shown
    for asked in ("2027-01", "2026-13", "x", "2026-W40"):
        assert "tháng 11/2026" in get("la-head", f"{WALL}?thang={asked}").text_shown


@pytest.mark.parametrize("count", [1, 300])
def test_five_agencies_in_at_most_twenty_queries(client, count):
    codes = list(Agency.objects.values_list("code", flat=True))
    assert len(codes) == 5
    for code in codes:
        rule = load(code).deadlines[0]
        Duty.objects.bulk_create(
            Duty.of_rule(
                rule,
                agency_code=code,
                subject=_subject(number),
                started_at=NOW - DAY,
            )
            for number in range(count)
        )
    Duty.objects.update(due_at=NOW - HOUR)
    client.force_login(user("quan-tri"))
    client.get(WALL)
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(WALL)
    assert [wall.agency.code for wall in answer.context["walls"]] == codes
    assert all(wall.figures.late == count for wall in answer.context["walls"])
    assert len(queries) <= 20


def _subject(number: int):
    return Subject(Duty.Kind.CASE, str(number), f"Việc {number}")


def test_what_was_met_while_its_clock_stood_is_in_time():
    due_at, stood = at(30, 10), {"stands_since": at(29, 10)}
    in_time = met(due_at, NOW - DAY, **stood)
    late = met(NOW - 2 * DAY, NOW - DAY, stands_since=NOW - DAY)
    assert [row.is_late(NOW) for row in (in_time, late)] == [False, True]
    assert news().figures == Figures(in_time=1, late=1)
    assert news(OCTOBER).figures.total == 0
