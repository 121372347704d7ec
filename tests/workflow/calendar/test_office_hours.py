"""Dated office hours of an agency: before the rule book's, never twice, counted by every clock."""

import io
import json
from datetime import date, time

import pytest
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import IntegrityError, transaction

from tests.database import run_sql
from tests.factories import agency, make_news
from tests.workflow.calendar.year_2026 import at
from workflow.audit.models import Entry
from workflow.calendar.filling import fill_years
from workflow.calendar.models import Holiday, OfficeHours
from workflow.calendar.queries import calendar_of
from workflow.duties.queries import duties_of

pytestmark = pytest.mark.django_db

WEEK = [0, 1, 2, 3, 4]
SUMMER = {
    "morning_opens": time(6, 30),
    "morning_closes": time(11),
    "afternoon_opens": time(13),
    "afternoon_closes": time(16, 30),
}


@pytest.fixture(autouse=True)
def _filled():
    fill_years(range(2025, 2029))


def row(code: str = "LA", **fields) -> OfficeHours:
    """A row that is not saved: summer hours of the whole week."""
    values = {
        "agency": agency(code),
        "weekdays": WEEK,
        **SUMMER,
        "valid_from": date(2026, 4, 16),
        "valid_to": date(2026, 10, 15),
        "basis": "Quyết định 12/QĐ-STP ngày 20/3/2026",
        **fields,
    }
    return OfficeHours(**values)


def saturday_morning(**fields) -> OfficeHours:
    times = {**dict.fromkeys(SUMMER), "morning_opens": time(7), "morning_closes": time(11)}
    return row(weekdays=[5], valid_to=None, **times, **fields)


def due(start: str, code: str = "LA-9.2.a") -> str:
    output = io.StringIO()
    arguments = ("--agency", code[:2], "--clause", code, "--start", start, "--json")
    call_command("due", *arguments, stdout=output)
    return json.loads(output.getvalue())["due"]


def refusal(candidate: OfficeHours) -> dict[str, list[str]]:
    with pytest.raises(ValidationError) as caught:
        candidate.full_clean()
    return caught.value.message_dict


def test_without_a_row_the_rule_book_holds():
    assert calendar_of("LA").spans_on(date(2026, 4, 17))[0] == (
        at(17, 4, hour=7),
        at(17, 4, hour=11, minute=30),
    )


def test_an_own_row_stands_before_the_rule_book_on_its_days_only():
    row().save()
    calendar, other = calendar_of("LA"), calendar_of("BP")
    assert calendar.spans_on(date(2026, 4, 15))[0][0] == at(15, 4, hour=7)
    assert calendar.spans_on(date(2026, 4, 16)) == [
        (at(16, 4, hour=6, minute=30), at(16, 4, hour=11)),
        (at(16, 4, hour=13), at(16, 4, hour=16, minute=30)),
    ]
    assert calendar.spans_on(date(2026, 10, 15))[0][0] == at(15, 10, hour=6, minute=30)
    assert calendar.spans_on(date(2026, 10, 16))[0][0] == at(16, 10, hour=7)
    assert other.spans_on(date(2026, 4, 16))[0][0] == at(16, 4, hour=7)


def test_an_own_row_holds_for_its_weekdays_only():
    row(weekdays=[4]).save()
    calendar = calendar_of("LA")
    assert calendar.end_of_office_day(date(2026, 4, 17)) == at(17, 4, hour=16, minute=30)
    assert calendar.end_of_office_day(date(2026, 4, 20)) == at(20, 4, hour=17)


def test_hours_that_change_while_a_limit_runs():
    # Wednesday 15:00 to 17:00 by the rule book are two of eight hours; on Thursday summer begins:
    # four and a half until 11:00, the rest from 13:00.
    assert due("2026-04-15T15:00") == "2026-04-16T15:00:00+07:00"
    row().save()
    assert due("2026-04-15T15:00") == "2026-04-16T14:30:00+07:00"
    # And back: two and a half hours of summer, four and a half from 07:00, one from 13:30.
    assert due("2026-10-15T14:00") == "2026-10-16T14:30:00+07:00"


def test_a_saturday_morning_is_worked():
    assert due("2026-11-20T15:00") == "2026-11-23T15:00:00+07:00"
    saturday_morning().save()
    assert due("2026-11-20T15:00") == "2026-11-23T09:00:00+07:00"
    calendar = calendar_of("LA")
    assert calendar.spans_on(date(2026, 11, 21)) == [(at(21, 11, hour=7), at(21, 11, hour=11))]
    assert not calendar.is_working_day(date(2026, 11, 22))
    assert calendar.add_working_days(date(2026, 11, 20), 1) == date(2026, 11, 21)


def test_a_moved_working_saturday_is_a_whole_day_even_where_saturdays_are_half():
    saturday_morning().save()
    row().save()
    assert calendar_of("LA").spans_on(date(2026, 8, 22)) == [
        (at(22, 8, hour=6, minute=30), at(22, 8, hour=11)),
        (at(22, 8, hour=13), at(22, 8, hour=16, minute=30)),
    ]


def test_a_day_off_stays_a_day_off():
    row(valid_to=None).save()
    assert calendar_of("LA").spans_on(date(2026, 11, 24)) == []


def test_the_calendar_stays_one_query(django_assert_num_queries):
    row().save()
    row(valid_from=date(2026, 11, 1), valid_to=None).save()
    Holiday.objects.create(
        day=date(2026, 11, 25), name="Nghỉ bão", basis="Công điện", agency=agency("LA")
    )
    with django_assert_num_queries(1):
        calendar = calendar_of("LA")
    assert not calendar.is_working_day(date(2026, 11, 25))
    assert calendar.end_of_office_day(date(2026, 11, 26)) == at(26, 11, hour=16, minute=30)


@pytest.mark.parametrize(
    ("fields", "where", "words"),
    [
        ({"morning_closes": time(6)}, "morning_closes", "đang là 06:30–06:00"),
        ({"afternoon_closes": time(13)}, "afternoon_closes", "đang là 13:00–13:00"),
        (
            {"afternoon_opens": time(10)},
            "afternoon_opens",
            "trước khi buổi sáng kết thúc lúc 11:00",
        ),
        ({"afternoon_closes": None}, "afternoon_closes", "cần cả giờ bắt đầu lẫn giờ kết thúc"),
        ({"afternoon_opens": None}, "afternoon_opens", "cần cả giờ bắt đầu lẫn giờ kết thúc"),
        ({"valid_to": date(2026, 4, 15)}, "valid_to", "Ngày cuối áp dụng 15/04/2026 trước"),
        ({"basis": ""}, "basis", ""),
        ({"weekdays": [7]}, "weekdays", ""),
    ],
)
def test_what_are_no_office_hours_is_refused_in_words(fields, where, words):
    problems = refusal(row(**fields))
    assert list(problems) == [where]
    assert words in " ".join(problems[where])


def test_a_row_without_a_weekday_is_refused():
    assert "Hãy chọn ít nhất một ngày" in " ".join(refusal(row(weekdays=[]))["weekdays"])


@pytest.mark.parametrize(
    ("first", "last", "is_refused"),
    [
        (date(2026, 10, 15), None, True),
        (date(2026, 1, 1), date(2026, 4, 16), True),
        (date(2026, 5, 1), date(2026, 5, 1), True),
        (date(2026, 1, 1), date(2026, 4, 15), False),
        (date(2026, 10, 16), None, False),
    ],
)
def test_two_rows_of_a_weekday_never_hold_on_one_day(first, last, is_refused):
    row().save()
    candidate = row(weekdays=[3, 4, 5], valid_from=first, valid_to=last)
    if not is_refused:
        candidate.full_clean()
        return
    assert refusal(candidate) == {
        "valid_from": [
            "Thứ Năm, thứ Sáu đã có giờ làm việc trong thời gian này: «thứ Hai đến thứ Sáu, "
            "06:30–11:00, 13:00–16:30, từ 16/04/2026 đến 15/10/2026» (Quyết định 12/QĐ-STP ngày "
            "20/3/2026). Hãy đổi ngày áp dụng, hoặc đặt ngày cuối áp dụng cho dòng đó trước."
        ]
    }


def test_other_weekdays_other_agencies_and_the_row_itself_do_not_collide():
    kept = row()
    kept.save()
    kept.full_clean()
    row(weekdays=[5, 6]).full_clean()
    row("BP").full_clean()


def test_the_database_refuses_what_was_not_asked_first():
    row().save()
    for candidate in (
        row(weekdays=[4, 5], valid_from=date(2026, 10, 1), valid_to=None),
        row("BP", morning_closes=time(6)),
        row("BP", valid_to=date(2026, 1, 1)),
        row("BP", weekdays=[]),
        row("BP", weekdays=[8]),
        row("BP", afternoon_closes=None),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            candidate.save()
    with pytest.raises(IntegrityError), transaction.atomic():
        run_sql(
            "INSERT INTO calendar_officehours (agency_id, weekdays, morning_opens, morning_closes,"
            " valid_from, basis) SELECT agency_id, '{0}', '07:00', '11:00', valid_from, 'x'"
            " FROM calendar_officehours"
        )


def test_weekdays_are_kept_in_order_once():
    kept = row(weekdays=[4, 0, 4, 2])
    kept.save()
    kept.refresh_from_db()
    assert kept.weekdays == [0, 2, 4]
    assert str(kept).startswith("thứ Hai, thứ Tư, thứ Sáu, 06:30–11:00, 13:00–16:30, từ 16/04/2026")


def test_a_changed_row_has_the_open_duties_counted_anew(django_capture_on_commit_callbacks):
    page = make_news("LA", happened_at=at(20, 11, hour=15))
    other = make_news("BP", happened_at=at(20, 11, hour=15))
    before = duties_of(page)[0].due_at, duties_of(other)[0].due_at
    assert before[0] == at(23, 11, hour=15)
    with django_capture_on_commit_callbacks(execute=True):
        saturday_morning().save()
    assert duties_of(page)[0].due_at == at(23, 11, hour=9)
    assert duties_of(other)[0].due_at == before[1]
    with django_capture_on_commit_callbacks(execute=True):
        OfficeHours.objects.get().delete()
    assert (duties_of(page)[0].due_at, duties_of(other)[0].due_at) == before


def test_what_became_of_a_row_is_recorded_once_each():
    kept = row("KT")
    kept.save()
    kept.weekdays, kept.afternoon_closes, kept.valid_to = [0, 1, 2, 3], time(17), None
    kept.save()
    kept.delete()
    entries = Entry.objects.filter(action__startswith="calendar.").exclude(action="calendar.filled")
    assert [(entry.action, entry.agency_code, entry.note) for entry in entries.order_by("pk")] == [
        ("calendar.created", "KT", ""),
        (
            "calendar.edited",
            "KT",
            "ngày trong tuần: thứ Hai đến thứ Sáu → thứ Hai đến thứ Năm; "
            "chiều đến: 16:30 → 17:00; đến hết ngày: 15/10/2026 → (trống)",
        ),
        ("calendar.deleted", "KT", "Quyết định 12/QĐ-STP ngày 20/3/2026"),
    ]
