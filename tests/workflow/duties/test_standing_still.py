"""A clock stands while somebody else's answer is waited for (BP-9.3.e-2)."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from sections.base.door import Refused
from tests.factories import agency, user
from tests.workflow.calendar.year_2026 import at
from tests.workflow.duties.made_duties import on_item, recorded, turn
from workflow.audit.models import Entry
from workflow.calendar.models import Holiday
from workflow.calendar.queries import calendar_of
from workflow.duties.counting import recount_open
from workflow.duties.keeping import meet
from workflow.duties.models import Duty, Standstill
from workflow.duties.reminding import watch
from workflow.duties.standing import standings
from workflow.duties.standing_still import go_on, stop
from workflow.duties.words import remaining_words
from workflow.regulations.book import Measure

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("filled")]

START = at(2, 11)
CAUSE = "chờ ý kiến Bộ Tư pháp"
STOPPED = at(10, 11, hour=9)
WENT_ON = at(17, 11, hour=10)
NOW = at(18, 11, hour=8)


@pytest.fixture
def answer():
    """An answer that BP owes within 15 working days of 2 November 2026; nothing else is owed."""
    Duty.objects.all().delete()
    return on_item("BP", "D15", START)


def reckoned(*pauses: str) -> str:
    out = StringIO()
    arguments = [word for pause in pauses for word in ("--pause", pause)]
    call_command(
        "due",
        "--agency", "BP",
        "--clause", "BP-9.3.e-1",
        "--start", "2026-11-02",
        "--json",
        *arguments,
        stdout=out,
    )  # fmt: skip
    return json.loads(out.getvalue())["due"]


def due(duty) -> str:
    duty.refresh_from_db()
    return duty.due_at.astimezone(START.tzinfo).isoformat(timespec="seconds")


@pytest.mark.clause("BP-9.3.e-1", "BP-9.3.e-2")
def test_five_working_days_of_standing_move_the_due_day_by_five(answer):
    head = user("bp-unit_head")
    assert due(answer) == reckoned() == "2026-11-23T17:00:00+07:00"
    stop(answer, head, CAUSE, STOPPED, STOPPED)
    row = go_on(answer, head, NOW, WENT_ON)
    assert (row.since, row.until, row.cause, row.person_id) == (STOPPED, WENT_ON, CAUSE, head.pk)
    # 11, 12, 13, 16 and 17 November do not count, the 24th is a holiday.
    assert due(answer) == reckoned("2026-11-10T09:00/2026-11-17T10:00")
    assert due(answer) == "2026-12-01T17:00:00+07:00"
    assert answer.stands_since is None
    name = head.get_full_name()
    assert recorded(answer) == [
        ("duty.stopped", name, CAUSE),
        ("duty.resumed_after_stop", name, CAUSE),
    ]
    entry = Entry.objects.get(action="duty.resumed_after_stop")
    assert (entry.data["due_before"], entry.data["due"]) == (
        "2026-11-23T17:00:00+07:00",
        "2026-12-01T17:00:00+07:00",
    )


def test_two_standstills_add_up(answer):
    head = user("bp-head")
    for begins, ends in ((3, 5), (10, 12)):
        stop(answer, head, CAUSE, at(begins, 11, hour=9), at(begins, 11, hour=9))
        go_on(answer, head, at(ends, 11, hour=9))
    expected = reckoned("2026-11-03T09:00/2026-11-05T09:00", "2026-11-10T09:00/2026-11-12T09:00")
    assert due(answer) == expected == "2026-11-30T17:00:00+07:00"


def test_while_it_stands_nothing_is_late(answer):
    stop(answer, user("bp-head"), CAUSE, STOPPED, STOPPED)
    answer.refresh_from_db()
    much_later = at(20, 12, hour=9)
    assert answer.stands_since == STOPPED
    assert not answer.is_late(much_later)
    (row,) = standings([answer], much_later, {"BP": calendar_of("BP")})
    assert (row.words, row.mark) == ("tạm dừng từ 10/11/2026: chờ ý kiến Bộ Tư pháp", "stands")
    assert remaining_words(answer, much_later, calendar_of("BP")) == "tạm dừng từ 10/11/2026"


def test_what_is_met_while_it_stands_is_in_time(answer):
    stop(answer, user("bp-head"), CAUSE, STOPPED, STOPPED)
    assert meet(answer.page_id, [Measure.ANSWER], at(10, 12)) == 1
    answer.refresh_from_db()
    assert (answer.overdue_at, answer.is_late(at(11, 12))) == (None, False)
    assert remaining_words(answer, at(11, 12), calendar_of("BP")) == "đúng hạn"


def test_a_stop_recorded_late_takes_the_mark_but_not_the_record(answer):
    now = at(25, 11, hour=9)
    assert watch(now) == 1
    stop(answer, user("bp-head"), CAUSE, STOPPED, now)
    answer.refresh_from_db()
    assert answer.overdue_at is None
    assert [name for name, *_rest in recorded(answer)] == ["duty.overdue", "duty.stopped"]
    entry = Entry.objects.get(action="duty.stopped")
    assert entry.data["overdue_before"] == now.isoformat()
    # Recorded as over since before the due day: late again, and found anew.
    go_on(answer, user("bp-head"), now, STOPPED + timedelta(hours=1))
    assert due(answer) == "2026-11-23T17:00:00+07:00"
    assert watch(now) == 1


def test_a_stop_that_saves_no_day_leaves_the_breach_however_long_it_is_known(answer):
    long_after = at(20, 12, hour=9)
    for day in (24, 30):
        watch(at(day, 11, hour=9))
    watch(long_after)
    stop(answer, user("bp-head"), CAUSE, at(7, 11, hour=9), long_after)
    go_on(answer, user("bp-head"), long_after, at(8, 11, hour=9))
    assert due(answer) == "2026-11-23T17:00:00+07:00"
    assert answer.overdue_at is None
    assert watch(long_after) == 1
    answer.refresh_from_db()
    assert answer.overdue_at == long_after


@pytest.mark.parametrize(
    ("since", "now", "words"),
    [
        (at(1, 11, hour=23), STOPPED, r"trước khi thời hạn bắt đầu tính \(00:00 02/11/2026\)"),
        (at(10, 11, hour=10), STOPPED, "10:00 10/11/2026 chưa tới"),
        (at(24, 11), at(25, 11), "Hạn đã hết lúc 17:00 23/11/2026"),
    ],
)
def test_since_when(answer, since, now, words):
    with pytest.raises(Refused, match=words):
        stop(answer, user("bp-head"), CAUSE, since, now)
    assert Standstill.objects.count() == 0


def test_back_to_the_start_but_not_over_the_last_one(answer):
    head = user("bp-head")
    stop(answer, head, CAUSE, START, STOPPED)
    go_on(answer, head, STOPPED)
    with pytest.raises(Refused, match="kéo dài đến 09:00 10/11/2026"):
        stop(answer, head, CAUSE, at(10, 11, hour=8), NOW)
    assert stop(answer, head, CAUSE, STOPPED, NOW).since == STOPPED


def test_a_form_knows_no_seconds(answer):
    Duty.objects.filter(pk=answer.pk).update(started_at=at(2, 11, hour=9).replace(second=40))
    row = stop(answer, user("bp-head"), CAUSE, at(2, 11, hour=9), NOW)
    assert row.since == at(2, 11, hour=9).replace(second=40)


def test_going_on(answer):
    head = user("bp-head")
    with pytest.raises(Refused, match="không còn tạm dừng"):
        go_on(answer, head, NOW)
    stop(answer, head, CAUSE, STOPPED, STOPPED)
    with pytest.raises(Refused, match="không thể tính tiếp trước lúc đó"):
        go_on(answer, head, NOW, STOPPED - timedelta(minutes=1))
    with pytest.raises(Refused, match="chưa tới"):
        go_on(answer, head, NOW, NOW + timedelta(minutes=1))
    assert go_on(answer, head, NOW).until == NOW
    with pytest.raises(Refused, match="không còn tạm dừng"):
        go_on(answer, head, NOW)


def test_a_double_submit_makes_one(answer):
    head = user("bp-head")
    first = stop(answer, head, CAUSE, None, STOPPED)
    assert stop(answer, head, CAUSE, None, STOPPED + timedelta(seconds=3)) == first
    with pytest.raises(Refused, match="đang tạm dừng từ 09:00 10/11/2026: chờ ý kiến Bộ Tư pháp"):
        stop(answer, user("bp-deputy"), CAUSE, None, STOPPED)
    assert [name for name, *_rest in recorded(answer)] == ["duty.stopped"]


@pytest.mark.parametrize("name", ["bp-contributor", "bp-network_admin", "la-head", "la-unit_head"])
def test_who_may_not(answer, name):
    with pytest.raises(Refused, match="Chỉ Ban Biên tập hoặc trưởng đơn vị"):
        stop(answer, user(name), CAUSE, STOPPED, STOPPED)
    stop(answer, user("bp-head"), CAUSE, STOPPED, STOPPED)
    with pytest.raises(Refused, match="Chỉ Ban Biên tập hoặc trưởng đơn vị"):
        go_on(answer, user(name), NOW)


@pytest.mark.parametrize(("cause", "words"), [(" ", "đang chờ ai"), ("a" * 501, "dài 501")])
def test_a_cause_is_needed(answer, cause, words):
    with pytest.raises(Refused, match=words):
        stop(answer, user("bp-head"), cause, STOPPED, STOPPED)


def test_which_duties_may_stand(answer):
    head = user("bp-head")
    publication = on_item("DL", "D23", START)
    with pytest.raises(Refused, match="đăng lên trang không tạm dừng"):
        stop(publication, user("dl-head"), CAUSE, STOPPED, STOPPED)
    year = turn("BP", at(1, 1), at(31, 12))
    with pytest.raises(Refused, match="hết kỳ"):
        stop(year, head, CAUSE, STOPPED, STOPPED)
    prompt = on_item("KT", "D28", START, measure=Measure.SUPPLY)
    with pytest.raises(Refused, match="không có số"):
        stop(prompt, user("kt-head"), CAUSE, STOPPED, STOPPED)
    Duty.objects.filter(pk=answer.pk).update(met_at=STOPPED)
    with pytest.raises(Refused, match="đã xong hoặc thôi tính"):
        stop(answer, head, CAUSE, STOPPED, STOPPED)


def test_a_changed_calendar_keeps_the_pauses(answer):
    head = user("bp-head")
    stop(answer, head, CAUSE, STOPPED, STOPPED)
    go_on(answer, head, NOW, WENT_ON)
    Holiday.objects.create(
        day=date(2026, 11, 30), name="Nghỉ bão", basis="Công điện", agency=agency("BP")
    )
    assert recount_open(NOW, "BP") == 1
    assert due(answer) == "2026-12-02T17:00:00+07:00"


def test_the_pauses_of_many_are_asked_once(django_assert_num_queries):
    for _number in range(2):
        on_item("BP", "D15", START)
    with django_assert_num_queries(6):
        assert recount_open(NOW, "BP") == 0
    for _number in range(3):
        duty = on_item("BP", "D15", START)
        stop(duty, user("bp-head"), CAUSE, STOPPED, STOPPED)
        go_on(duty, user("bp-head"), NOW)
    with django_assert_num_queries(6):
        assert recount_open(NOW, "BP") == 0
