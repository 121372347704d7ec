"""Change requests wait on the same desk, judged by the same rules as items."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import WorkflowState

from tests.factories import CODES, agency, publish_news, user
from workflow.agencies.models import User
from workflow.approval.changes.filing import file_request
from workflow.approval.holding import hold_verdict, verdict
from workflow.desk.verdicts import held_steps

from .people import entrust, signed_in

pytestmark = pytest.mark.django_db


def ask_to_unpublish(code: str, username: str):
    page = publish_news(code, title="Tin cần gỡ")
    return file_request(user(username), agency(code), "unpublish", page, reason="Số liệu sai.")


def requests_held(person: User, now) -> dict[int, tuple]:
    rows = held_steps(person, now)
    return {row.request_id: (row.reason, row.delegation) for row in rows if row.request_id}


@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("asked_by", ["contributor", "head"])
def test_agrees_with_the_single_verdict_for_everybody(code, asked_by):
    low = code.lower()
    if any(step.delegable_to for step in agency(code).book.steps):
        entrust(f"{low}-head", f"{low}-deputy")
    request, now = ask_to_unpublish(code, f"{low}-{asked_by}"), timezone.now()
    run = WorkflowState.objects.for_instance(request).active().get()
    task = run.current_task_state.task.specific
    for person in User.objects.filter(agency__code=code):
        held = hold_verdict(task, request, person, now)
        single = verdict(task, request, run, person, now)
        expected = {request.pk: (single.reason, held.delegation)} if held.allowed else {}
        assert requests_held(person, now) == expected


def test_a_request_stands_on_the_desk_of_who_decides():
    request = ask_to_unpublish("QT", "qt-contributor")
    shown = signed_in("qt-head").get(reverse("desk:index")).content.decode()
    waiting = shown.split('id="cho-toi-ten"', 1)[1].split("</section>", 1)[0]
    assert request.title in waiting
    assert f'href="{reverse("desk:request", args=[request.pk])}"' in waiting


def test_who_asked_reads_that_others_decide():
    request = ask_to_unpublish("QT", "qt-head")
    [row] = [row for row in held_steps(user("qt-head"), timezone.now()) if row.request_id]
    assert (row.request_id, row.allowed) == (request.pk, False)
    assert row.reason.startswith("Bạn là người yêu cầu thay đổi này")
