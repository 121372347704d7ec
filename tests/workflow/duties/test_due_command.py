"""`manage.py due`: the worked examples asked from outside, many at once, and bad questions."""

import io
import json
import sys

import pytest
from django.core.management import CommandError, call_command

from workflow.calendar.filling import fill_years

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calendar():
    fill_years(range(2025, 2029))


def asked(*args) -> str:
    output = io.StringIO()
    call_command("due", *args, stdout=output)
    return output.getvalue()


def due(clause: str, start: str, *more: str) -> dict:
    return json.loads(
        asked("--agency", clause[:2], "--clause", clause, "--start", start, "--json", *more)
    )


def batch(monkeypatch, *rows) -> list[dict]:
    """The answers, where none fails."""
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(lines) + "\n"))
    return [json.loads(line) for line in asked("--batch", "-").splitlines()]


@pytest.mark.parametrize(
    ("clause", "start", "expected"),
    [
        ("LA-9.2.a", "2026-11-20T15:00", "2026-11-23T15:00:00+07:00"),
        ("LA-9.2.a", "2026-11-23T16:00", "2026-11-25T16:00:00+07:00"),
        ("LA-9.2.a", "2026-11-20T19:30", "2026-11-23T17:00:00+07:00"),
        ("LA-9.2.a", "2026-08-21T16:00", "2026-08-22T16:00:00+07:00"),
        ("DL-10.3.a-1", "2026-11-20T15:00", "2026-11-25T09:00:00+07:00"),
        ("KT-11.2.a", "2026-11-20", "2026-11-25T17:00:00+07:00"),
        ("LA-9.2.c", "2026-11-20T17:00", "2026-11-21T05:00:00+07:00"),
        ("BP-9.3.e-1", "2026-04-23", "2026-05-19T17:00:00+07:00"),
        ("BP-9.3.e-2", "2026-04-23T08:00", "2026-06-09T17:00:00+07:00"),
        ("LA-9.2.b", "2026-08-27", "2026-09-03T17:00:00+07:00"),
        ("LA-9.2.b", "2026-08-21", "2026-08-24T17:00:00+07:00"),
        ("KT-11.2.c", "2026-11-20T17:00", "2026-11-23T23:59:59+07:00"),
        ("DL-10.3.b", "2026-11-20", "2026-11-26T17:00:00+07:00"),
        ("BP-9.3.d", "2026-11-20", "2026-12-07T17:00:00+07:00"),
        ("DL-10.3.a-2", "2026-11-20T15:00", "2026-11-21T15:00:00+07:00"),
        ("KT-11.2.d", "2028-02-03", "2028-02-29T23:59:59+07:00"),
        ("BP-9.3.đ-2", "2026-12-31", "2027-01-10T23:59:59+07:00"),
        # Two deadlines of one clause that agree; a moment elsewhere; a frequency.
        ("BP-9.3.đ-4", "2026-11-20", "2026-12-05T23:59:59+07:00"),
        ("LA-9.2.a", "2026-11-20T08:00Z", "2026-11-23T15:00:00+07:00"),
        ("BP-13.1-1", "2026-11-21", "2026-11-23T17:00:00+07:00"),
        ("DL-13.1-2", "2026-11-21T09:00", "2026-11-21T23:59:59+07:00"),
    ],
)
def test_worked_examples(clause, start, expected):
    assert due(clause, start) == {"due": expected, "due_date": expected[:10]}


def test_a_period_is_chosen():
    row = due("KT-11.2.d", "2026-11-20", "--period", "quarter")
    assert row["due"] == "2026-12-31T23:59:59+07:00"


@pytest.mark.clause("KT-11.2.b", "QT-5.3")
def test_what_is_prompt_is_measured_and_never_due():
    assert due("KT-11.2.b", "2026-11-20T15:00") == {"due": None, "due_date": None}
    words = asked("--agency", "KT", "--clause", "KT-11.2.b", "--start", "2026-11-20T15:00")
    assert "chỉ đo thời gian" in words


def test_people_read_words():
    words = asked("--agency", "la", "--clause", "la-9.2.A", "--start", "2026-11-20T15:00")
    assert words.splitlines()[1] == "Hạn: 15:00:00 ngày 23/11/2026"


def test_a_pause_does_not_count():
    pause = "2026-11-20T15:30/2026-11-23T10:00"
    row = due("LA-9.2.a", "2026-11-20T15:00", "--pause", pause)
    # Half an hour on Friday, then from ten on Monday, Tuesday off.
    assert row["due"] == "2026-11-25T09:30:00+07:00"
    row = due("BP-9.3.b", "2026-11-16", "--pause", "2026-11-17T09:00/2026-11-19T09:00")
    assert row["due"] == "2026-11-20T17:00:00+07:00"


def test_many_questions_are_answered_line_by_line(monkeypatch):
    rows = batch(
        monkeypatch,
        {"agency": "LA", "clause": "LA-9.2.a", "start": "2026-11-20T15:00"},
        "",
        {"agency": "KT", "clause": "KT-11.2.d", "start": "2026-02-01", "period": "year"},
    )
    assert rows == [
        {"due": "2026-11-23T15:00:00+07:00", "due_date": "2026-11-23"},
        {"due": "2026-12-31T23:59:59+07:00", "due_date": "2026-12-31"},
    ]


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ({"agency": "XX"}, "Không có cơ quan mang mã «XX»"),
        ({"clause": "LA-99.9"}, "không có điều khoản «LA-99.9»"),
        ({"clause": "BP-9.3.a"}, "không có điều khoản"),
        ({"clause": "LA-1"}, "không có điều khoản"),
        ({"clause": "LA-9.2.d"}, None),
        ({"clause": "LA-3.1-1"}, "không đặt thời hạn"),
        ({"start": "hôm qua"}, "không đọc được"),
        ({"start": "2026-02-30T10:00"}, "không đọc được"),
        ({"start": "2026-11-20T25:00"}, "không đọc được"),
        ({"start": "20/11/2026"}, "không đọc được"),
        ({"start": ""}, "«start»"),
        ({"start": None}, "«start»"),
        ({"start": "2026-11-20"}, "cần cả ngày lẫn giờ"),
        ({"start": "2019-11-20T15:00"}, "Lịch làm việc năm 2019 chưa được lập"),
        ({"start": "2028-12-29T16:00"}, "Lịch làm việc năm 2029 chưa được lập"),
        ({"clause": "LA-9.2.c", "start": "2028-12-31T20:00"}, "năm 2029 chưa được lập"),
        ({"clause": "LA-9.2.c", "start": "1999-12-31T20:00"}, "năm 1999 chưa được lập"),
        ({"start": "0001-01-01T00:00"}, "năm 1 chưa được lập"),
        ({"start": "9999-12-31T23:00"}, "năm 9999 chưa được lập"),
        ({"kind": "khac"}, "không có thời hạn loại «khac»"),
        ({"period": "tuần"}, "Kỳ «tuần» không có"),
        ({"pauses": [["2026-11-23T10:00", "2026-11-20T10:00"]]}, "trước khi bắt đầu"),
        ({"pauses": [["2026-11-23", "2026-11-24"]]}, "«pauses»"),
        ({"pauses": 3}, "«pauses»"),
        ({"pauses": [3]}, "«pauses»"),
        ({"pauses": [["2026-11-23T10:00"]]}, "«pauses»"),
    ],
)
def test_a_bad_question_is_answered_with_what_is_wrong(monkeypatch, capsys, question, words):
    good = {"agency": "LA", "clause": "LA-9.2.a", "start": "2026-11-20T15:00"}
    lines = "\n".join(json.dumps(row) for row in (good | question, good))
    monkeypatch.setattr(sys, "stdin", io.StringIO(lines))
    output = io.StringIO()
    if words is None:
        call_command("due", "--batch", "-", stdout=output)
    else:
        with pytest.raises(CommandError, match="1 dòng"):
            call_command("due", "--batch", "-", stdout=output)
    first, second = map(json.loads, output.getvalue().splitlines())
    assert words in first["error"] if words else first == {"due": None, "due_date": None}
    assert second["due"] == "2026-11-23T15:00:00+07:00"


@pytest.mark.parametrize("line", ["không phải json", "[1]", "3", '{"agency": 1}', "{}"])
def test_a_line_that_is_no_question_stops_none_of_the_others(monkeypatch, line):
    monkeypatch.setattr(sys, "stdin", io.StringIO(line))
    output = io.StringIO()
    with pytest.raises(CommandError):
        call_command("due", "--batch", "-", stdout=output)
    assert list(json.loads(output.getvalue())) == ["error"]


def test_one_bad_question_fails_in_words():
    for args, words in (
        ((), "--batch"),
        (("--batch", "/khong/co"), "Không mở được"),
        (("--agency", "LA", "--clause", "LA-9.2.a", "--start", "x"), "không đọc được"),
    ):
        with pytest.raises(CommandError, match=words):
            asked(*args)
