"""«Tác vụ nền»: what is seen of the worker, by whom, and a failed task done again once."""

from datetime import timedelta

import pytest
from django.db import connections
from django.urls import reverse
from django.utils import timezone
from django_q.models import Failure, OrmQ, Schedule, Success, Task

from site_home.operations import failures, heartbeat
from site_home.operations.failures import retry
from site_home.operations.models import Heartbeat, OutgoingMail
from site_home.operations.schedules import PREFIX, register
from tests.factories import user
from tests.real_database import together
from workflow.agencies.models import User
from workflow.audit.models import Entry

SEND = "site_home.operations.tasks.send_mail"
TRACEBACK = 'Traceback (most recent call last):\n  File "tasks.py", line 3, in run\n'


@pytest.fixture
def clean(db):
    for model in (Heartbeat, OrmQ, Schedule, Task, OutgoingMail):
        model.objects.all().delete()


def failed(number: int = 1, func: str = SEND, **fields) -> Failure:
    at = timezone.now() - timedelta(minutes=number)
    values = {
        "id": f"{number:032d}", "name": f"viec-{number}", "func": func, "args": (), "kwargs": {},
        "started": at, "stopped": at, "success": False, "attempt_count": 1,
        "result": f"máy chủ thư không trả lời : {TRACEBACK}OSError: x", **fields,
    }  # fmt: skip
    return Failure.objects.create(**values)


def screen(client, name: str = "") -> str:
    if name:
        client.force_login(user(name))
    answer = client.get(reverse("worker"))
    assert answer.status_code == 200
    return answer.content.decode()


pytestmark = pytest.mark.usefixtures("clean")


def test_a_superuser_sees_state_schedules_and_failures(admin_client):
    register()
    heartbeat.beat("worker")
    failed()
    html = screen(admin_client)
    assert "Hàng đợi đang làm việc." in html
    assert "Kiểm tra thời hạn, báo cho người phụ trách" in html
    assert "chưa chạy lần nào" in html
    assert "Gửi thư chờ" in html
    assert "Lý do: máy chủ thư không trả lời" in html
    assert "Traceback" not in html
    assert "1 việc không xong trong một ngày qua." in html
    assert "Làm lại tất cả" in html


def test_a_silent_worker_is_told_first(admin_client):
    Heartbeat.objects.create(name="worker", beat_at=timezone.now() - timedelta(minutes=7))
    html = screen(admin_client)
    assert "Hàng đợi không làm việc." in html
    assert "Hàng đợi không nhận việc nào từ 7 phút nay." in html
    assert "7 phút trước" in html
    assert "chưa ghi lịch" in html


@pytest.mark.parametrize("name", ["la-operator", "bp-network_admin"])
def test_technical_officers_look_and_do_not_act(client, name):
    task = failed(result="tin «Mật của Kon Tum» không gửi được")
    html = screen(client, name)
    assert "Gửi thư chờ" in html
    assert "Mật của Kon Tum" not in html
    assert reverse("worker_retry") not in html
    assert client.post(reverse("worker_retry"), {"viec": task.pk}).status_code == 403
    assert Failure.objects.count() == 1


@pytest.mark.parametrize("name", ["la-head", "la-contributor", "bp-member"])
def test_others_get_a_page_that_says_so(client, name):
    failed()
    client.force_login(user(name))
    for answer in (
        client.get(reverse("worker")),
        client.post(reverse("worker_retry"), {"tat-ca": "1"}),
    ):
        assert answer.status_code == 403
        assert "Không có quyền" in answer.content.decode()
    assert Failure.objects.count() == 1
    assert "Tác vụ nền" not in client.get(reverse("wagtailadmin_home")).content.decode()


def test_who_is_not_signed_in_is_sent_to_sign_in(client):
    assert client.get(reverse("worker")).status_code == 302
    assert client.post(reverse("worker_retry"), {"tat-ca": "1"}).status_code == 302


def test_an_address_is_no_form(admin_client):
    failed()
    assert admin_client.get(reverse("worker_retry"), {"tat-ca": "1"}).status_code == 405
    assert Failure.objects.count() == 1


def test_one_task_is_done_again_once(admin_client, admin_user):
    task, other = failed(1), failed(2)
    url = reverse("worker_retry")
    html = admin_client.post(url, {"viec": task.pk}, follow=True).content.decode()
    assert "Đã giao hàng đợi làm lại 1 việc" in html
    html = admin_client.post(url, {"viec": task.pk}, follow=True).content.decode()
    assert "Không còn việc nào để làm lại" in html
    assert list(Failure.objects.all()) == [other]
    assert Success.objects.filter(func=SEND).count() == 1
    entry = Entry.objects.get(action="task.retried")
    assert (entry.actor_id, entry.subject_title, entry.data["task"]) == (
        admin_user.pk,
        SEND,
        task.pk,
    )
    assert "Gửi thư chờ. Không xong lúc" in entry.note
    assert entry.note.endswith("máy chủ thư không trả lời")


def test_all_are_done_again_in_the_order_they_failed(admin_client):
    for number in (1, 2, 3):
        failed(number)
    admin_client.post(reverse("worker_retry"), {"tat-ca": "1"})
    assert not Failure.objects.exists()
    entries = Entry.objects.filter(action="task.retried").order_by("pk")
    assert [int(entry.data["task"]) for entry in entries] == [3, 2, 1]


def test_arguments_and_group_go_with_the_task(admin_user):
    mail = OutgoingMail.objects.create(sender="a@b.vn", recipients=[], subject="x", body="x")
    label = OutgoingMail._meta.label_lower
    func = "tests.site_home.operations.tasks_for_tests.remember"
    failed(1, func, args=(label, mail.pk), kwargs={"word": "chữ"}, group=f"{PREFIX}thu")
    retry(User.objects.filter(is_superuser=True).first() or user("la-head"))
    done = Success.objects.get(func=func)
    assert (done.args, done.kwargs, done.group) == (
        (label, mail.pk),
        {"word": "chữ"},
        f"{PREFIX}thu",
    )
    assert done.result == [label, mail.pk, "chữ"]


def test_nothing_asked_for_is_nothing_done(admin_client):
    failed()
    admin_client.post(reverse("worker_retry"), {"viec": "không có"})
    admin_client.post(reverse("worker_retry"))
    assert Failure.objects.count() == 1


def test_a_double_click_makes_one_retry(real_database, settings):
    Task.objects.all().delete()
    task = failed()
    person = user("la-operator")
    acts = [lambda: retry(person, [task.pk])] * 4
    assert sorted(together(*acts)) == [0, 0, 0, 1]
    assert Success.objects.filter(func=SEND).count() == 1
    assert Entry.objects.filter(action="task.retried").count() == 1
    connections["default"].close()


def test_results_of_periodic_tasks(admin_client):
    register()
    rows = {row.name.removeprefix(PREFIX): row for row in Schedule.objects.all()}
    now = timezone.now()
    for name, number, success in (("draft_reports", 1, True), ("check_links", 2, False)):
        Task.objects.create(
            id=f"{number:032d}", name=name, func=rows[name].func, started=now, stopped=now,
            success=success, result="" if success else "hết giờ",
        )  # fmt: skip
        Schedule.objects.filter(pk=rows[name].pk).update(task=f"{number:032d}")
    Schedule.objects.filter(name=f"{PREFIX}send_mail").update(
        task="f" * 32, next_run=now - timedelta(minutes=9)
    )
    Schedule.objects.filter(name=f"{PREFIX}fold_visits").delete()
    Schedule.objects.create(name="của người khác", func="x.y", schedule_type="H")
    html = screen(admin_client)
    assert html.count('worker__result--well">xong') == 1
    assert html.count('worker__result--failed">không xong') == 1
    assert "hết giờ" in html
    assert "không giữ kết quả khi xong" in html
    assert html.count("(trễ)") == 1
    assert html.count("chưa ghi lịch") == 1
    assert "của người khác" in html


def test_the_screen_costs_few_queries(admin_client, django_assert_max_num_queries):
    register()
    for number in range(1, 30):
        failed(number)
    screen(admin_client)
    with django_assert_max_num_queries(24):
        screen(admin_client)


def test_no_more_than_a_page_of_failures_is_shown(admin_client, monkeypatch):
    monkeypatch.setattr(failures, "MOST_AT_ONCE", 2)
    for number in (1, 2, 3):
        failed(number)
    admin_client.post(reverse("worker_retry"), {"tat-ca": "1"})
    assert Failure.objects.count() == 1
