"""`manage.py due`: the worked examples asked from outside, many at once, and bad questions."""

import io
import json
import os
import sys

import pytest
from django.core.management import CommandError, call_command

from workflow.calendar.filling import fill_years
from workflow.calendar.models import CalendarYear

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _calendar():
    fill_years(range(2025, 2029))
    # A founded agency knows two years more than today's.
    CalendarYear.objects.filter(year__gt=2028).delete()


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
        # Friday's update was due at five: at six the next one is Monday's.
        ("BP-13.1-1", "2026-11-20T17:00", "2026-11-20T17:00:00+07:00"),
        ("BP-13.1-1", "2026-11-20T18:00", "2026-11-23T17:00:00+07:00"),
        # Written as other programs write a moment.
        ("LA-9.2.a", "2026-11-20T15:00:00.000+0700", "2026-11-23T15:00:00+07:00"),
        ("LA-9.2.a", "2026-11-20T08:00:00.123456z", "2026-11-23T15:00:00+07:00"),
        ("LA-9.2.a", "2026-11-20 15:00:00+07", "2026-11-23T15:00:00+07:00"),
        # What comes each week, month, half-year or year: as the duties of it fall due.
        ("KT-12.1", "2026-11-20", "2026-11-22T23:59:59+07:00"),
        ("DL-4.1-2", "2026-11-23T08:00", "2026-11-29T23:59:59+07:00"),
        ("BP-9.4", "2026-02-03", "2026-02-28T23:59:59+07:00"),
        ("BP-18.5", "2026-11-20", "2026-12-10T23:59:59+07:00"),
        ("KT-16.2-2", "2026-11-20", "2027-01-10T23:59:59+07:00"),
        ("QT-7.1-6", "2026-01-01", "2027-01-10T23:59:59+07:00"),
        ("DL-6", "2026-11-20", "2026-12-31T23:59:59+07:00"),
    ],
)
def test_worked_examples(clause, start, expected):
    assert due(clause, start) == {"due": expected, "due_date": expected[:10]}


def test_a_period_is_chosen():
    row = due("KT-11.2.d", "2026-11-20", "--period", "quarter")
    assert row["due"] == "2026-12-31T23:59:59+07:00"


def test_a_day_that_is_only_computed_is_said():
    words = asked("--agency", "LA", "--clause", "LA-9.2.a", "--start", "2026-11-20T15:00")
    assert "chưa đối chiếu" not in words
    words = asked("--agency", "LA", "--clause", "LA-9.2.a", "--start", "2026-12-31T15:00")
    assert "Ngày nghỉ năm 2027 mới tính theo luật, chưa đối chiếu thông báo." in words


@pytest.mark.clause("LA-4.11.b-2", "BP-11.3-2")
def test_what_is_set_for_each_item_is_not_called_prompt():
    for clause in ("LA-4.11.b-2", "BP-11.3-2"):
        words = asked("--agency", clause[:2], "--clause", clause, "--start", "2026-11-20T15:00")
        assert "hạn do cơ quan định cho từng việc" in words


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
        ({"period": "half_year"}, "hãy chọn một trong: month, quarter, year"),
        ({"period": "month"}, "không theo kỳ tự chọn"),
        ({"agency": "BP", "clause": "BP-13.1-1", "period": "year"}, "không theo kỳ tự chọn"),
        ({"agency": "BP", "clause": "BP-9.3.đ-2", "period": "month"}, "không theo kỳ tự chọn"),
        ({"start": "x" * 1_000_000}, f"«{'x' * 60}…» không đọc được"),
        ({"agency": "\ud800"}, "Không có cơ quan mang mã"),
        ({"clause": "\ud800"}, "không có điều khoản"),
        ({"start": "\ud800"}, "không đọc được"),
        ({"clause": "bp-9.3.A"}, "không có điều khoản «BP-9.3.a»"),
        ({"pauses": {}}, "«pauses»"),
        ({"pause": "hôm qua/hôm nay"}, "Khoảng tạm dừng «hôm qua/hôm nay» không đọc được"),
        ({"pause": "2026-11-20T15:30"}, "Khoảng tạm dừng «2026-11-20T15:30» không đọc được"),
        ({"pauses": ["2026-11-23/2026-11-24"]}, "cả hai có ngày và giờ"),
        ({"pauses": [["2026-11-23T10:00", "2026-11-20T10:00"]]}, "trước khi bắt đầu"),
        ({"pauses": [["2026-11-23", "2026-11-24"]]}, 'Khoảng tạm dừng «["2026-11-23", '),
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
    if words is None:
        assert first == {"due": None, "due_date": None}
    else:
        assert words in first["error"]
        assert first["line"] == 1
    assert second["due"] == "2026-11-23T15:00:00+07:00"


GOOD = b'{"agency": "LA", "clause": "LA-9.2.a", "start": "2026-11-20T15:00"}'
GOOD_DUE = {"due": "2026-11-23T15:00:00+07:00", "due_date": "2026-11-23"}


class _Flushing:
    """Writes each line at once, as a terminal does."""

    def __init__(self, stream):
        self._stream = stream

    def write(self, text):
        self._stream.write(text)
        self._stream.flush()


def bytes_in(monkeypatch, text: bytes) -> None:
    """Standard input, of a machine whose language writes UTF-8."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text), "utf-8"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("không phải json".encode(), "từ ký tự thứ 1"),
        (b"[1]", "không phải là một đối tượng"),
        (b"3", "không phải là một đối tượng"),
        (b'{"agency": 1}', "«agency»"),
        (b"{}", "«agency»"),
        (GOOD + b" x", f"từ ký tự thứ {len(GOOD) + 2}"),
        (b"[" * 100_000, "không đọc được như JSON"),
        (b'{"a":' * 100_000, "không đọc được như JSON"),
        (b'{"start": 1' + b"0" * 5000 + b"}", "không đọc được như JSON"),
        (b'{"start": "\xff"}', "không phải là chữ mã hoá UTF-8"),
        (b"\x00", "từ ký tự thứ 1"),
        (b'{"start": "2026-11-20", ' + GOOD[1:], "«start» có hai lần"),
        (b'{"start":"\\ud800", "agency": "LA", "clause": "LA-9.2.a"}', "không đọc được"),
    ],
)
@pytest.mark.parametrize("from_file", [False, True])
def test_a_line_that_is_no_question_stops_none_of_the_others(
    monkeypatch, tmp_path, line, words, from_file
):
    text = b"\r\n".join([b"\xef\xbb\xbf" + GOOD, b"", line, GOOD])
    name = "-"
    if from_file:
        name = str(tmp_path / "questions.jsonl")
        (tmp_path / "questions.jsonl").write_bytes(text)
    else:
        bytes_in(monkeypatch, text)
    output = io.StringIO()
    with pytest.raises(CommandError, match=r"^1 dòng"):
        call_command("due", "--batch", name, stdout=output)
    first, second, third = map(json.loads, output.getvalue().splitlines())
    assert first == third == GOOD_DUE
    assert words in second["error"]
    assert second["line"] == 3


@pytest.mark.parametrize("encoding", ["utf-8", "ascii", "cp1258"])
def test_words_that_the_terminal_cannot_write_end_nothing(monkeypatch, encoding):
    bytes_in(monkeypatch, b'{"agency": "\\ud800"}\n' + b'{"agency": "\xc3\xa0"}\n' + GOOD)
    written = io.TextIOWrapper(io.BytesIO(), encoding, write_through=True)
    with pytest.raises(CommandError):
        call_command("due", "--batch", "-", stdout=written)
    lines = written.buffer.getvalue().decode(encoding).splitlines()
    rows = [json.loads(line) for line in lines]
    assert ["error" in row for row in rows] == [True, True, False]
    words = io.TextIOWrapper(io.BytesIO(), encoding, write_through=True)
    question = ("--agency", "LA", "--clause", "LA-9.2.a", "--start", "2026-11-20T15:00")
    call_command("due", *question, stdout=words)
    assert b"15:00:00" in words.buffer.getvalue()


def test_pauses_of_a_line_are_written_as_people_or_as_programs_write_them(monkeypatch):
    good = json.loads(GOOD)
    since, until = "2026-11-20T15:30", "2026-11-20T16:30"
    rows = batch(
        monkeypatch,
        good | {"pauses": [[since, until]]},
        good | {"pauses": [f"{since}/{until}"]},
        good | {"pause": f"{since}/{until}"},
        good | {"pause": [f"{since}/{until}"]},
    )
    assert {row["due"] for row in rows} == {"2026-11-23T16:00:00+07:00"}


def test_options_beside_a_batch_are_refused(monkeypatch):
    bytes_in(monkeypatch, GOOD)
    with pytest.raises(CommandError, match="hãy bỏ --period, --pause"):
        asked("--batch", "-", "--pause", "a/b", "--period", "year")
    assert json.loads(asked("--batch", "-", "--json")) == GOOD_DUE


def test_who_reads_only_the_beginning_ends_the_answers_without_an_error(monkeypatch, tmp_path):
    """As with `| head -1`."""
    questions = tmp_path / "questions.jsonl"
    questions.write_bytes(b"\n".join([GOOD] * 3))
    read, write = os.pipe()
    os.close(read)
    with open(write, "w", encoding="utf-8") as closed:
        monkeypatch.setattr(sys, "stdout", closed)
        with pytest.raises(SystemExit):
            call_command("due", "--batch", str(questions), stdout=_Flushing(closed))


def test_one_bad_question_fails_in_words():
    for args, words in (
        ((), "--batch"),
        (("--batch", "/khong/co"), "Không mở được"),
        (("--batch", "a\0b"), "Không mở được"),
        (("--agency", "LA", "--clause", "LA-9.2.a", "--start", "x"), "không đọc được"),
    ):
        with pytest.raises(CommandError, match=words):
            asked(*args)
