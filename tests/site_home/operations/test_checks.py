"""A periodic task that cannot run is told by name before the worker starts."""

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError

from site_home.operations import schedules
from site_home.operations.checks import check_schedules
from site_home.operations.schedules import Entry
from site_home.operations.words import TASKS, reason_words, task_words

GOOD = Entry("heartbeat", "site_home.operations.tasks.heartbeat", "* * * * *")


def found(monkeypatch, *entries: Entry) -> list[tuple[str, str]]:
    monkeypatch.setattr(schedules, "SCHEDULES", entries)
    return [(problem.id, problem.msg) for problem in check_schedules()]


def test_the_table_is_well():
    assert check_schedules() == []


@pytest.mark.parametrize(
    ("func", "words"),
    [
        ("site_home.operations.tasks.heart_beat", "không nạp được hàm"),
        ("site_home.operations.taks.heartbeat", "No module named 'site_home.operations.taks'"),
        ("heartbeat", "không nạp được hàm «heartbeat»"),
        ("site_home.operations.tasks.SIGN_IN_DAYS", "không phải là hàm"),
    ],
)
def test_a_function_that_is_not_there(monkeypatch, func, words):
    ((code, message),) = found(monkeypatch, GOOD, Entry("thu", func, "* * * * *"))
    assert code == "operations.E001"
    assert message.startswith("Việc định kỳ «thu»")
    assert words in message


@pytest.mark.parametrize(
    "cron", ["", "61 * * * *", "* * * *", "* * * * * *", "lúc nửa đêm", "a b c d e"]
)
def test_a_time_that_is_none(monkeypatch, cron):
    assert found(monkeypatch, Entry("thu", GOOD.func, cron)) == [
        ("operations.E002", f"Việc định kỳ «thu»: lịch «{cron}» không hợp lệ.")
    ]


def test_a_name_stands_once(monkeypatch):
    assert found(monkeypatch, GOOD, GOOD) == [
        ("operations.E003", "Việc định kỳ «heartbeat» có nhiều dòng trong bảng.")
    ]


def test_manage_check_asks(monkeypatch):
    monkeypatch.setattr(schedules, "SCHEDULES", (Entry("thu", "x.y", "* * * * *"),))
    with pytest.raises(SystemCheckError, match="Việc định kỳ «thu»"):
        call_command("check", "--tag", "operations")


def test_words_for_what_is_not_named_are_its_path():
    assert task_words("a.b") == "a.b"
    assert all(words[0].isupper() for words in TASKS.values())


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("[Errno 111] Connection refused", "Máy chủ được gọi từ chối kết nối"),
        ("Task exceeded maximum timeout value (120 seconds)", "Chạy quá thời gian cho phép"),
        ("Function x.y is not defined", "Phiên bản đang chạy không có hàm này"),
        ("NewsPage matching query does not exist.", "Đối tượng cần xử lý không còn nữa"),
    ],
)
def test_the_commonest_errors_are_told_in_vietnamese(reason, words):
    assert reason_words(reason).startswith(words)
    assert reason_words(reason).endswith(f"({reason})")


def test_other_errors_keep_their_own_words():
    assert reason_words("Ngày 30/02 không có") == "Ngày 30/02 không có"
