"""A task of the worker that fails is recorded once for each attempt, without secrets."""

import pytest
from django.utils import timezone
from django_q.models import Task

from workflow.audit.task_failures import reason_of

pytestmark = pytest.mark.django_db

TRACEBACK = 'Traceback (most recent call last):\n  File "tasks.py", line 3, in run\n'


def finished(*, success: bool, result: str = "") -> Task:
    now = timezone.now()
    return Task.objects.create(
        id="a" * 32, name="viec-thu", func="site.tasks.run", started=now, stopped=now,
        result=result, success=success, attempt_count=1,
    )  # fmt: skip


def test_failed_task_is_recorded_with_name_and_reason(entries):
    finished(success=False, result=f"khong ket noi duoc : {TRACEBACK}OSError: khong ket noi duoc")

    (entry,) = entries()
    assert (entry.action, entry.agency_code, entry.subject_title, entry.note) == (
        "task.failed",
        "",
        "site.tasks.run",
        "khong ket noi duoc",
    )
    assert entry.data == {"task": "a" * 32, "attempt": 1}


def test_same_attempt_saved_again_is_one_row_and_another_attempt_is_another(entries):
    task = finished(success=False, result="loi")
    task.save()
    task.attempt_count = 2
    task.save()

    assert [entry.data["attempt"] for entry in entries()] == [1, 2]


def test_finished_task_is_not_recorded(entries):
    finished(success=True)

    assert entries() == []


def test_error_without_words_is_told_by_the_last_line_of_its_traceback():
    assert reason_of(f" : {TRACEBACK}    run()\nValueError") == "ValueError"


@pytest.mark.parametrize("name", ["SECRET_KEY", "EMAIL_HOST_PASSWORD", "STORAGE_TOKEN"])
def test_secret_settings_never_reach_the_record(settings, name):
    setattr(settings, name, "bi-mat-2026")

    assert reason_of(f"sai khoa bi-mat-2026 : {TRACEBACK}") == "sai khoa ***"


def test_credentials_in_an_address_never_reach_the_record():
    told = reason_of("connect postgresql://site:matkhau@db/site failed")

    assert told == "connect postgresql://***@db/site failed"


def test_long_reason_is_one_line_of_two_hundred_characters():
    assert reason_of("x" * 500 + "\ndong hai") == "x" * 200
