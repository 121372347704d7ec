"""The worker's periodic tasks: registered by name, run by django-q2's own scheduler."""

from datetime import timedelta
from io import StringIO
from zoneinfo import ZoneInfo

import pytest
from axes.models import AccessLog
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import Schedule, Success
from django_q.scheduler import scheduler

from site_home.operations import schedules, tasks
from site_home.operations.models import Heartbeat
from site_home.operations.schedules import PREFIX, SCHEDULES, Entry, register
from workflow.duties.models import Duty

pytestmark = pytest.mark.django_db

LOCAL = ZoneInfo("Asia/Ho_Chi_Minh")


@pytest.fixture(autouse=True)
def nothing_registered():
    Schedule.objects.all().delete()
    Heartbeat.objects.all().delete()


def own() -> dict[str, Schedule]:
    rows = Schedule.objects.filter(name__startswith=PREFIX)
    return {row.name.removeprefix(PREFIX): row for row in rows}


def test_the_table():
    register()
    assert {name: (row.func, row.cron) for name, row in own().items()} == {
        "heartbeat": ("site_home.operations.tasks.heartbeat", "* * * * *"),
        "send_mail": ("site_home.operations.tasks.send_mail", "* * * * *"),
        "run_schedule": ("workflow.approval.tasks.run_schedule", "* * * * *"),
        "fold_visits": ("site_home.visits.tasks.fold", "* * * * *"),
        "settle_emergencies": ("workflow.approval.tasks.settle_emergencies", "*/5 * * * *"),
        "watch_public": ("workflow.approval.tasks.watch_public", "7 * * * *"),
        "watch_files": ("workflow.approval.tasks.watch_stored_files", "7 2 * * *"),
        "render_snapshots": (
            "workflow.approval.snapshots.tasks.render_missing",
            "*/15 * * * *",
        ),
        "open_turns": ("workflow.duties.tasks.open_turns", "3 * * * *"),
        "watch_duties": ("workflow.duties.tasks.watch", "* * * * *"),
        "recount_troubled": ("workflow.duties.tasks.recount_troubled", "*/10 * * * *"),
        "recount_duties": ("workflow.duties.tasks.recount_all", "47 2 * * *"),
        "draft_reports": ("workflow.reports.tasks.draft_due", "5 6 * * *"),
        "review_record": ("workflow.audit.tasks_review.remind", "40 6 * * *"),
        "compare_rights": ("workflow.audit.tasks_review.compare_rights", "47 3 * * *"),
        "anchor_record": ("workflow.audit.tasks.anchor", "7 2 * * *"),
        "rebuild_search": ("search.entry_tasks.rebuild", "7 4 * * *"),
        "check_links": ("sections.tasks.check_links", "20 5 * * *"),
        "clear_sessions": ("site_home.operations.tasks.clear_sessions", "17 3 * * *"),
        "clear_sign_ins": ("site_home.operations.tasks.clear_sign_ins", "27 3 * * *"),
        "forget_first_saves": ("workflow.desk.tasks.forget_first_saves", "37 3 * * *"),
        "fill_calendar": ("workflow.calendar.tasks.fill_ahead", "37 3 1 * *"),
    }


@pytest.mark.parametrize("entry", SCHEDULES, ids=lambda entry: entry.name)
def test_every_task_exists(entry):
    assert callable(import_string(entry.func))


def test_wagtails_own_publishing_is_not_scheduled():
    register()
    assert not Schedule.objects.filter(func__contains="publish").exists()


def test_registering_again_changes_nothing():
    register()
    before = list(Schedule.objects.order_by("pk").values())
    done = register()
    assert (done.added, done.changed, done.removed) == ([], [], [])
    assert list(Schedule.objects.order_by("pk").values()) == before


def test_the_night_is_vietnamese():
    register()
    assert own()["clear_sessions"].next_run.astimezone(LOCAL).strftime("%H:%M") == "03:17"


def test_a_changed_time_takes_effect_at_once(monkeypatch):
    register()
    monkeypatch.setattr(schedules, "SCHEDULES", (Entry("clear_sessions", "x.y", "5 4 * * *"),))
    done = register()
    assert done.changed == ["clear_sessions"]
    assert set(done.removed) == {entry.name for entry in SCHEDULES} - {"clear_sessions"}
    row = own()["clear_sessions"]
    assert (row.func, row.next_run.astimezone(LOCAL).strftime("%H:%M")) == ("x.y", "04:05")


def test_doubles_go_and_schedules_of_others_stay():
    register()
    Schedule.objects.create(name=f"{PREFIX}heartbeat", func="x.y")
    Schedule.objects.create(name="của người khác", func="x.y")
    assert register().changed == ["heartbeat"]
    assert Schedule.objects.filter(name=f"{PREFIX}heartbeat").count() == 1
    assert Schedule.objects.filter(name="của người khác").count() == 1


def test_the_scheduler_runs_what_is_due_and_plans_the_next():
    register()
    now = timezone.now()
    Schedule.objects.filter(name__startswith=PREFIX).update(next_run=now - timedelta(hours=7))
    results = set(Success.objects.values_list("pk", flat=True))
    scheduler()
    assert Heartbeat.objects.get(name="worker").beat_at >= now
    assert all(row.next_run > now for row in own().values())
    # Missed times are not made up for one by one, and beats leave no results.
    finished = Success.objects.exclude(pk__in=results).values_list("func", flat=True)
    asked_for = {"workflow.approval.tasks.watch_pages", "workflow.approval.tasks.watch_files"}
    own_tasks = [func for func in finished if func not in asked_for]
    assert sorted(own_tasks) == sorted(entry.func for entry in SCHEDULES if entry.keeps_result)
    # The watch asks for a task for each of the five agencies.
    assert len(finished) - len(own_tasks) == 2 * 5


def test_the_first_heartbeat_does_not_wait_for_the_scheduler(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        register()
    assert Heartbeat.objects.filter(name="worker").count() == 1


def test_what_is_owed_does_not_wait_for_the_scheduler():
    schedules.ask_at_start()
    begun = Duty.objects.filter(deadline_code="week-schedule")
    assert set(begun.values_list("agency_code", flat=True)) == {"LA", "BP", "DL", "KT"}


def test_the_command_says_what_it_did():
    out = StringIO()
    call_command("register_schedules", stdout=out)
    call_command("register_schedules", stdout=out)
    names = ", ".join(entry.name for entry in SCHEDULES)
    total = f"Có {len(SCHEDULES)} việc định kỳ.\n"
    assert out.getvalue() == f"Thêm: {names}.\n{total}{total}"


def test_ended_sessions_and_old_sign_ins_go():
    now = timezone.now()
    for key, ends in (("cu", now - timedelta(days=1)), ("moi", now + timedelta(days=1))):
        Session.objects.create(session_key=key, session_data="x", expire_date=ends)
    tasks.clear_sessions()
    assert list(Session.objects.values_list("session_key", flat=True)) == ["moi"]
    for days in (29, 31):
        log = AccessLog.objects.create(username=f"{days}")
        AccessLog.objects.filter(pk=log.pk).update(attempt_time=now - timedelta(days=days))
    assert tasks.clear_sign_ins() == 1
    assert list(AccessLog.objects.values_list("username", flat=True)) == ["29"]
